export type {
  AgentQueueRow,
  AgentRow,
  AlertRow,
  DepartmentRow,
  QueueRow,
  ReasonRow,
  RegionRow,
  RestatementRow,
  Row,
  SiteRow,
  SourceRow,
  SurveyRow,
  TeamRow,
  ViewFilter,
  WirePosition,
} from "@floorwalker/protocol";
export {
  connectLive,
  type LiveConnection,
  type LiveOptions,
  type PaintedMessage,
  type ScreenMessage,
} from "./connect-live.ts";
export type { LiveState, Phase } from "./step-live.ts";
