export { PANE_MS, SLICE_MS } from "./cell-series.ts";
export { FOLD_VERSION } from "./fold-version.ts";
export { type CommitDraft, type PartitionOptions, PartitionState, type RecordWrite } from "./partition-state.ts";
export type { SiteSettings } from "./site-context.ts";
export { SiteReader } from "./site-reader.ts";
export { type AgentReport, type NumbersReport, type SiteReport, type SpanReport, siteReport } from "./site-report.ts";
export { type EventOutcome, SiteState } from "./site-state.ts";
export type { ViewRow } from "./site-views.ts";
export { dayStart, type IntervalLength, intervalStart, nextDayStart, nextIntervalStart } from "./zone-time.ts";
