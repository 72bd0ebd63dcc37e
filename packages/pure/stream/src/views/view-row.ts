/**
 * What stands in the store as a view row, as the fields that boards and exporters read. A row that an older program left is JSON, and
 * read as it is: a reader goes before the writers of a release.
 */
import { ByteReader } from "../columns/byte-reader.ts";
import { formatOf, jsonRow, rowText } from "../row-format.ts";
import { readAgentQueue } from "./agent-queue-view.ts";
import { readAgent } from "./agent-view.ts";
import { readQueue } from "./queue-view.ts";
import { readReason } from "./reason-view.ts";
import { readSite } from "./site-view.ts";
import type { SpanVisit } from "./span-fields.ts";
import { readSurvey } from "./survey-view.ts";
import { readTeam } from "./team-view.ts";
import { readDepartment, readOptional, VIEW_FORMAT, type ViewRow } from "./view-bytes.ts";
import { readWaiting } from "./waiting-view.ts";

const decoder = new TextDecoder();

/**
 * `visit`: sees the numbers of each window, of a row that has some.
 * @throws RangeError, SyntaxError or TypeError when it is no row that this program knows.
 */
export function viewRow(id: string, bytes: Uint8Array, visit?: SpanVisit): ViewRow {
  switch (formatOf(bytes)) {
    case 0:
      return ofJson(id, decoder.decode(bytes));
    case VIEW_FORMAT.json:
      return ofJson(id, rowText(VIEW_FORMAT.json, bytes));
    case VIEW_FORMAT.queue:
      return readQueue(id, new ByteReader().open(bytes, 1), visit);
    case VIEW_FORMAT.site:
      return readSite(id, new ByteReader().open(bytes, 1), visit);
    case VIEW_FORMAT.team:
      return readTeam(id, new ByteReader().open(bytes, 1), visit);
    case VIEW_FORMAT.survey:
      return readSurvey(id, new ByteReader().open(bytes, 1));
    case VIEW_FORMAT.reason:
      return readReason(id, new ByteReader().open(bytes, 1));
    case VIEW_FORMAT.agentQueue:
      return readAgentQueue(id, new ByteReader().open(bytes, 1), visit);
    case VIEW_FORMAT.agent:
      return readAgent(id, new ByteReader().open(bytes, 1), visit);
    case VIEW_FORMAT.waiting:
      return readWaiting(id, new ByteReader().open(bytes, 1));
    default:
      throw new RangeError(`a view row in a format that is not known: ${formatOf(bytes)}`);
  }
}

/** As of when a row of numbers is true, epoch ms: until it is told anew no pane has left its windows. Null: it is another row. */
export function rowMoment(bytes: Uint8Array): number | null {
  const format = formatOf(bytes);
  if (format !== VIEW_FORMAT.queue && format !== VIEW_FORMAT.site) return null;
  const reader = new ByteReader().open(bytes, 1);
  if (format === VIEW_FORMAT.queue) readDepartment(reader);
  else readOptional(reader);
  return reader.signed();
}

/** What is rare, or has fields that its kind has not. */
export const jsonViewRow = (row: ViewRow): Uint8Array => jsonRow(VIEW_FORMAT.json, row);

function ofJson(id: string, text: string): ViewRow {
  const row = JSON.parse(text) as ViewRow | null;
  if (row === null || typeof row !== "object" || typeof row.kind !== "string") throw new TypeError(`no row: ${id}`);
  return row.id === id ? row : { ...row, id };
}
