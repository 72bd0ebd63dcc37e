/** A team's row: what its agents did while they were in it, and how they are now. Time in state is as of the row's moment. */
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { addDone, type SpanVisit } from "./span-fields.ts";
import {
  agentFields,
  type FieldValue,
  readAgents,
  readOptional,
  VIEW_FORMAT,
  type ViewRow,
  writeAgents,
  writeOptional,
} from "./view-bytes.ts";
import { viewName } from "./view-id.ts";
import { readWindows, writeWindows } from "./window-vectors.ts";

export function writeTeam(writer: ByteWriter, { context }: SiteState, reader: SiteReader, team: string): void {
  const config = context.configured.team(team);
  const live = reader.teamLive(team);
  writer.byte(VIEW_FORMAT.team);
  writeOptional(writer, config?.department ?? null);
  writeOptional(writer, config === null || config.title === team ? null : config.title);
  writer.signed(live.now);
  writeAgents(writer, live.agents!);
  writeWindows(writer, (window) => reader.teamSpan(team, window));
}

export function readTeam(id: string, reader: ByteReader, visit?: SpanVisit): ViewRow {
  const { site, rest: team } = viewName(id);
  const department = readOptional(reader);
  const title = readOptional(reader) ?? team;
  const asOf = reader.signed();
  const agents = readAgents(reader);
  const row: Record<string, FieldValue> & { id: string; kind: string } = {
    id,
    kind: "team",
    site,
    team,
    title,
    department,
    asOf,
    ...agentFields(agents),
  };
  const live = { now: asOf, waiting: 0, waitingPastThreshold: 0, oldestQueuedAt: null, agents };
  readWindows(reader, (window, vector) => addDone(row, "team", window, vector, live, visit));
  return row;
}
