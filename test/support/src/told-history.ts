/**
 * The log of closed intervals and whoever reads it, in Maps: of one key the latest version is true. What it holds is told as a report,
 * so that it can be compared with everything that a report is compared with.
 */
import {
  cellName,
  type Interval,
  type IntervalNumbers,
  inputOf,
  isLater,
  type KeptLength,
  kpisOfCell,
  maturesAt,
  newCounters,
  type SiteConfig,
  sitePolicies,
  unconfiguredSite,
  WaitSketch,
} from "@floorwalker/domain";
import { intervalKey, readInterval, writeInterval } from "@floorwalker/events";
import {
  type DoneReport,
  doneKpis,
  doneReport,
  type NumbersReport,
  numbersReport,
  type SiteReport,
  type SpanReport,
} from "@floorwalker/stream";

const numbersIn = (interval: Interval): string =>
  writeInterval({ ...interval, version: { epoch: 0, sequence: 0 }, restated: 0, restatedBy: 0 });

export class ToldHistory {
  readonly #last = new Map<string, Interval>();
  readonly #agentsByQueue: boolean;
  /** Of a span that ends then, whether customers came again. */
  #isDecided: (to: number) => boolean = () => false;
  told = 0;
  /** Keys of what was told with numbers that it had been told with just before. */
  readonly toldAgainTheSame: string[] = [];

  /** `agentsByQueue`: whether reports say so of agents. */
  constructor(agentsByQueue = true) {
    this.#agentsByQueue = agentsByQueue;
  }

  /** As it goes over the wire. */
  tell(interval: Interval): void {
    this.told++;
    const read = readInterval(writeInterval(interval));
    const key = intervalKey(read);
    const before = this.#last.get(key);
    if (before !== undefined && numbersIn(before) === numbersIn(read)) this.toldAgainTheSame.push(key);
    if (before === undefined || isLater(read.version, before.version)) this.#last.set(key, read);
  }

  of(length: KeptLength): Interval[] {
    return [...this.#last.values()].filter((each) => each.length === length).sort((a, b) => a.from - b.from);
  }

  /** What every order of events must lead to. */
  bytes(): string[] {
    const told = [...this.#last.values()].filter((each) => !isAbsent(each));
    return told.map(numbersIn).sort();
  }

  /** The spans of a report as history has them. `site`: absent, with nothing of its own. */
  report(report: SiteReport, length: KeptLength, site: SiteConfig = unconfiguredSite("")): SiteReport {
    const versions = sitePolicies(site, "outcome");
    this.#isDecided = (to) => maturesAt(versions, to) <= (report.to ?? 0);
    const intervals = report.intervals.map(({ from, to }) => ({ from, to, ...this.#span(length, from) }));
    return { ...report, intervals };
  }

  #span(length: KeptLength, from: number): SpanReport {
    const queues: Record<string, Record<string, NumbersReport>> = {};
    const agents: Record<string, SpanReport["agents"][string]> = {};
    const teams: Record<string, DoneReport> = {};
    const reasons: Record<string, NumbersReport> = {};
    const surveys: Record<string, SpanReport["surveys"][string]> = {};
    let site = numbersReport(inputOf(NOTHING, { from, to: from, formula: "answered-only" }, false), "site", []);
    const inQueues = new Map<string, Record<string, Record<string, Readonly<Record<string, number | null>>>>>();
    const queuesOf = (agent: string) => {
      if (!inQueues.has(agent)) inQueues.set(agent, {});
      return inQueues.get(agent)!;
    };
    for (const interval of this.of(length)) {
      if (interval.from !== from) continue;
      const name = cellName(interval.cell);
      if (name.kind === "queue") {
        queues[name.queue] ??= {};
        queues[name.queue]![name.channel] = numbersOf(interval, this.#isDecided);
      } else if (name.kind === "site") site = numbersOf(interval, this.#isDecided);
      else if (name.kind === "agent")
        agents[name.agent] = {
          ...doneOf("agent", interval, this.#isDecided),
          now: null,
          ...(this.#agentsByQueue ? { queues: queuesOf(name.agent) } : {}),
        };
      else if (name.kind === "agentQueue") {
        queuesOf(name.agent)[name.queue] ??= {};
        queuesOf(name.agent)[name.queue]![name.channel] = doneKpis(
          "agentQueue",
          interval.counters,
          interval.to,
          null,
          this.#isDecided(interval.to),
        );
      } else if (name.kind === "tag" && name.tag === "survey") surveys[name.value] = answersOf(interval);
      else if (name.kind === "tag")
        reasons[name.value] = numbersReport(inputAt(interval, false, this.#isDecided), "queue", interval.policies);
      else if (name.kind === "team") teams[name.team] = doneOf("team", interval, this.#isDecided);
    }
    return { site, queues, agents, teams, reasons, surveys };
  }
}

const NOTHING: IntervalNumbers = {
  counters: newCounters(),
  waits: new WaitSketch(),
  longestWait: null,
  atEnd: { waiting: 0, waitingPastThreshold: 0, agents: { idle: 0, onContact: 0, wrapUp: 0, paused: 0 } },
};

/** Told because it was something, and is nothing now. */
const isAbsent = ({ counters, waits, longestWait, atEnd }: Interval): boolean =>
  counters.every((amount) => amount === 0) &&
  waits.isEmpty() &&
  longestWait === null &&
  atEnd.waiting === 0 &&
  atEnd.waitingPastThreshold === 0 &&
  Object.values(atEnd.agents ?? {}).every((count) => count === 0);

const inputAt = (interval: Interval, ofQueue: boolean, isDecided: (to: number) => boolean) => ({
  ...inputOf(interval, interval, ofQueue),
  isMature: isDecided(interval.to),
});

function numbersOf(interval: Interval, isDecided: (to: number) => boolean): NumbersReport {
  const ofQueue = cellName(interval.cell).kind === "queue";
  return numbersReport(inputAt(interval, ofQueue, isDecided), ofQueue ? "queue" : "site", interval.policies);
}

function answersOf(interval: Interval): SpanReport["surveys"][string] {
  const input = inputOf(interval, interval, false);
  const kpis = Object.fromEntries(kpisOfCell("survey").map((kpi) => [kpi.id, kpi.read(input)]));
  return { kpis, policies: interval.policies };
}

const doneOf = (
  scope: "agent" | "team",
  { counters, to, atEnd }: Interval,
  isDecided: (to: number) => boolean,
): DoneReport => doneReport(scope, counters, to, scope === "team" ? atEnd.agents : null, isDecided(to));
