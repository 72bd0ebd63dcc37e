/** The numbers that are asked for: of one cell, in one span. Which entries of contacts count in it. */
import {
  agentCell,
  type CellKey,
  type Channel,
  cellName,
  cellsOf,
  type Name,
  NONE,
  numbersOf,
  type Scope,
} from "@floorwalker/domain";
import { type Added, SURVEYED } from "../contacts/added.ts";
import type { StoredSite } from "./stored-site.ts";

export interface Asked {
  readonly cell: CellKey;
  /** Of a sum over several: the others. What a contact has added counts in one of them at most. */
  readonly others?: readonly CellKey[];
  /** Of what counts in the cell, only what is of this queue, or channel; absent: all of it. */
  readonly queue?: string;
  readonly channel?: Channel;
  /** Epoch ms, [from, to). */
  readonly from: number;
  readonly to: number;
  /** As of when it is also asked how long those who wait do, and until when, epoch ms; absent: it is not. */
  readonly backlogAt?: number;
  /** The span reaches the clock: who waits is who waits now, else who waited at its end. */
  readonly live: boolean;
}

/** What KPIs are read as of a cell: a channel's numbers are the site's, of that channel. */
export function scopeOf(cell: CellKey): Scope {
  const kind = numbersOf(cell);
  return kind === "channel" || kind === "tag" ? "site" : kind;
}

/** `cellsOf` says in which cells an entry counts; it is asked once for each combination of names. */
export class AskedEntries {
  readonly #site: StoredSite;
  readonly #cells: ReadonlySet<CellKey>;
  readonly #queue: Name;
  /** NONE: what is asked for is of none. */
  readonly #survey: Name;
  /** Of which channel contacts can count; null: of any. */
  readonly channel: Channel | null;
  #lastChannel: Channel | null = null;
  #lastFirst = 0;
  #lastSecond = 0;
  #last = false;
  readonly #known = new Map<Channel, Map<number, Map<number, boolean>>>();

  constructor(site: StoredSite, { cell, others = [], queue, channel }: Asked) {
    this.#site = site;
    const name = cellName(cell);
    const within = name.kind === "agentQueue" ? name.queue : queue;
    this.#queue = within === undefined ? NONE : site.names.of(within);
    this.#survey = name.kind === "tag" && name.tag === "survey" ? site.names.of(name.value) : NONE;
    this.channel = channel ?? (others.length === 0 && "channel" in name ? name.channel : null);
    // What was counted under one of an agent's names before they were known to be his is his, too.
    // What an agent did of one queue is that of all he did which is of the queue.
    const agents = "agent" in name ? [name.agent, ...(site.configured.agent(name.agent)?.aliases ?? [])] : null;
    this.#cells = new Set(agents === null ? [cell, ...others] : agents.map(agentCell));
  }

  has(added: Added, entry: number, channel: Channel): boolean {
    if (added.kindOf(entry) === SURVEYED) return this.countsOfSurvey(added.queueOf(entry), added.besideOf(entry));
    return this.counts(channel, added.queueOf(entry), added.agentOf(entry), added.besideOf(entry));
  }

  /** By its name alone. */
  countsOfSurvey(queue: Name, survey: Name): boolean {
    if (this.#survey === NONE || survey !== this.#survey) return false;
    return this.#queue === NONE || queue === this.#queue;
  }

  /** What an entry counts for, by the numbers of its names. `second`: see `Added`, the team or the reason. */
  counts(channel: Channel, queue: Name, agent: Name, second: Name): boolean {
    if (this.#queue !== NONE && queue !== this.#queue) return false;
    // Of a leg its queue decides nothing, but its agent and team; of a stay its queue and what its contact is about.
    const first = agent === NONE ? -queue : agent;
    // Mostly it is as of the entry before.
    if (channel === this.#lastChannel && first === this.#lastFirst && second === this.#lastSecond) return this.#last;
    this.#lastChannel = channel;
    this.#lastFirst = first;
    this.#lastSecond = second;
    const known = this.#answers(channel, first);
    let has = known.get(second);
    if (has === undefined) {
      has = this.#ask(channel, queue, agent, second);
      known.set(second, has);
    }
    this.#last = has;
    return has;
  }

  #answers(channel: Channel, first: number): Map<number, boolean> {
    const ofChannel = this.#known.get(channel) ?? new Map<number, Map<number, boolean>>();
    this.#known.set(channel, ofChannel);
    const answers = ofChannel.get(first) ?? new Map<number, boolean>();
    ofChannel.set(first, answers);
    return answers;
  }

  #ask(channel: Channel, queueName: Name, agentName: Name, second: Name): boolean {
    const { names } = this.#site;
    const [queue, agent, beside] = [names.textOf(queueName), names.textOf(agentName), names.textOf(second)];
    const cells =
      agent !== null
        ? cellsOf("leg", { agent, team: beside })
        : queue === null
          ? cellsOf("unplaced", { channel })
          : cellsOf("stay", { queue, channel, tags: beside === null ? [] : [["reason", beside]] });
    return cells.some((cell) => this.#cells.has(cell));
  }
}
