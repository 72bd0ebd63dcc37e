/** One large site in memory: what an event costs at its tick, what a scrape takes, what a long chat writes. */
import { setImmediate as turn } from "node:timers/promises";
import { aggregatorMetrics, LIVE_SETTINGS } from "@floorwalker/aggregator";
import {
  type CanonicalEvent,
  DEFAULT_POLICY,
  type EventType,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { createMetrics } from "@floorwalker/runtime";
import { PartitionState, viewRow } from "@floorwalker/stream";
import { answer, question } from "../in-child.ts";

export interface SizeQuestion {
  readonly queues: number;
  readonly agents: number;
  readonly eventsPerSecond: number;
  readonly ticks: number;
  readonly scrapes: number;
  readonly messages: number;
}

export interface SizeAnswer {
  /** ms of each tick; of those at which a pane ends, until all rows are told; of the longest of their drafts. */
  readonly ticks: readonly number[];
  readonly paneEnds: readonly number[];
  readonly paneSteps: readonly number[];
  /** Events of those ticks, bytes of the rows and records they wrote, and of the view rows. */
  readonly events: number;
  readonly stateBytes: number;
  readonly viewBytes: number;
  /** ms of each scrape when everything and when nothing changed, and of the longest the loop stood still in one. */
  readonly scrapesChanged: readonly number[];
  readonly scrapesUnchanged: readonly number[];
  readonly longestStep: number;
  readonly scrapeBytes: number;
  readonly series: number;
  /** Bytes of the rows that a chat of so many messages writes, each in a commit of its own. */
  readonly chatBytes: number;
  readonly faults: readonly string[];
}

const TICK_MS = 50;
const PANE_MS = 10_000;
const BEGIN = Date.UTC(2026, 10, 20, 10);
const WARM_CALLS = 3;
const SITE_ROW = "site:large";
/** Traffic before the first tick that counts: windows of 5 min are full, so that something leaves them too. */
const WARM_MS = 310_000;
/** A call waits so long and is talked to for as long: with a tenth of the agents as events a second, two thirds are busy. */
const STEP_MS = 20_000;

const asked = question<SizeQuestion>();
const faults: string[] = [];
let made = 0;
let now = BEGIN;

const event = (type: EventType, rest: Partial<CanonicalEvent>): CanonicalEvent => ({
  id: `e${++made}`,
  source: "/bench",
  type,
  time: now,
  recordedTime: null,
  site: "large",
  channel: null,
  contact: null,
  segment: null,
  queue: null,
  agent: null,
  data: {},
  ...rest,
});

const config: SiteConfig = {
  ...unconfiguredSite("large"),
  queues: Array.from({ length: asked.queues }, (_, index) => ({
    queue: `q${index}`,
    channel: "call",
    title: `Queue ${index}`,
    policy: "short-abandons-excluded",
    target: 0.8,
    ...DEFAULT_POLICY.call,
  })),
  agents: Array.from({ length: asked.agents }, (_, index) => ({
    agent: `a${index}`,
    name: `Agent ${index}`,
    team: null,
  })),
};
const state = new PartitionState({ ...LIVE_SETTINGS, siteConfig: () => config });
/** As a log gives it: with the moment when it took the event. */
type Take = (event: CanonicalEvent, appendedAt: number) => unknown;
const take: Take = state.insert.bind(state);
const metrics = createMetrics({ processMetrics: false });
const own = aggregatorMetrics(metrics, () => []);
let stateBytes = 0;
let viewBytes = 0;
let siteRow = new Uint8Array();

for (const { agent } of config.agents) take(event("cc.agent.signedIn", { agent }), now);
let offered = 0;
for (let round = 0; round < WARM_CALLS; round++) await fillEveryQueue();
let sent = 0;
const trafficFrom = now;
while (now < trafficFrom + WARM_MS) {
  traffic(now + PANE_MS);
  state.advance(now);
  own.committed(0, state.draft(false));
}
commit();
stateBytes = 0;
viewBytes = 0;
const sentBefore = sent;
const ticks: number[] = [];
const paneEnds: number[] = [];
const paneSteps: number[] = [];
for (let tick = 0; tick < asked.ticks; tick++) {
  const until = now + TICK_MS;
  const began = performance.now();
  traffic(until);
  const step = commit();
  if (Math.floor(until / PANE_MS) === Math.floor((until - TICK_MS) / PANE_MS)) ticks.push(performance.now() - began);
  else {
    paneEnds.push(performance.now() - began);
    paneSteps.push(step);
  }
  await turn();
}
const written = { events: sent - sentBefore, stateBytes, viewBytes };
const changed: number[] = [];
const unchanged: number[] = [];
let longestStep = 0;
let text = "";
for (let scrape = 0; scrape < asked.scrapes; scrape++) {
  await fillEveryQueue();
  changed.push(await timedScrape());
  unchanged.push(await timedScrape());
}
const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const counted = lines
  .filter((line) => line.startsWith("floorwalker_queue_offered_total{"))
  .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
const shown = viewRow(SITE_ROW, siteRow)["offered.day"];
if (shown !== offered) faults.push(`${String(shown)} shown, ${offered} offered`);
if (counted !== offered) faults.push(`${counted} counted, ${offered} offered`);
answer({
  ticks,
  paneEnds,
  paneSteps,
  ...written,
  scrapesChanged: changed,
  scrapesUnchanged: unchanged,
  longestStep,
  scrapeBytes: text.length,
  series: lines.length,
  chatBytes: chat(),
  faults,
} satisfies SizeAnswer);

function queued(contact: string, queue: number): void {
  offered++;
  take(event("cc.contact.queued", { channel: "call", contact, queue: `q${queue}` }), now);
}

/** Calls one after the other, up to a moment. */
function traffic(until: number): void {
  const callsBehind = Math.floor((asked.eventsPerSecond * STEP_MS) / 3_000);
  for (; ; sent++) {
    const at = trafficFrom + Math.floor((sent * 1_000) / asked.eventsPerSecond);
    if (at >= until) break;
    now = at;
    const step = sent % 3;
    const call = Math.floor(sent / 3) - step * callsBehind;
    if (call < 0) continue;
    const queue = call % asked.queues;
    const about = {
      channel: "call",
      contact: `t${call}`,
      queue: `q${queue}`,
      agent: `a${call % asked.agents}`,
    } as const;
    if (step === 0) queued(`t${call}`, queue);
    else take(event(step === 1 ? "cc.contact.answered" : "cc.contact.ended", about), now);
  }
  now = until;
}

/** A finished call in each. */
async function fillEveryQueue(): Promise<void> {
  for (let queue = 0; queue < asked.queues; queue++) {
    now += 10;
    const contact = `c${made}`;
    const about = { channel: "call", contact, queue: `q${queue}`, agent: `a${queue % asked.agents}` } as const;
    queued(contact, queue);
    take(event("cc.contact.answered", about), now);
    take(event("cc.contact.ended", about), now);
    if (queue % 100 !== 0) continue;
    commit();
    await turn();
  }
  commit();
}

/** ms of the longest draft; the owner takes in what came between two of them. */
function commit(): number {
  let longest = 0;
  let began = performance.now();
  state.advance(now);
  for (let more = true; more; began = performance.now()) {
    const draft = state.draft(true);
    more = draft.more;
    longest = Math.max(longest, performance.now() - began);
    own.committed(0, draft);
    stateBytes += sum([...draft.rows, ...draft.records.map(({ key, value }) => [key, value] as const)]);
    viewBytes += sum(draft.views);
    const row = draft.views.find(([id]) => id === SITE_ROW)?.[1];
    if (row) siteRow = new Uint8Array(row);
  }
  return longest;
}

/** Bytes of keys and values. */
function sum(entries: readonly (readonly [key: string, value: Uint8Array | null])[]): number {
  return entries.reduce((total, [key, value]) => total + key.length + (value?.length ?? 0), 0);
}

/** Beside it a clock that wants a turn of the loop whenever it can have one. */
async function timedScrape(): Promise<number> {
  let last = performance.now();
  let running = true;
  const clock = async (): Promise<void> => {
    while (running) {
      await turn();
      longestStep = Math.max(longestStep, performance.now() - last);
      last = performance.now();
    }
  };
  const watching = clock();
  const began = performance.now();
  text = await metrics.text();
  const took = performance.now() - began;
  running = false;
  await watching;
  return took;
}

function chat(): number {
  const one = new PartitionState({ ...LIVE_SETTINGS, siteConfig: unconfiguredSite });
  const takeOne: Take = one.insert.bind(one);
  let bytes = 0;
  for (let message = 0; message < asked.messages; message++) {
    now += 1000;
    const type = message === 0 ? "cc.contact.queued" : "cc.contact.message";
    const data = message === 0 ? {} : { from: "customer" as const };
    takeOne(event(type, { channel: "chat", contact: "long", queue: "q", data }), now);
    one.advance(now);
    bytes += sum(one.draft(false).rows);
  }
  return bytes;
}
