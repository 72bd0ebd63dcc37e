/** English: the page before the first event. */
export const firstRunEn = {
  title: "Waiting for the first event",
  hint: "This page turns into your floor by itself.",
  done: "done",
  copy: "Copy",
  copied: "Copied",
  steps: {
    running: "Floorwalker is running",
    source: "Connect a source",
    contact: "See the first contact",
    queues: "Name queues and targets",
  },
  runningSince: (build: string) => `version ${build}`,
  sourceHow: "Follow an Asterisk queue_log (npm start -- --queue-log FILE), read Kafka, or send one event:",
  sourcesKnown: (names: string) => `known: ${names}`,
  queuesHow:
    "npx floorwalker config init writes a configuration. Until then: calls within 20 s, chats 60 s, e-mails 4 h.",
  queuesKnown: (names: string) => `configured: ${names}`,
  contactHow: "It appears here within a second.",
  none: "No phone system at hand?",
  demo: "A simulated call centre",
  replay: "A recorded day",
};
