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
  type WirePosition,
} from "./messages.ts";
export type {
  AgentRow,
  AlertRow,
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
  TeamRow,
} from "./rows.ts";
export { closeIsFinal, decodeToken, encodeToken, SUBPROTOCOL, samePosition, TOKEN_SUBPROTOCOL } from "./session.ts";
