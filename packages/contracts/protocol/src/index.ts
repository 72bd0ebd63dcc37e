export { alertEpisode } from "./alert/alert-episode.ts";
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
export type {
  AgentAlertRow,
  AgentQueueRow,
  AgentRow,
  AlertRow,
  ContactAlertRow,
  DepartmentRow,
  GoalsRow,
  KpiAlertRow,
  QueueRow,
  ReasonRow,
  RegionRow,
  RestatementRow,
  SiteRow,
  SourceAlertRow,
  SourceRow,
  SurveyRow,
  TeamRow,
} from "./rows.ts";
export {
  closeIsFinal,
  decodeToken,
  encodeToken,
  SUBPROTOCOL,
  samePosition,
  TICKET_SUBPROTOCOL,
  TOKEN_SUBPROTOCOL,
} from "./session.ts";
