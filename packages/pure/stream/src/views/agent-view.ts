/** An agent's row: what he is doing, since when. */
import { isImplied, type StateCode, stateOf } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteState } from "../site-state.ts";
import { readOptional, VIEW_FORMAT, type ViewRow, writeOptional } from "./view-bytes.ts";
import { viewName } from "./view-id.ts";

/** False: nobody of this name is signed in. */
export function writeAgent(writer: ByteWriter, site: SiteState, agent: string): boolean {
  const standing = site.agents.get(agent);
  if (standing === undefined || stateOf(standing.code) === null) return false;
  const config = site.context.configured.agent(agent);
  const { since, reason } = standing.status;
  writer.byte(VIEW_FORMAT.agent);
  writer.byte(standing.code);
  writer.signed(since);
  writeOptional(writer, reason);
  writeOptional(writer, config === null || config.name === agent ? null : config.name);
  writeOptional(writer, site.context.policies.teamOf(agent, site.context.clock));
  return true;
}

export function readAgent(id: string, reader: ByteReader): ViewRow {
  const { site, rest: agent } = viewName(id);
  const code: StateCode = reader.byte();
  const since = reader.signed();
  const reason = readOptional(reader);
  const name = readOptional(reader) ?? agent;
  const team = readOptional(reader);
  const state = stateOf(code);
  return { id, kind: "agent", site, agent, name, team, state, since, reason, implied: isImplied(code) };
}
