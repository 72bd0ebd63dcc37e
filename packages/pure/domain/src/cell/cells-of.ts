/**
 * In which cells something counts, and which windows each kind of cell has: said here and nowhere else. A department or a
 * region has no cell: it is a sum of cells, merged when read.
 *
 * Everything named counts in every cell of its list, so a sum over the queues of a channel equals the channel's cell, and
 * a sum over channels the site's: no reading ever adds cells up to know a site.
 */
import { WINDOW_IDS, type WindowId } from "../alert/rule-base.ts";
import type { Channel } from "../event.ts";
import {
  agentCell,
  agentQueueCell,
  type CellKey,
  type CellKind,
  channelCell,
  queueCell,
  SITE_CELL,
  type TagKind,
  tagCell,
  teamCell,
} from "./cell-key.ts";

/** What counts: a stay; an agent's leg of one; an agent's being there; his move into a team or out of one; what is known of no queue (a survey); a survey by its name. */
export type Counted = "stay" | "leg" | "presence" | "move" | "unplaced" | "survey";

const COUNTS_IN: Readonly<Record<Counted, readonly CellKind[]>> = {
  stay: ["queue", "channel", "site", "tag"],
  leg: ["agent", "team", "agentQueue"],
  /** Of the team he is in at that moment: who moves leaves the state he is in behind in one team and enters it in the other. */
  presence: ["agent", "team", "site"],
  move: ["team"],
  unplaced: ["channel", "site"],
  /** By its queue and agent it counts in theirs, beside. */
  survey: ["tag"],
};

/** Whoever wants a rolling window of a cell pays for its panes: of single agents and of tags there are too many. */
export const WINDOWS_OF: Readonly<Record<CellKind, readonly WindowId[]>> = {
  queue: WINDOW_IDS,
  channel: WINDOW_IDS,
  site: WINDOW_IDS,
  team: WINDOW_IDS,
  agent: ["day"],
  agentQueue: ["day"],
  tag: ["day"],
};

export interface Counting {
  /** Of a leg only where the site counts agents by queue too. */
  readonly queue?: string;
  readonly channel?: Channel;
  readonly agent?: string;
  /** Null: the agent is in none. */
  readonly team?: string | null;
  /** Their values are bounded by whoever reads them: what the configuration does not list is `other`, so that no order decides. */
  readonly tags?: readonly (readonly [tag: TagKind, value: string])[];
}

/** The first is what it is counted for; the others are sums that it is part of. */
export const cellsOf = (counted: Counted, counting: Counting): readonly CellKey[] =>
  COUNTS_IN[counted].flatMap((kind) => ofKind(kind, counting));

function ofKind(kind: CellKind, { queue, channel, agent, team, tags = [] }: Counting): readonly CellKey[] {
  switch (kind) {
    case "queue":
      return [queueCell(queue!, channel!)];
    case "channel":
      return [channelCell(channel!)];
    case "site":
      return [SITE_CELL];
    case "agent":
      return [agentCell(agent!)];
    case "agentQueue":
      return queue === undefined || channel === undefined ? [] : [agentQueueCell(agent!, queue, channel)];
    case "team":
      return team == null ? [] : [teamCell(team)];
    case "tag":
      return tags.map(([tag, value]) => tagCell(tag, value));
  }
}
