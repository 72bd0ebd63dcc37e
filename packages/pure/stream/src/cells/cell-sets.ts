/**
 * The cells that one stay or leg counts in, found without building a key: the same set for the same names, so that adding
 * costs a look-up and no allocation. A set is good until the table forgets cells: it is asked for again with each contact.
 */
import { type CellKey, CHANNELS, type Channel, type Counted, type Counting, cellsOf } from "@floorwalker/domain";
import type { Cell } from "./cell.ts";
import type { FlowTally } from "./flow-tally.ts";

/** The first is what it is counted for; the others are sums that it is part of. */
export interface CellSet extends Counting {
  readonly counted: Counted;
  readonly cells: readonly Cell[];
  /** Of the queue; null: nobody counts what flows. */
  readonly flow: FlowTally | null;
  /** The drain since which its cells are marked as changed; the table's. */
  markedAt: number;
}

export class CellSets {
  readonly #cellOf: (key: CellKey) => Cell;
  #stays = byChannel();
  /** Of contacts that are about something, by what. */
  #about = new Map<string, Sets>();
  #unplaced = byChannel();
  #legs = new Map<string, CellSet>();
  /** Where agents are counted by queue: by agent. */
  #placedLegs = new Map<string, Sets>();
  #presences = new Map<string, CellSet>();
  #moves = new Map<string, CellSet>();
  #surveys = new Map<string, CellSet>();

  constructor(cellOf: (key: CellKey) => Cell) {
    this.#cellOf = cellOf;
  }

  /** `reason`: what its contact is about; null: nothing that counts. */
  ofStay(queue: string, channel: Channel, reason: string | null = null): CellSet {
    if (reason !== null) return this.#ofReason(queue, channel, reason);
    const sets = this.#stays[channel];
    return sets.get(queue) ?? this.#found(sets, queue, "stay", { queue, channel });
  }

  #ofReason(queue: string, channel: Channel, reason: string): CellSet {
    let about = this.#about.get(reason);
    if (about === undefined) {
      about = byChannel();
      this.#about.set(reason, about);
    }
    const known = about[channel].get(queue);
    return known ?? this.#found(about[channel], queue, "stay", { queue, channel, tags: [["reason", reason]] });
  }

  /** What a contact adds that no queue is known of. */
  ofUnplaced(channel: Channel): CellSet {
    const sets = this.#unplaced[channel];
    return sets.get(channel) ?? this.#found(sets, channel, "unplaced", { channel });
  }

  /** `team` as of when it is added: who takes it back must name the same. */
  ofLeg(agent: string, team: string | null): CellSet {
    const known = this.#legs.get(agent);
    if (known !== undefined && known.team === team) return known;
    return this.#found(this.#legs, agent, "leg", { agent, team });
  }

  /** The same, counted for the agent in that queue as well. */
  ofLegIn(queue: string, channel: Channel, agent: string, team: string | null): CellSet {
    let placed = this.#placedLegs.get(agent);
    if (placed === undefined) {
      placed = byChannel();
      this.#placedLegs.set(agent, placed);
    }
    const known = placed[channel].get(queue);
    if (known !== undefined && known.team === team) return known;
    return this.#found(placed[channel], queue, "leg", { agent, team, queue, channel });
  }

  /** `team` as of the moment of what is told. */
  ofPresence(agent: string, team: string | null): CellSet {
    const known = this.#presences.get(agent);
    if (known !== undefined && known.team === team) return known;
    return this.#found(this.#presences, agent, "presence", { agent, team });
  }

  ofMove(team: string): CellSet {
    return this.#moves.get(team) ?? this.#found(this.#moves, team, "move", { team });
  }

  ofSurvey(survey: string): CellSet {
    return this.#surveys.get(survey) ?? this.#found(this.#surveys, survey, "survey", { tags: [["survey", survey]] });
  }

  forget(): void {
    this.#stays = byChannel();
    this.#about = new Map();
    this.#unplaced = byChannel();
    this.#legs = new Map();
    this.#placedLegs = new Map();
    this.#presences = new Map();
    this.#moves = new Map();
    this.#surveys = new Map();
  }

  #found(sets: Map<string, CellSet>, name: string, counted: Counted, counting: Counting): CellSet {
    const cells = cellsOf(counted, counting).map(this.#cellOf);
    const set: CellSet = { ...counting, counted, cells, flow: cells[0]!.flow, markedAt: -1 };
    sets.set(name, set);
    return set;
  }
}

type Sets = Readonly<Record<Channel, Map<string, CellSet>>>;

const byChannel = (): Sets =>
  Object.fromEntries(CHANNELS.map((channel) => [channel, new Map<string, CellSet>()])) as unknown as Sets;
