/** The real log, failing where a test says so. */
import type { Log } from "@floorwalker/ports";

export const withAppend = (log: Log, append: Log["append"]): Log => ({
  ensureTopics: (topics) => log.ensureTopics(topics),
  removeTopics: (topics) => log.removeTopics(topics),
  partitions: (topic) => log.partitions(topic),
  append,
  ends: (topic) => log.ends(topic),
  consume: (options) => log.consume(options),
  close: () => log.close(),
});
