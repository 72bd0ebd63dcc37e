/**
 * The order in which a contact is folded (rule 5). Events are stored by (time, source, the source's own order); within one
 * instant the sources' lists are merged by taking, again and again, the head of lowest rank: a source that numbers its
 * events is believed about its own, and the lifecycle decides between sources (and for those that number nothing).
 */

/** The events of one contact as they are stored: sorted by `compareEvents`, each identity once. */
export interface StoredEvents {
  readonly count: number;
  areAtOnce(one: number, other: number): boolean;
  /** Equal numbers are equal sources. */
  sourceAt(index: number): number;
  /** Position in EVENT_TYPES. */
  typeAt(index: number): number;
}

export class FoldOrder {
  readonly #positions: number[] = [];
  readonly #heads: number[] = [];
  readonly #ends: number[] = [];

  /** Stored positions, in the order of the fold: as many as there are events, then what is left of others. Valid until it is asked again. */
  of(events: StoredEvents): readonly number[] {
    const positions = this.#positions;
    const { count } = events;
    for (let from = 0; from < count; ) {
      let to = from + 1;
      while (to < count && events.areAtOnce(from, to)) to++;
      if (to - from === 1) positions[from] = from;
      else this.#merge(events, from, to);
      from = to;
    }
    return positions;
  }

  #merge(events: StoredEvents, from: number, to: number): void {
    const heads = this.#heads;
    const ends = this.#ends;
    heads.length = 0;
    ends.length = 0;
    for (let at = from; at < to; ) {
      let end = at + 1;
      while (end < to && events.sourceAt(end) === events.sourceAt(at)) end++;
      heads.push(at);
      ends.push(end);
      at = end;
    }
    for (let place = from; place < to; place++) {
      let lowest = -1;
      for (let list = 0; list < heads.length; list++) {
        if (heads[list] === ends[list]) continue;
        if (lowest < 0 || events.typeAt(heads[list]!) < events.typeAt(heads[lowest]!)) lowest = list;
      }
      this.#positions[place] = heads[lowest]!;
      heads[lowest]!++;
    }
  }
}
