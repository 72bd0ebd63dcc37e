/**
 * What a fold adds to the numbers: amounts by cell and event time. A changed fold retracts its old contributions and
 * adds the new ones; both directions are plain integer sums, so any order of events ends in the same bytes.
 */

import type { Channel } from "./event.ts";

/** `queue × channel`, one agent, or all agents of the site. Everything else is a sum of cells, merged when read. */
export type CellKey = string;

const SEPARATOR = "\u001f";

export const queueCell = (queue: string, channel: string): CellKey => `q${SEPARATOR}${queue}${SEPARATOR}${channel}`;
/** What no queue is known of: surveys of contacts that nobody told of. It counts for the site. */
export const unplacedCell = (channel: string): CellKey => `u${SEPARATOR}${channel}`;
export const agentCell = (agent: string): CellKey => `a${SEPARATOR}${agent}`;
/** The site's sum over agents, kept as a cell of its own so that no read scans the agents. */
export const AGENTS_CELL: CellKey = "s";

export type CellName =
  | { readonly kind: "queue"; readonly queue: string; readonly channel: Channel }
  | { readonly kind: "unplaced"; readonly channel: Channel }
  | { readonly kind: "agent"; readonly agent: string }
  | { readonly kind: "agents" };

export function cellName(key: CellKey): CellName {
  const parts = key.split(SEPARATOR);
  if (parts[0] === "q") return { kind: "queue", queue: parts[1]!, channel: parts[2]! as Channel };
  if (parts[0] === "u") return { kind: "unplaced", channel: parts[1]! as Channel };
  if (parts[0] === "a") return { kind: "agent", agent: parts[1]! };
  return { kind: "agents" };
}

/** `entries` is flat: time (ms), counter index (or FINISHED_WAIT / ANSWERED_WAIT), amount, time, counter, amount, … */
export interface Contribution {
  readonly cell: CellKey;
  readonly entries: readonly number[];
}
