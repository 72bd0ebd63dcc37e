/** The real log, failing where a test says so. */
import type { Log } from "@floorwalker/ports";

export const withAppend = (log: Log, append: Log["append"]): Log => ({
  ensureTopics: (topics) => log.ensureTopics(topics),
  removeTopics: (topics) => log.removeTopics(topics),
  partitions: (topic) => log.partitions(topic),
  append,
  bounds: (topic) => log.bounds(topic),
  identity: (topic) => log.identity(topic),
  consume: (options) => log.consume(options),
  close: () => log.close(),
});
