/** What agents do of one contact, in columns that are used again and again: names are the site's numbers. */
import type { Name, WorkKind } from "@floorwalker/domain";

/** One agent at work on one stay, or called to it in vain. */
export interface BusyInterval {
  readonly kind: WorkKind;
  readonly agent: Name;
  readonly queue: Name;
  /** Who told that it began: its restart ends what this implies of the agent. */
  readonly source: Name;
  readonly from: number;
  /** Place of its beginning among what its source wrote of that instant; UNKNOWN: it has none. */
  readonly sequence: number;
  /** UNKNOWN: it goes on. Of a call in vain: the same moment. */
  readonly to: number;
}

export class BusyWork {
  count = 0;
  readonly #kinds: WorkKind[] = [];
  readonly #agents: Name[] = [];
  readonly #queues: Name[] = [];
  readonly #sources: Name[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #sequences: number[] = [];

  clear(): this {
    this.count = 0;
    return this;
  }

  add(kind: WorkKind, agent: Name, queue: Name, source: Name, from: number, to: number, sequence: number): void {
    const place = this.count++;
    this.#kinds[place] = kind;
    this.#agents[place] = agent;
    this.#queues[place] = queue;
    this.#sources[place] = source;
    this.#from[place] = from;
    this.#to[place] = to;
    this.#sequences[place] = sequence;
  }

  at(place: number): BusyInterval {
    return {
      kind: this.#kinds[place]!,
      agent: this.#agents[place]!,
      queue: this.#queues[place]!,
      source: this.#sources[place]!,
      from: this.#from[place]!,
      to: this.#to[place]!,
      sequence: this.#sequences[place]!,
    };
  }

  /** The same work from the same moment as one of other work. */
  beginsAs(place: number, other: BusyWork, otherPlace: number): boolean {
    return (
      this.#from[place] === other.#from[otherPlace] &&
      this.#sequences[place] === other.#sequences[otherPlace] &&
      this.#agents[place] === other.#agents[otherPlace] &&
      this.#kinds[place] === other.#kinds[otherPlace] &&
      this.#queues[place] === other.#queues[otherPlace] &&
      this.#sources[place] === other.#sources[otherPlace]
    );
  }

  /** And to the same moment. */
  isSame(place: number, other: BusyWork, otherPlace: number): boolean {
    return this.#to[place] === other.#to[otherPlace] && this.beginsAs(place, other, otherPlace);
  }
}
