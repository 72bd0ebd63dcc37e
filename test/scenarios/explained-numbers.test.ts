/**
 * Every number that can be explained, explained: what its contacts add up to is the number on the board and in the report, for random
 * histories, whatever the order of arrival, whoever crashed, and however policies changed meanwhile.
 */
import {
  type Attribution,
  agentCell,
  agentQueueCell,
  type CanonicalEvent,
  type ContactFacts,
  dayStart,
  explainedBy,
  KPIS,
  type Kpi,
  queueCell,
  type Scope,
  SITE_CELL,
  type SiteConfig,
  tagCell,
  teamCell,
} from "@floorwalker/domain";
import { readFacts, writeFacts } from "@floorwalker/events";
import {
  type Asked,
  type Explained,
  type FactPortion,
  factsBytes,
  factsOfBytes,
  PANE_MS,
  type RankedStays,
  type SpanReport,
} from "@floorwalker/stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { StoredNumbers } from "../support/src/explain-stored.ts";
import { BEGIN, plausible, sites, toldOf } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, shuffled, withRepeats } from "../support/src/shuffle.ts";

type Row = Readonly<Record<string, number | string | null>>;

const PANES = { "5m": 30, "15m": 90, "30m": 180, "60m": 360 } as const;
const HOURS = 2;
const OF_SURVEYS = /csat|nps|ces|survey|lowScore/i;

const explained = (scope: Scope): readonly Kpi[] =>
  KPIS.filter((kpi) => kpi.scopes.includes(scope) && explainedBy(kpi, { policy: "answered-only", scope }) !== null);

/** Empty when the explanation comes to the number, and its lists to its sums. */
function check(name: string, shown: unknown, { value, numerator, denominator, ranked }: Explained): string[] {
  const wrong: string[] = ranked === null ? [] : wrongRanks(name, value, ranked, numerator.count);
  if (!isClose(value, shown as number | null)) wrong.push(`${name}: ${String(shown)} shown, ${value} explained`);
  const divided = denominator === null || ranked !== null ? value : divide(numerator.amount, denominator.amount);
  if (!isClose(divided, value)) wrong.push(`${name}: ${value} explained, its sums come to ${divided}`);
  for (const sum of [numerator, denominator]) {
    if (sum === null) continue;
    const listed = sum.facts.reduce((all, { amount }) => all + amount, 0);
    if (!isClose(listed, sum.amount)) wrong.push(`${name}: ${sum.amount} divided, ${listed} listed`);
    if (sum.count !== sum.facts.length) wrong.push(`${name}: ${sum.count} counted, ${sum.facts.length} listed`);
    // Only a survey may rate what is no stay that is known.
    const strays = sum.facts.filter(({ outcome }) => outcome === null).length;
    if (strays > 0 && !OF_SURVEYS.test(name)) wrong.push(`${name}: ${strays} of no stay`);
  }
  return wrong;
}

/** Those at the rank are as long as the number says, within the sketch's error; so many are shorter, so many longer. */
function wrongRanks(name: string, value: number | null, ranked: RankedStays, all: number): string[] {
  const { rank, count, below, at, above, error } = ranked;
  const off = at.facts.filter(({ amount }) => Math.abs(amount - value!) > Math.max(error, 0.01) * value!);
  const isPlaced = rank === null ? count === 0 : below.count < rank && rank <= below.count + at.count;
  const [shorter, longer] = [below, above].map(({ facts }) => facts.map(({ amount }) => amount));
  const inOrder = [
    ...shorter!.toReversed(),
    ...at.facts.map(({ amount }) => amount).toSorted((a, b) => a - b),
    ...longer!,
  ];
  const isInOrder = inOrder.every((amount, index) => index === 0 || amount >= inOrder[index - 1]!);
  const isWhole = below.count + at.count + above.count === count && count === all && inOrder.length === all;
  return off.length === 0 && isPlaced && isInOrder && isWhole ? [] : [`${name}: ${JSON.stringify(ranked)} of ${value}`];
}

const divide = (above: number, below: number): number | null => (below > 0 ? above / below : null);

const isClose = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a));

function cellOf({ kind, queue, channel, team, agent, survey }: Row): string | null {
  if (kind === "queue") return queueCell(queue as string, channel as string);
  if (kind === "team") return teamCell(team as string);
  if (kind === "agent") return agentCell(agent as string);
  if (kind === "agentQueue") return agentQueueCell(agent as string, queue as string, channel as string);
  if (kind === "survey") return tagCell("survey", survey as string);
  return kind === "site" ? SITE_CELL : null;
}

/** Two windows of each row: each of them scans all contacts for each number. */
function ofBoard(
  owner: PureOwner,
  numbers: StoredNumbers,
  { zone }: SiteConfig,
  clock: number,
  random: () => number,
): string[] {
  const pane = Math.floor(clock / PANE_MS);
  const spans = Object.entries(PANES).map(
    ([window, panes]) => [window, (pane - panes + 1) * PANE_MS, (pane + 1) * PANE_MS] as const,
  );
  const all = [...spans, ["day", dayStart(clock, zone), Number.POSITIVE_INFINITY] as const];
  const rows = [...owner.views.values()].map((row) => JSON.parse(row) as Row);
  return rows.flatMap((row) => {
    const cell = cellOf(row);
    if (cell === null) return [];
    return shuffled(all, random)
      .slice(0, 2)
      .flatMap(([window, from, to]) =>
        explained(row.kind as Scope).flatMap((kpi) => {
          // Of single agents and surveys there is only the day.
          if (["agent", "agentQueue", "survey"].includes(row.kind as string) && window !== "day") return [];
          const field = kpi.nature === "moment" ? kpi.id : `${kpi.id}.${window}`;
          return check(
            `${row.id} ${field}`,
            row[field],
            numbers.explain(kpi.id, { cell, from, to, live: true, backlogAt: clock }),
          );
        }),
      );
  });
}

function ofReport(owner: PureOwner, numbers: StoredNumbers, asOf: number, random: () => number): string[] {
  const report = owner.report("1h", asOf);
  const spans = shuffled(report.intervals, random).slice(0, HOURS);
  return spans.flatMap((span) => {
    const { from, to } = span;
    return places(span).flatMap(([cell, scope, kpis]) =>
      explained(scope).flatMap((kpi) => {
        const asked: Asked = { cell, from, to, live: to >= asOf, backlogAt: asOf };
        return check(`${cell} ${kpi.id} ${from - BEGIN}`, kpis[kpi.id], numbers.explain(kpi.id, asked));
      }),
    );
  });
}

type Place = readonly [cell: string, scope: Scope, kpis: Readonly<Record<string, number | null>>];

const places = ({ site, queues, agents, surveys }: SpanReport): Place[] => [
  [SITE_CELL, "site", site.kpis],
  ...Object.entries(queues).flatMap(([queue, channels]) =>
    Object.entries(channels).map(([channel, { kpis }]): Place => [queueCell(queue, channel), "queue", kpis]),
  ),
  ...Object.entries(surveys).map(([survey, { kpis }]): Place => [tagCell("survey", survey), "survey", kpis]),
  ...Object.entries(agents).map(([agent, { kpis }]): Place => [agentCell(agent), "agent", kpis]),
];

test("what contacts add up to is the number shown: of queues, agents and the site, in every window, the day and past hours", {
  timeout: 240_000,
}, () => {
  const clock = fc.oneof(fc.constant(40 * 3600), fc.integer({ min: 8 * 3600, max: 11 * 3600 }));
  const attribution = fc.constantFrom<Attribution>("outcome", "offered");
  fc.assert(
    fc.property(plausible, sites, fc.integer(), attribution, clock, (told, site, chance, by, seconds) => {
      const events: readonly CanonicalEvent[] = toldOf(site, told);
      const asOf = BEGIN + seconds * 1000;
      const random = seeded(chance);
      const read = withRepeats(
        events.filter(({ time }) => time < asOf),
        1 / 4,
        random,
      );
      const owner = new PureOwner({ sites: [site], attribution: by, graceMs: 60_000, withViews: true });
      owner.feed(read, { batch: 7, crashAfter: () => random() < 0.1 }).commit([], asOf);
      if (read.length === 0) return;
      const numbers = new StoredNumbers(owner, site, by);
      expect(ofBoard(owner, numbers, site, asOf, random)).toEqual([]);
      expect(ofReport(owner, numbers, asOf, random)).toEqual([]);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 15), endOnFailure: true },
  );
});

/** What the log of facts has, however tellers, acknowledgements and crashes went. */
class LogOfFacts {
  readonly told: ContactFacts[] = [];
  readonly #onTheWay: FactPortion[] = [];
  readonly #owner: PureOwner;
  readonly #random: () => number;

  constructor(owner: PureOwner, random: () => number) {
    this.#owner = owner;
    this.#random = random;
  }

  /** After a commit. */
  tell(): void {
    while (this.#random() < 0.7) {
      const portion = this.#owner.takeFacts(1 + Math.floor(this.#random() * 5));
      if (portion === null) break;
      this.#onTheWay.push(portion);
    }
    while (this.#onTheWay.length > 0 && this.#random() < 0.7) {
      const { facts, acknowledge } = this.#onTheWay.shift()!;
      this.told.push(...facts);
      acknowledge();
    }
  }

  /** What is on the way arrives or does not, and is acknowledged to nobody. */
  crash(): void {
    for (const { facts } of this.#onTheWay.splice(0)) {
      if (this.#random() < 0.5) break;
      this.told.push(...facts);
    }
  }
}

function throughTopicAndFile(told: ContactFacts): ContactFacts {
  const read = readFacts(writeFacts(told));
  return factsOfBytes(read, read.version, factsBytes(read));
}

test("what is kept of contacts that left, with what its owner still lists and has open, comes to the same numbers, whoever crashed and however far behind that is", {
  timeout: 240_000,
}, () => {
  const clock = fc.oneof(fc.constant(40 * 3600), fc.integer({ min: 8 * 3600, max: 11 * 3600 }));
  const attribution = fc.constantFrom<Attribution>("outcome", "offered");
  fc.assert(
    fc.property(plausible, sites, fc.integer(), attribution, clock, (told, site, chance, by, seconds) => {
      const events: readonly CanonicalEvent[] = toldOf(site, told);
      const asOf = BEGIN + seconds * 1000;
      const random = seeded(chance);
      const read = withRepeats(
        events.filter(({ time }) => time < asOf),
        1 / 4,
        random,
      );
      if (read.length === 0) return;
      const owner = new PureOwner({
        sites: [site],
        attribution: by,
        graceMs: 60_000,
        withViews: true,
        tellsFacts: true,
      });
      const log = new LogOfFacts(owner, random);
      for (let at = 0; at < read.length; at += 7) {
        owner.commit(read.slice(at, at + 7));
        log.tell();
        if (random() >= 0.1) continue;
        log.crash();
        owner.crash();
      }
      owner.commit([], asOf);
      log.tell();
      const behind = Math.floor(random() * 1.5 * log.told.length);
      const kept = log.told.slice(0, Math.max(0, log.told.length - behind)).map(throughTopicAndFile);
      const numbers = new StoredNumbers(owner, site, by, kept);
      expect(ofBoard(owner, numbers, site, asOf, random)).toEqual([]);
      expect(ofReport(owner, numbers, asOf, random)).toEqual([]);
      const stored = new StoredNumbers(owner, site, by);
      for (const [from, to, live] of [
        [BEGIN, BEGIN + 7_200_000, false],
        [BEGIN, asOf + 1, true],
      ] as const) {
        const asked = { cell: SITE_CELL, from, to, live };
        expect(numbers.list(null, asked)).toEqual(stored.list(null, asked));
      }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 15), endOnFailure: true },
  );
});
