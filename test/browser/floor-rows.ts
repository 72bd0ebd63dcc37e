/** Rows of the view `floor` as an owner of a site writes them, for boards that are looked at rather than computed. */
import type { GoalRow, KpiAlertRow, QueueRow, SiteRow, SourceRow } from "@floorwalker/protocol";

export type Fields = Readonly<Record<string, string | number | boolean | null>>;
export type Rows = Readonly<Record<string, Fields>>;

const TITLES = ["Billing", "Cards", "Complaints", "Contracts", "Customer mail", "Fraud desk", "Insurance", "Mortgages"];
const MORE = ["Private banking", "Sales", "Support chat", "Technical support", "Travel", "Web and app"];

export interface FloorOptions {
  readonly queues: number;
  /** How old the newest event is, ms. */
  readonly age?: number;
  /** So many of the queues, from the first on, are outside their hours. */
  readonly closed?: number;
}

export function floorRows({ queues, age = 500, closed = 0 }: FloorOptions): Rows {
  const at = Date.now() - age;
  const rows: Record<string, Fields> = { "site:krakow": site(at), "source:krakow:acd": source(at) };
  const titles = [...TITLES, ...MORE];
  for (let n = titles.length; n < queues; n += 1) titles.push(`Queue ${n + 1}`);
  for (const [n, title] of titles.slice(0, queues).entries())
    rows[queueId(n)] = { ...queue(n, title, at), ...(n < closed ? CLOSED : {}) };
  return rows;
}

export const queueId = (n: number): string => `queue:krakow:q${n}:${channelOf(n)}`;
export const tileOf = (n: number): string => `[data-testid="queue-q${n}-${channelOf(n)}"]`;

export function alertRow(over: Partial<Omit<KpiAlertRow, "id">> = {}): Fields {
  const since = Date.now() - 65_000;
  const row: Omit<KpiAlertRow, "id"> = {
    kind: "alert",
    owner: null,
    ownedSince: null,
    snoozedUntil: null,
    snoozedBy: null,
    notes: null,
    undoable: null,
    worst: null,
    past: null,
    site: "krakow",
    rule: "service-level-low",
    severity: "critical",
    state: "firing",
    queue: "q1",
    channel: channelOf(1),
    kpi: "serviceLevel",
    window: "15m",
    unit: "ratio",
    direction: "below",
    limit: 0.8,
    clear: 0.85,
    holdForSeconds: 60,
    sample: 40,
    minimumSample: 15,
    default: false,
    about: "kpi",
    value: 0.613,
    since,
    at: since + 60_000,
    ...over,
  };
  return { ...row };
}

/** One queue is far below its target, with callers waiting, and the alert that makes it a breach fires. */
export const inBreach = (rows: Rows): Rows => ({
  ...rows,
  [queueId(1)]: {
    ...rows[queueId(1)]!,
    "serviceLevelNow.30m": 0.613,
    "decided.30m": 1000,
    "inTime.30m": 613,
    waiting: 18,
    waitingPastThreshold: 4,
    oldestQueuedAt: Date.now() - 90_000,
  },
  "alert:krakow:a:q1": alertRow(),
  "alert:krakow:b:": alertRow({
    queue: null,
    channel: null,
    severity: "warning",
    kpi: "abandonRate",
    direction: "above",
  }),
});

/** A goal of the first queue, as a gateway tells it. */
export const GOAL: Omit<GoalRow, "id"> = {
  kind: "goal",
  site: "krakow",
  of: "queue",
  queue: "q0",
  channel: "call",
  team: null,
  department: null,
  agent: null,
  region: null,
  kpi: "serviceLevel",
  title: "Service level",
  unit: "ratio",
  better: "higher",
  target: 0.8,
  since: null,
  state: "onTarget",
  value: 0.841,
  numerator: 841,
  denominator: 1000,
  misses: 159,
  missesLeft: 41,
  toReach: 0,
  amountLeft: null,
  "burn.5m": 1,
  "burn.30m": 1,
  "burn.60m": 0.8,
  byClose: null,
  noReturnAt: null,
  week: null,
  month: null,
};

/** A Monday a hundred years from now. */
const OPENS_AT = Date.UTC(2126, 10, 25, 8);
const CLOSED: Fields = { open: false, opensAt: OPENS_AT, waiting: 0, oldestQueuedAt: null, talking: 0 };

const channelOf = (n: number): "call" | "chat" | "email" => (n % 5 === 4 ? "email" : n % 5 === 3 ? "chat" : "call");

function site(at: number): Fields {
  const now: Omit<SiteRow, "id"> = {
    kind: "site",
    site: "krakow",
    name: "Kraków",
    zone: "Europe/Warsaw",
    region: null,
    demo: true,
    open: null,
    opensAt: null,
    closesAt: null,
    watermark: at,
    lastEventAt: at,
    dayFrom: at - 36_000_000,
    waiting: 6,
    waitingPastThreshold: 1,
    oldestQueuedAt: at - 41_000,
    agentsIdle: 14,
    agentsOnContact: 31,
    agentsWrapUp: 6,
    agentsPaused: 9,
    agentsPausedFor: JSON.stringify([
      ["Lunch", 5],
      ["Training", 2],
    ]),
    agentsSignedIn: 60,
    unconfiguredQueues: 1,
    catchingUp: false,
    staleSince: null,
    silentSource: null,
    refusing: null,
  };
  return {
    ...now,
    "serviceLevelNow.30m": 0.864,
    "serviceLevelNow.day": 0.8412,
    "abandoned.30m": 13,
    "abandonRate.30m": 0.041,
    "occupancy.30m": 0.782,
    "csat.30m": 0.871,
    "csatCount.30m": 412,
  };
}

function queue(n: number, title: string, at: number): Fields {
  const mail = channelOf(n) === "email";
  const now: Omit<QueueRow, "id"> = {
    kind: "queue",
    site: "krakow",
    queue: `q${n}`,
    channel: channelOf(n),
    title,
    department: null,
    configured: n !== 2,
    policy: "short-abandons-excluded",
    thresholdSeconds: mail ? 14_400 : 20,
    target: 0.8,
    open: null,
    opensAt: null,
    closesAt: null,
    lastEventAt: at,
    waiting: 9,
    waitingPastThreshold: 0,
    oldestQueuedAt: at - (mail ? 7_400_000 : 12_000),
    backlogAge1: 8,
    backlogAge2: 1,
    backlogAge3: 0,
    backlogAge4: 0,
    backlogOverdue: 0,
    backlogDue1: 0,
    backlogDue2: 1,
    backlogDue3: 8,
    backlogAges: mail ? "[7200,14400,28800]" : "[10,20,40]",
    backlogDues: mail ? "[3600,7200]" : "[5,10]",
    talking: 4,
    sources: 1,
    staleSince: null,
    silentSource: null,
  };
  return {
    ...now,
    "serviceLevelNow.30m": n === 7 ? null : 0.999,
    "decided.30m": n === 7 ? 0 : 1000,
    "inTime.30m": n === 7 ? 0 : 999,
    "offered.30m": 1240 - n,
    "answered.30m": 1180 - n,
    "abandoned.30m": 9,
  };
}

const source = (at: number): Fields => {
  const row: Omit<SourceRow, "id"> = {
    kind: "source",
    site: "krakow",
    source: "acd",
    lastEventAt: at,
    silentSince: Date.now() - at > 60_000 ? at : null,
    silentAfterSeconds: 60,
  };
  return { ...row };
};
