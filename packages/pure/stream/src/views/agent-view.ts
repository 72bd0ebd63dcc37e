/**
 * An agent's row: what he is doing, since when, and his day as of `asOf`; what he is doing goes on from there. Who is scheduled now and
 * not signed in has one too: he is absent.
 */
import { ABSENT, type Duty, isImplied, type StateCode, stateOf } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { VectorSum, writeVector } from "./number-vector.ts";
import { addDone, type SpanVisit } from "./span-fields.ts";
import { type FieldValue, readOptional, VIEW_FORMAT, type ViewRow, writeOptional } from "./view-bytes.ts";
import { viewName } from "./view-id.ts";

const NOTHING_SCHEDULED = 0;
const DUTIES: readonly (Duty | null)[] = [null, "working", "paused"];

/** False: nobody of this name is signed in, or should be. */
export function writeAgent(writer: ByteWriter, site: SiteState, reader: SiteReader, agent: string): boolean {
  const standing = site.agents.get(agent);
  if (standing === undefined) return false;
  const { duty, scheduledSince } = standing;
  if (stateOf(standing.code) === null && duty === null) return false;
  const config = site.context.configured.agent(agent);
  const { since, reason } = standing.status;
  const { clock, policies } = site.context;
  writer.byte(VIEW_FORMAT.agent);
  writer.byte(standing.code);
  writer.signed(since);
  writer.byte(DUTIES.indexOf(duty));
  if (duty !== null) writer.signed(scheduledSince!);
  writeOptional(writer, reason);
  writeOptional(writer, config === null || config.name === agent ? null : config.name);
  writeOptional(writer, policies.teams.teamOf(agent, clock));
  const memberships = site.agents.membershipsOf(standing);
  writeOptional(writer, memberships.length === 0 ? null : JSON.stringify(memberships));
  writer.signed(clock);
  writeVector(writer, reader.agentDay(agent), null);
  return true;
}

export function readAgent(id: string, reader: ByteReader, visit?: SpanVisit): ViewRow {
  const { site, rest: agent } = viewName(id);
  const code: StateCode = reader.byte();
  const since = reader.signed();
  const scheduled = reader.byte();
  const scheduledSince = scheduled === NOTHING_SCHEDULED ? null : reader.signed();
  const reason = readOptional(reader);
  const name = readOptional(reader) ?? agent;
  const team = readOptional(reader);
  const memberOf = readOptional(reader);
  const asOf = reader.signed();
  const day = new VectorSum();
  day.read(reader);
  const row: Record<string, FieldValue> & { id: string; kind: string } = {
    id,
    kind: "agent",
    site,
    agent,
    name,
    team,
    state: stateOf(code) ?? ABSENT,
    // He may have been there, and gone before his time was over.
    since: stateOf(code) === null ? Math.max(since, scheduledSince!) : since,
    scheduled: DUTIES[scheduled]!,
    scheduledSince,
    reason,
    implied: isImplied(code),
    memberOf,
    asOf,
  };
  const live = { now: asOf, waiting: 0, waitingPastThreshold: 0, oldestQueuedAt: null, agents: null };
  addDone(row, "agent", "day", day, live, visit);
  return row;
}
