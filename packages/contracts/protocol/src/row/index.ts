/**
 * The rows of the views, as a gateway makes them of what the owner of a site writes (`docs/spec/view-rows.md`). Times are epoch ms, durations
 * seconds, ratios 0–1 unrounded, null where undefined. A KPI or counter over a span is a field `<id>.<window>`, for the
 * windows 5m 15m 30m 60m day: `serviceLevel.60m`, `offered.day`. Fields about now have no suffix. An id is only a name:
 * what it is about is in the fields (a colon in a site's or rule's own id is escaped there). Of queue and site `policies.<window>` names
 * the versions of the policy that judged what the window counts, the oldest first, by spaces: `20s-5s-answered-only 30s-5s-answered-only`.
 */
import { alertRowSchema } from "../alert/alert-row.ts";
import { agentQueueRow, agentRow } from "./agent-rows.ts";
import { goalRow } from "./goal-row.ts";
import { departmentRow, regionRow, teamRow } from "./organisation-rows.ts";
import { partitionRow } from "./partition-row.ts";
import { queueRow } from "./queue-row.ts";
import { restatementRow } from "./restatement-row.ts";
import { screenRow } from "./screen-row.ts";
import { siteRow } from "./site-row.ts";
import { sourceRow } from "./source-row.ts";
import { reasonRow, surveyRow } from "./tag-rows.ts";
import { waitingRow } from "./waiting-row.ts";

/** By kind: the fields that a row may have, beside those of its spans. */
export const ROWS = {
  agent: agentRow,
  agentQueue: agentQueueRow,
  alert: alertRowSchema,
  department: departmentRow,
  goal: goalRow,
  partition: partitionRow,
  queue: queueRow,
  reason: reasonRow,
  region: regionRow,
  restatement: restatementRow,
  screen: screenRow,
  site: siteRow,
  source: sourceRow,
  survey: surveyRow,
  team: teamRow,
  waiting: waitingRow,
} as const;
