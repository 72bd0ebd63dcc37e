export * from "./messages.ts";
export type { AgentRow, AlertRow, QueueRow, SiteRow, SourceRow } from "./rows.ts";
