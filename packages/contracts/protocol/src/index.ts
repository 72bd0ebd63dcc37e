export { alertEpisode } from "./alert/alert-episode.ts";
export type {
  AgentAlertRow,
  AlertRow,
  BudgetAlertRow,
  ContactAlertRow,
  ExternalAlertRow,
  KpiAlertRow,
  SourceAlertRow,
} from "./alert/alert-row.ts";
export { applyChanges, diffRows } from "./diff.ts";
export {
  type Change,
  CLOSE,
  type ClientMessage,
  changeSchema,
  clientMessageSchema,
  ERROR_CODES,
  filterSchema,
  PROTOCOL_VERSION,
  positionSchema,
  type Row,
  rowSchema,
  type ServerMessage,
  serverMessageSchema,
  VIEWS,
  type ViewFilter,
  type WirePosition,
} from "./messages.ts";
export { nextPlace } from "./next-place.ts";
export type { AgentQueueRow, AgentRow } from "./row/agent-rows.ts";
export type { GoalRow } from "./row/goal-row.ts";
export type { GoalsRow } from "./row/goals-row.ts";
export type { DepartmentRow, RegionRow, TeamRow } from "./row/organisation-rows.ts";
export type { QueueRow } from "./row/queue-row.ts";
export type { RestatementRow } from "./row/restatement-row.ts";
export type { ScreenRow } from "./row/screen-row.ts";
export type { SiteRow } from "./row/site-row.ts";
export type { SourceRow } from "./row/source-row.ts";
export type { ReasonRow, SurveyRow } from "./row/tag-rows.ts";
export type { WaitingRow } from "./row/waiting-row.ts";
export {
  closeIsFinal,
  decodeToken,
  encodeToken,
  SUBPROTOCOL,
  samePosition,
  TICKET_SUBPROTOCOL,
  TOKEN_SUBPROTOCOL,
} from "./session.ts";
