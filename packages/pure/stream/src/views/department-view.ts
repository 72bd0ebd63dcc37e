/**
 * A department's row: the vectors of its teams added up when somebody looks; stored nowhere. One that the configuration defines by
 * queues has what happened in those, and of its teams how they are and how they spent their time (rule 14).
 */
import type { Live } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { formatOf } from "../row-format.ts";
import type { RowPart } from "./merged-row.ts";
import { MergedWindows, mergedLive } from "./merged-windows.ts";
import { readQueueHead } from "./queue-view.ts";
import type { SpanVisit } from "./span-fields.ts";
import { readTeamHead } from "./team-view.ts";
import { agentFields, type FieldValue, VIEW_FORMAT, type ViewRow } from "./view-bytes.ts";
import { viewName } from "./view-id.ts";

export function departmentRow(id: string, parts: readonly RowPart[], visit?: SpanVisit): ViewRow {
  const { site, rest: department } = viewName(id);
  const windows = new MergedWindows();
  const queues = parts.filter(({ bytes }) => formatOf(bytes) === VIEW_FORMAT.queue);
  const teams = parts.filter(({ bytes }) => formatOf(bytes) === VIEW_FORMAT.team);
  const lives: Live[] = [];
  let title = department;
  for (const part of teams) {
    const reader = new ByteReader().open(part.bytes, 1);
    const head = readTeamHead(part.id, reader);
    title = head.department?.title ?? title;
    lives.push(head.live);
    windows.addTeam(reader, queues.length > 0);
  }
  for (const part of queues) {
    const reader = new ByteReader().open(part.bytes, 1);
    const head = readQueueHead(part.id, reader);
    title = head.department?.title ?? title;
    lives.push(head.live);
    windows.add(reader, "queue", head.policies);
  }
  const live = mergedLive(lives);
  const row: Record<string, FieldValue> & { id: string; kind: string } = {
    id,
    kind: "department",
    site,
    department,
    title,
    teams: teams.length,
    queues: queues.length,
    asOf: live.now,
    ...agentFields(live.agents!),
  };
  if (queues.length === 0) {
    windows.tellDone(row, live, visit);
    return row;
  }
  const { waiting, waitingPastThreshold, oldestQueuedAt } = live;
  Object.assign(row, { waiting, waitingPastThreshold, oldestQueuedAt });
  windows.tell(row, live, visit);
  return row;
}
