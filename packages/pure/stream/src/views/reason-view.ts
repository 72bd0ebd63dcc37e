/** The row of what contacts are about: the numbers of the day of all contacts with one reason, over all queues and channels. */
import { tagCell } from "@floorwalker/domain";
import { hasNumbers } from "../cells/cell.ts";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { VectorSum, writeVector } from "./number-vector.ts";
import { readPolicies, writePolicies } from "./policy-bytes.ts";
import { addSpan } from "./span-fields.ts";
import {
  type FieldValue,
  readLive,
  readOptional,
  VIEW_FORMAT,
  type ViewRow,
  writeLive,
  writeOptional,
} from "./view-bytes.ts";
import { viewName } from "./view-id.ts";

/** False: nothing is about it that is still kept. */
export function writeReason(writer: ByteWriter, site: SiteState, reader: SiteReader, reason: string): boolean {
  const key = tagCell("reason", reason);
  if (!site.cells.has(key)) return false;
  const live = reader.queueLive(key);
  if (live.waiting === 0 && !hasNumbers(site.cells.get(key))) return false;
  const { configured, policies } = site.context;
  const title = configured.titleOfReason(reason);
  writer.byte(VIEW_FORMAT.reason);
  writeLive(writer, live);
  writeOptional(writer, title === reason ? null : title);
  // Its stays are of any queue: they are judged as the site is.
  writePolicies(writer, policies.site, (window) => reader.windowFrom(window), live.now);
  writeVector(writer, reader.cellSpan(key, "day"), null);
  return true;
}

export function readReason(id: string, reader: ByteReader): ViewRow {
  const { site, rest: reason } = viewName(id);
  const live = readLive(reader, false);
  const title = readOptional(reader) ?? reason;
  const policies = readPolicies(reader);
  const { waiting, waitingPastThreshold, oldestQueuedAt } = live;
  const row: Record<string, FieldValue> & { id: string; kind: string } = {
    id,
    kind: "reason",
    site,
    reason,
    title,
    waiting,
    waitingPastThreshold,
    oldestQueuedAt,
  };
  const day = new VectorSum();
  day.read(reader);
  addSpan(row, "reason", "day", day, { live, policies });
  return row;
}
