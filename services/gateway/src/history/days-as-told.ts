/**
 * Which days of a history are told where agents are told of in groups: each by who was there on it (`groupsOfDay`, by what is kept of each
 * agent's day). Weeks and months are told where each of their days is; parts of a day are not, and what was restated is not: so no two things
 * that are told differ by the work of fewer (property test).
 */
import { cellName, type GroupsOfDay, type Interval } from "@floorwalker/domain";
import type { Disclosure } from "../access/privacy/disclosure.ts";
import type { Turns } from "../turns.ts";
import { businessDate } from "./history-interval.ts";
import type { HistoryQuestion } from "./history-question.ts";
import { isNobodys, type KnownDays, type KnownOfDay } from "./known-days.ts";
import type { RowsOfInterval, Summands } from "./sum-intervals.ts";

type Judge = Pick<Disclosure, "groupsOfDay">;

export class DaysAsTold {
  readonly #told: Judge;
  readonly #days = new Map<string, GroupsOfDay>();

  constructor(told: Judge) {
    this.#told = told;
  }

  /** Reads who was there on the days that are asked of. */
  static async read(
    known: Pick<KnownDays, "of">,
    { sites }: Pick<HistoryQuestion, "sites">,
    told: Judge,
    turns: Turns,
  ): Promise<DaysAsTold> {
    const days = new DaysAsTold(told);
    for (const asked of sites)
      for (const [date, day] of await known.of(asked)) {
        days.note(asked.site, date, day);
        await turns.next();
      }
    return days;
  }

  note(site: string, date: number, day: KnownOfDay): void {
    this.#days.set(keyOf(site, date), this.#told.groupsOfDay(site, day));
  }

  isTold({
    site,
    cell,
    from,
    zone,
    counters,
  }: Pick<Interval, "site" | "cell" | "from" | "zone" | "counters">): boolean {
    const day = this.#days.get(keyOf(site, businessDate(from, zone)));
    if (day === undefined) return false;
    const name = cellName(cell);
    const isEmpty = isNobodys(counters);
    if (name.kind === "queue") return day.isQueueTold(name.queue, name.channel, isEmpty);
    return name.kind === "site" ? day.isSiteTold(isEmpty) : day.isPartTold(isEmpty);
  }
}

const keyOf = (site: string, date: number): string => JSON.stringify([site, date]);

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
