export type { Follower, FollowOptions } from "./follow/follow-options.ts";
export { followQueueLog } from "./follow/follow-queue-log.ts";
export { createIngestCounts, type IngestCounts } from "./ingest-counts.ts";
export { DEFAULT_SOURCES, type IngestSource, ingestTopics } from "./ingest-topics.ts";
export { INGEST_GROUP, type Ingest, type IngestOptions, startIngest } from "./start-ingest.ts";
