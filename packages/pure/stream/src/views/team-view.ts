/** A team's row: what its agents did while they were in it, and how they are now. Time in state is as of the row's moment. */
import type { Live } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { addDone, type SpanVisit } from "./span-fields.ts";
import {
  agentFields,
  type FieldValue,
  readAgents,
  readDepartment,
  readOptional,
  VIEW_FORMAT,
  type ViewRow,
  writeAgents,
  writeDepartment,
  writeOptional,
} from "./view-bytes.ts";
import { viewName } from "./view-id.ts";
import { readWindows, writeWindows } from "./window-vectors.ts";

export function writeTeam(writer: ByteWriter, { context }: SiteState, reader: SiteReader, team: string): void {
  const config = context.configured.team(team);
  const live = reader.teamLive(team);
  writer.byte(VIEW_FORMAT.team);
  writeDepartment(writer, context.configured.department(config?.department ?? null));
  writeOptional(writer, config === null || config.title === team ? null : config.title);
  writer.signed(live.now);
  writeAgents(writer, live.agents!);
  writeWindows(writer, (window) => reader.teamSpan(team, window));
}

export interface TeamHead {
  readonly team: string;
  readonly title: string;
  readonly department: ReturnType<typeof readDepartment>;
  readonly live: Live;
}

/** All but its windows, which come next. */
export function readTeamHead(id: string, reader: ByteReader): TeamHead {
  const { rest: team } = viewName(id);
  const department = readDepartment(reader);
  const title = readOptional(reader) ?? team;
  const now = reader.signed();
  const agents = readAgents(reader);
  return { team, title, department, live: { now, waiting: 0, waitingPastThreshold: 0, oldestQueuedAt: null, agents } };
}

export function readTeam(id: string, reader: ByteReader, visit?: SpanVisit): ViewRow {
  const { site } = viewName(id);
  const { team, title, department, live } = readTeamHead(id, reader);
  const row: Record<string, FieldValue> & { id: string; kind: string } = {
    id,
    kind: "team",
    site,
    team,
    title,
    department: department?.department ?? null,
    asOf: live.now,
    ...agentFields(live.agents!),
  };
  readWindows(reader, (window, vector) => addDone(row, "team", window, vector, live, visit));
  return row;
}
