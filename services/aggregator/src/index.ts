export { type AggregatorMetrics, aggregatorMetrics } from "./aggregator-metrics.ts";
export { isAllInLog, startOver } from "./claim-partition.ts";
export type { RecordOutcome } from "./judged-event.ts";
export { CommitRefused } from "./owner-error.ts";
export { type Refolded, refoldPartition } from "./refold-partition.ts";
export { refusalText } from "./refusal.ts";
export { type AggregatorSettings, LIVE_SETTINGS, liveSettings, withHorizon } from "./settings.ts";
export {
  AGGREGATOR_GROUP,
  type Aggregator,
  type AggregatorOptions,
  type EventOffset,
  startAggregator,
} from "./start-aggregator.ts";
export { otherZone, type StoredZones, storedZones } from "./stored-zones.ts";
export { closedIntervals, leftContacts } from "./told-sources.ts";
