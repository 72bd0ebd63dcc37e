/** The row of what an agent did of one queue: the numbers of his day there. Of a site that counts agents by queue. */
import { agentQueueCell, type Channel } from "@floorwalker/domain";
import { hasNumbers } from "../cells/cell.ts";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { VectorSum, writeVector } from "./number-vector.ts";
import { addDone, type SpanVisit } from "./span-fields.ts";
import { type FieldValue, readOptional, VIEW_FORMAT, type ViewRow, writeOptional } from "./view-bytes.ts";
import { part, viewId, viewName } from "./view-id.ts";

/** An agent's colons are escaped, a queue's need not be: no channel has one. */
export const agentQueueId = (site: string, agent: string, queue: string, channel: Channel): string =>
  viewId("agentQueue", site, part(agent), queue, channel);

export interface AgentQueueName {
  readonly agent: string;
  readonly queue: string;
  readonly channel: Channel;
}

/** What follows the site in its id. */
export function agentQueueName(rest: string): AgentQueueName {
  const [first, last] = [rest.indexOf(":"), rest.lastIndexOf(":")];
  const agent = rest.slice(0, first).replace(/%(?:25|3A)/g, decodeURIComponent);
  return { agent, queue: rest.slice(first + 1, last), channel: rest.slice(last + 1) as Channel };
}

/** False: he did nothing there that is still kept. */
export function writeAgentQueue(
  writer: ByteWriter,
  site: SiteState,
  reader: SiteReader,
  { agent, queue, channel }: AgentQueueName,
): boolean {
  const { cells, context } = site;
  if (
    !cells.has(agentQueueCell(agent, queue, channel)) ||
    !hasNumbers(cells.get(agentQueueCell(agent, queue, channel)))
  )
    return false;
  const name = context.configured.agent(agent)?.name ?? agent;
  writer.byte(VIEW_FORMAT.agentQueue);
  writeOptional(writer, name === agent ? null : name);
  writer.signed(context.clock);
  writeVector(writer, reader.cellSpan(agentQueueCell(agent, queue, channel), "day"), null);
  return true;
}

export function readAgentQueue(id: string, reader: ByteReader, visit?: SpanVisit): ViewRow {
  const { site, rest } = viewName(id);
  const { agent, queue, channel } = agentQueueName(rest);
  const name = readOptional(reader) ?? agent;
  const asOf = reader.signed();
  const day = new VectorSum();
  day.read(reader);
  const row: Record<string, FieldValue> & { id: string; kind: string } = {
    id,
    kind: "agentQueue",
    site,
    agent,
    name,
    queue,
    channel,
    asOf,
  };
  const live = { now: asOf, waiting: 0, waitingPastThreshold: 0, oldestQueuedAt: null, agents: null };
  addDone(row, "agentQueue", "day", day, live, visit);
  return row;
}
