/** A Saturday of a centre with four queues and two teams, made up, as a history would have it. */
import {
  C,
  type CellKey,
  type CounterName,
  cellKind,
  DEFAULT_POLICY,
  type Goal,
  type Interval,
  newCounters,
  PRIVACY_PRESETS,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  type ToldRestatement,
  teamCell,
  unconfiguredSite,
  WaitSketch,
} from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import { sampleInterval } from "@floorwalker/ports/contract";
import { type AskedReport, readReport } from "../../src/report/index.ts";

export const ZONE = "Europe/Warsaw";
/** 2026-11-28. */
export const SATURDAY = Date.UTC(2026, 10, 28) / 86_400_000;
const MIDNIGHT = Date.parse("2026-11-28T00:00:00+01:00");
const QUARTER = 900_000;
const DAY = 96 * QUARTER;

const goal = (kpi: string, scope: Goal["scope"], better: Goal["better"], value: number): Goal => ({
  kpi,
  scope,
  better,
  value,
  changes: [],
});
const queue = (name: string, title: string, channel: "call" | "chat" | "email" = "call") =>
  ({ ...DEFAULT_POLICY[channel], queue: name, channel, title, policy: null, target: 0.8 }) as const;

export const KRAKOW: SiteConfig = {
  ...unconfiguredSite("krakow"),
  name: "Kraków",
  zone: ZONE,
  queues: [
    queue("sales", "Sales"),
    queue("support", "Support"),
    queue("support", "Support", "chat"),
    queue("mail", "Back office", "email"),
  ],
  teams: [
    { team: "north", title: "Team North", department: "service" },
    { team: "south", title: "Team South", department: "service" },
  ],
  departments: [{ department: "service", title: "Service", queues: [] }],
};

export const GOALS: readonly Goal[] = [
  ...KRAKOW.queues.map(({ queue: name, channel }) =>
    goal("serviceLevel", { kind: "queue", queue: name, channel }, "higher", 0.8),
  ),
  goal("serviceLevel", { kind: "site" }, "higher", 0.8),
  goal("abandonRate", { kind: "site" }, "lower", 0.05),
  goal("averageHandleTime", { kind: "team", team: "north" }, "lower", 300),
  goal("csat", { kind: "department", department: "service" }, "higher", 0.9),
];

const PRESENCE = { idleTime: 21_000_000, onContactTime: 84_000_000, wrapUpStateTime: 9_000_000, pausedTime: 8_000_000 };

type Amounts = Partial<Record<CounterName, number>>;

/** As many come in a quarter, and so many of the answered too late. */
const quarterOf = (busy: number, step: number, late: number): Amounts => {
  const offered = step < 32 || step >= 80 ? 0 : busy + (step % 3) + (step >= 40 && step < 46 ? busy : 0);
  const abandoned = Math.floor(offered / 14);
  const answered = offered - abandoned;
  const inTime = Math.max(
    0,
    answered - Math.floor((answered * late) / 100) - (step >= 42 && step < 46 ? Math.floor(answered / 3) : 0),
  );
  return {
    offered,
    contacts: offered,
    abandoned,
    answered,
    answeredInThreshold: inTime,
    handled: answered,
    answeredWait: answered * 14_000,
    abandonedWait: abandoned * 41_000,
    handledTalkTime: answered * 198_000,
    wrapUpTime: answered * 31_000,
  };
};

const QUEUES = [
  [queueCell("sales", "call"), 12, 14],
  [queueCell("support", "call"), 17, 21],
  [queueCell("support", "chat"), 5, 8],
  [queueCell("mail", "email"), 3, 0],
] as const;

const interval = (cell: CellKey, from: number, length: Interval["length"], amounts: Amounts): Interval => {
  const counters = newCounters();
  for (const [name, amount] of Object.entries(amounts)) counters[C[name as CounterName]] = amount;
  const waits = new WaitSketch();
  waits.add(14_000, counters[C.answered]!);
  const to = from + (length === "day" ? DAY : QUARTER);
  const longestWait = counters[C.offered] === 0 ? null : 187_000;
  return sampleInterval({ site: "krakow", zone: ZONE, cell, length, from, to, counters, waits, longestWait });
};

function sum(all: readonly Amounts[]): Amounts {
  const total: Record<string, number> = {};
  for (const one of all) for (const [name, amount] of Object.entries(one)) total[name] = (total[name] ?? 0) + amount;
  return total;
}

const STEPS = Array.from({ length: 96 }, (_, step) => step);
const amountsOf = (factor: number) =>
  QUEUES.map(
    ([cell, busy, late]) => [cell, STEPS.map((step) => quarterOf(Math.round(busy * factor), step, late))] as const,
  );

/** Of a day that begins then: its quarters, and the day itself. */
function dayOf(from: number, factor: number): readonly Interval[] {
  const queues = amountsOf(factor);
  const site = sum(queues.flatMap(([, quarters]) => quarters));
  const teams = [0.6, 0.4].map((part) =>
    Object.fromEntries(
      Object.entries({ ...site, ...PRESENCE, surveysTopTwo: 57, surveys: 66 }).map(([name, amount]) => [
        name,
        Math.round(amount * part),
      ]),
    ),
  );
  return [
    interval(SITE_CELL, from, "day", site),
    ...queues.flatMap(([cell, quarters]) => [
      interval(cell, from, "day", sum(quarters)),
      ...quarters.flatMap((amounts, step) =>
        amounts.offered === 0 ? [] : [interval(cell, from + step * QUARTER, "15m", amounts)],
      ),
    ]),
    ...["north", "south"].map((team, at) => {
      const { offered: _, abandoned: __, ...own } = teams[at] as Amounts;
      return interval(teamCell(team), from, "day", own);
    }),
  ];
}

export const INTERVALS: readonly Interval[] = [...dayOf(MIDNIGHT, 1), ...dayOf(MIDNIGHT - 7 * DAY, 0.8)];

const told = (
  cell: CellKey,
  length: Interval["length"],
  step: number,
  kpi: string,
  before: number,
  after: number,
): ToldRestatement => ({
  cell,
  length,
  kpi,
  before,
  after,
  from: MIDNIGHT + step * QUARTER,
  at: MIDNIGHT + 86 * QUARTER,
});
export const RESTATEMENTS: readonly ToldRestatement[] = [
  told(queueCell("sales", "call"), "15m", 41, "offered", 24, 26),
  told(queueCell("sales", "call"), "15m", 41, "serviceLevel", 0.7826, 0.8),
  told(queueCell("sales", "call"), "15m", 41, "averageWait", 12, 14),
  told(SITE_CELL, "day", 0, "offered", 2_212, 2_214),
];

/** A history that has these. */
export const historyOf = (
  intervals: readonly Interval[],
  restatements: readonly ToldRestatement[] = [],
): Pick<History, "read" | "restatements"> => ({
  async *read({ of, length, from, to }) {
    yield intervals.filter(
      (each) =>
        each.length === length &&
        each.from >= from &&
        each.from < to &&
        ("cells" in of ? of.cells.includes(each.cell) : cellKind(each.cell) === of.kind),
    );
  },
  restatements: async () => restatements.map((each) => ({ site: "krakow", events: 1, ...each })),
});

export const readSaturday = (changes: Partial<AskedReport> = {}, intervals = INTERVALS, restatements = RESTATEMENTS) =>
  readReport(historyOf(intervals, restatements), {
    site: KRAKOW,
    goals: GOALS,
    scope: { kind: "site" },
    told: { profile: PRIVACY_PRESETS[0]! },
    date: SATURDAY,
    length: "30m",
    now: MIDNIGHT + DAY,
    ...changes,
  });
