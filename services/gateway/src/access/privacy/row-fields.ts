/** Fields of rows by what they tell: of contacts that somebody handled; and what is left of a queue without them. */
import { KPIS } from "@floorwalker/domain";
import type { QueueRow, Row } from "@floorwalker/protocol";

/** That it is there, what is promised in it, and who waits: a customer who waits is nobody's work. */
export const QUEUE_FRAME = [
  "id",
  "kind",
  "site",
  "queue",
  "channel",
  "title",
  "department",
  "configured",
  "policy",
  "thresholdSeconds",
  "target",
  "open",
  "opensAt",
  "closesAt",
  "waiting",
  "waitingPastThreshold",
  "oldestQueuedAt",
  "backlogAge1",
  "backlogAge2",
  "backlogAge3",
  "backlogAge4",
  "backlogOverdue",
  "backlogDue1",
  "backlogDue2",
  "backlogDue3",
  "backlogAges",
  "backlogDues",
  "sources",
  "lastEventAt",
  "staleSince",
  "silentSource",
] satisfies readonly (keyof QueueRow)[];

const OF_CONTACTS = new Set([
  "answeredInThreshold",
  ...KPIS.filter(({ scopes }) => scopes.includes("queue")).map(({ id }) => id),
]);
/** Those in a window: `handled.day`. */
const inWindow = (row: Row, of: ReadonlySet<string>): readonly string[] =>
  Object.keys(row).filter((field) => field.includes(".") && of.has(field.slice(0, field.indexOf("."))));

export const contactsOf = (row: Row): readonly string[] => inWindow(row, OF_CONTACTS);
