/**
 * Rules over what is kept of a site's contacts: what they added is put into its cells when it counted, and whoever waited waits again, so
 * the numbers of each moment are those of that moment as far as it is known today. The rules are judged by the owner's own code.
 */
import { troubleOf } from "../alerts/contact-watch.ts";
import type { CellSet } from "../cells/cell-sets.ts";
import { CROSSES, ENTERS, type KeptTimeline, LEAVES, type TimelinePlace } from "./kept-timeline.ts";
import type { RehearsedSite } from "./rehearsed-site.ts";

/** Steps between two moments at which somebody else may go on. */
const STEPS = 200;

/** Of [from, to), epoch ms; the site has lived through nothing yet. */
export function* rehearseKept(
  rehearsed: RehearsedSite,
  timeline: KeptTimeline,
  from: number,
  to: number,
): Generator<void> {
  const order = timeline.order();
  const waiting = new WaitingAgain(rehearsed, timeline);
  rehearsed.site.advance(from);
  rehearsed.site.evaluateAll();
  let next = 0;
  for (let steps = 1; ; steps++) {
    const entryAt = next < order.length ? timeline.atOf(order[next]!) : Number.POSITIVE_INFINITY;
    const now = Math.min(entryAt, rehearsed.nextDue());
    if (now >= to) return;
    for (; next < order.length && timeline.atOf(order[next]!) <= now; next++) waiting.apply(order[next]!);
    rehearsed.site.cells.settle();
    rehearsed.judge(now);
    if (steps % STEPS === 0) yield;
  }
}

class WaitingAgain {
  readonly #rehearsed: RehearsedSite;
  readonly #timeline: KeptTimeline;
  readonly #late = new Set<number>();
  readonly #here = new Set<number>();

  constructor(rehearsed: RehearsedSite, timeline: KeptTimeline) {
    this.#rehearsed = rehearsed;
    this.#timeline = timeline;
  }

  apply(entry: number): void {
    const timeline = this.#timeline;
    const what = timeline.whatOf(entry);
    const place = timeline.placeOf(entry);
    const stay = timeline.stayOf(entry);
    const { cells } = this.#rehearsed.site;
    const set = this.#setOf(place);
    if (what === ENTERS) this.#enter(set, place, stay);
    else if (what === CROSSES) this.#cross(set, stay);
    else if (what === LEAVES) this.#leave(set, place, stay);
    else {
      cells.add(set, timeline.atOf(entry), what, timeline.amountOf(entry), 1);
      const trouble = troubleOf(what);
      if (trouble !== null) this.#watch(place, stay, trouble, timeline.atOf(entry), 1);
    }
  }

  #setOf({ queue, channel }: TimelinePlace): CellSet {
    const { sets } = this.#rehearsed.site.cells;
    return queue === null ? sets.ofUnplaced(channel) : sets.ofStay(queue, channel);
  }

  #enter(set: CellSet, place: TimelinePlace, stay: number): void {
    const { cells, contacts } = this.#rehearsed.site;
    const since = this.#timeline.sinceOf[stay]!;
    cells.isChanged(set);
    contacts.live.waits(set, since, false, 1);
    this.#here.add(stay);
    this.#watch(place, stay, "waiting", since, 1);
  }

  #cross(set: CellSet, stay: number): void {
    if (!this.#here.has(stay)) return;
    const { cells, contacts } = this.#rehearsed.site;
    const since = this.#timeline.sinceOf[stay]!;
    cells.isChanged(set);
    contacts.live.waits(set, since, false, -1);
    contacts.live.waits(set, since, true, 1);
    this.#late.add(stay);
  }

  #leave(set: CellSet, place: TimelinePlace, stay: number): void {
    if (!this.#here.delete(stay)) return;
    const { cells, contacts } = this.#rehearsed.site;
    const since = this.#timeline.sinceOf[stay]!;
    cells.isChanged(set);
    contacts.live.waits(set, since, this.#late.delete(stay), -1);
    this.#watch(place, stay, "waiting", since, -1);
  }

  #watch(
    { queue, channel }: TimelinePlace,
    stay: number,
    trouble: NonNullable<ReturnType<typeof troubleOf>> | "waiting",
    at: number,
    sign: 1 | -1,
  ): void {
    const name = stay < 0 ? null : (this.#timeline.nameOf[stay] ?? null);
    if (name !== null) this.#rehearsed.site.alerts.watched.contacts?.tell(channel, name, { trouble, queue, at }, sign);
  }
}
