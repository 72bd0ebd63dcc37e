/**
 * Which days of a history are told where agents are told of in groups: those on which as many as a group has were there, by what is kept of
 * each agent's day. Laws:
 * T1  A queue's day is told where as many of those who serve it were there, or none of them was and nobody did anything.
 * T2  What adds up queues (a site, a channel, a department, a region) is told of a day where each queue is, and those that are withheld
 *     whatever the day: together they are one part, so that nothing told less other things told is of fewer. Weeks and months are told where
 *     each of their days is.
 * Parts of a day are not told, and what was restated is not: so no two things that are told differ by the work of fewer (property test).
 */
import { AGENT_STATES, COUNTERS, type CounterName, cellName, type Interval, STATE_COUNTERS } from "@floorwalker/domain";
import type { Disclosure } from "../access/privacy/disclosure.ts";
import { businessDate } from "./history-interval.ts";
import type { HistoryQuestion } from "./history-question.ts";
import { type IntervalSource, readIntervals } from "./read-intervals.ts";
import type { RowsOfInterval, Summands } from "./sum-intervals.ts";

type Day = Pick<Interval, "site" | "cell" | "from" | "zone" | "counters">;

const OF_ALL_AGENTS = { of: { kind: "agent" } } as const;
const OF_ALL_QUEUES = { of: { kind: "queue" } } as const;

interface KnownOfDay {
  /** Agents. */
  readonly there: Set<string>;
  /** Queues in which an agent did something. */
  readonly worked: Set<string>;
}

export class DaysAsTold {
  readonly #told: Pick<Disclosure, "groupsOf" | "profile">;
  /** By site and business day: of today some is told by quarters, of who has gone home. */
  readonly #days = new Map<string, KnownOfDay>();

  constructor(told: Pick<Disclosure, "groupsOf" | "profile">) {
    this.#told = told;
  }

  /** Reads who was there on the days that are asked of. */
  static async read(
    source: IntervalSource,
    { sites, interval }: Pick<HistoryQuestion, "sites" | "interval">,
    told: Pick<Disclosure, "groupsOf" | "profile">,
  ): Promise<DaysAsTold> {
    const days = new DaysAsTold(told);
    for (const site of sites)
      for (const scope of [OF_ALL_AGENTS, OF_ALL_QUEUES])
        for await (const chunk of readIntervals(source, site, { interval, scope })) days.note(chunk);
    return days;
  }

  /** Days of single agents, and of queues. */
  note(days: Iterable<Day>): void {
    for (const { site, cell, from, zone, counters } of days) {
      const name = cellName(cell);
      const { there, worked } = this.#of(site, businessDate(from, zone));
      if (name.kind === "agent" && isSome(counters, PRESENT)) there.add(name.agent);
      else if (name.kind === "queue" && isSome(counters, DONE)) worked.add(name.queue);
    }
  }

  isTold({ site, cell, from, zone }: Pick<Day, "site" | "cell" | "from" | "zone">): boolean {
    const groups = this.#told.groupsOf(site);
    if (groups === null) return true;
    const { there, worked } = this.#of(site, businessDate(from, zone));
    const { atLeast } = this.#told.profile;
    /** Nobody is behind what nobody did. */
    const isOfGroup = (queues: readonly string[]): boolean => {
      const behind = new Set(queues.flatMap((queue) => [...(groups.behindQueues.get(queue) ?? [])]));
      const count = [...behind].filter((agent) => there.has(agent)).length;
      return count >= atLeast || (count === 0 && !queues.some((queue) => worked.has(queue)));
    };
    const name = cellName(cell);
    if (name.kind === "queue") return isOfGroup([name.queue]);
    const queues = [...new Set([...groups.behindQueues.keys(), ...worked])];
    const isNobodys = there.size === 0 && worked.size === 0;
    return (
      (there.size >= atLeast || isNobodys) &&
      isOfGroup(queues.filter((queue) => !groups.isQueueTold(queue))) &&
      queues.every((queue) => !groups.isQueueTold(queue) || isOfGroup([queue]))
    );
  }

  #of(site: string, date: number): KnownOfDay {
    const key = JSON.stringify([site, date]);
    const known = this.#days.get(key) ?? { there: new Set(), worked: new Set() };
    this.#days.set(key, known);
    return known;
  }
}

/** Without the rows that are not told of, whole, also where one of their days is not: that they are withheld is said. */
export async function* daysTold(rows: AsyncIterable<RowsOfInterval>, days: DaysAsTold): AsyncIterable<RowsOfInterval> {
  for await (const one of rows) {
    const isTold = ({ intervals }: Summands): boolean => intervals.every((each) => days.isTold(each));
    yield {
      ...one,
      rows: new Map([...one.rows].filter(([, row]) => isTold(row))),
      withheld: [...one.rows.values()].flatMap((row) => (isTold(row) ? [] : [row.scope])),
    };
  }
}

const indexOf = (name: CounterName): number => COUNTERS.indexOf(name);
/** Of an agent who was there. */
const PRESENT: readonly number[] = [...AGENT_STATES.map((state) => STATE_COUNTERS[state].time), indexOf("answered")];
/** Of a queue in which an agent did something. */
const DONE: readonly number[] = (["answered", "handled", "transferred"] as const).map(indexOf);

const isSome = (counters: Day["counters"], of: readonly number[]): boolean =>
  of.some((index) => (counters[index] ?? 0) > 0);
