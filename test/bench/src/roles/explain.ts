/** A gateway over an embedded file that an owner has filled with so many hours of calls, asked over HTTP. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { LIVE_SETTINGS } from "@floorwalker/aggregator";
import {
  type CanonicalEvent,
  type ContactFacts,
  DEFAULT_POLICY,
  type EventType,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { readFacts, writeFacts } from "@floorwalker/events";
import { startGateway } from "@floorwalker/gateway";
import { epochNumber } from "@floorwalker/ports";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import { FOLD_VERSION, PartitionState } from "@floorwalker/stream";
import { answer, question } from "../in-child.ts";
import { cpuMeter } from "../yardstick.ts";

export interface ExplainQuestion {
  readonly contactsAnHour: number;
  /** Of each day. */
  readonly hours: number;
  readonly days: number;
  readonly runs: number;
  /** Contacts that are over are kept in the history. */
  readonly kept: boolean;
}

export interface ExplainAnswer {
  readonly contacts: number;
  /** ms, by question. */
  readonly times: Readonly<Record<string, readonly number[]>>;
  /** ms of CPU of this process, client included. */
  readonly work: Readonly<Record<string, readonly number[]>>;
  readonly standstill: number;
  /** CPU of making, writing and reading facts, µs a contact; null: none were told. */
  readonly telling: number | null;
  readonly faults: readonly string[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OPENS = Date.UTC(2026, 10, 20, 8);
const EVENTS_A_COMMIT = 5_000;
const AGENTS = 400;

const asked = question<ExplainQuestion>();
const site: SiteConfig = {
  ...unconfiguredSite("large"),
  queues: [{ ...DEFAULT_POLICY.call, queue: "sales", channel: "call", title: "Sales", policy: null, target: 0.8 }],
};

function* calls(): Generator<CanonicalEvent> {
  const step = HOUR_MS / asked.contactsAnHour;
  for (let day = 0; day < asked.days; day++)
    for (let call = 0; call < asked.hours * asked.contactsAnHour; call++)
      yield* events(`${day}-${call}`, call, Math.round(OPENS + day * DAY_MS + call * step));
}

/** One of ten gives up, one of five waits too long. */
function* events(contact: string, call: number, queued: number): Generator<CanonicalEvent> {
  const agent = `a${call % AGENTS}`;
  const wait = 1_000 * (call % 5 === 0 ? 40 : (call % 19) + 1);
  const tell = (type: EventType, time: number, by: string | null): CanonicalEvent => ({
    id: `${contact}-${type}`,
    source: "/acd",
    type,
    time,
    recordedTime: null,
    site: site.id,
    channel: "call",
    contact,
    segment: "1",
    queue: "sales",
    agent: by,
    data: {},
  });
  yield tell("cc.contact.queued", queued, null);
  if (call % 10 === 1) return yield tell("cc.contact.abandoned", queued + wait, null);
  yield tell("cc.contact.answered", queued + wait, agent);
  yield tell("cc.contact.ended", queued + wait + 180_000, agent);
}

const folder = mkdtempSync(join(tmpdir(), "explain-bench-"));
const end = OPENS + (asked.days - 1) * DAY_MS + asked.hours * HOUR_MS;
const embedded = openEmbedded(join(folder, "state.db"), () => end);
const faults: string[] = [];

/** What it took to make facts of contacts that left, to write and to read their records. */
const telling = { cpu: 0, ms: 0, contacts: 0 };

async function fill(): Promise<void> {
  const settings = { ...LIVE_SETTINGS, siteConfig: () => site, isConfigured: () => true, tellsFacts: asked.kept };
  const state = new PartitionState(settings);
  const facts = { fold: FOLD_VERSION, partitions: 1, log: null };
  const claim = await embedded.store.claim(0, { nonce: "bench", facts });
  if (claim.result === "refused") throw new Error(claim.reason);
  const { epoch } = claim.checkpoint;
  let sequence = 0;
  const commit = async (clock: number, withViews: boolean): Promise<void> => {
    state.advance(clock);
    const to = sequence + 1;
    const draft = state.draft(withViews, { epoch: epochNumber(epoch), sequence: to });
    await embedded.store.commit({ ...draft, partition: 0, epoch, from: sequence, to, offset: null, mark: null });
    sequence = to;
    const [from, spent] = [performance.now(), cpuMeter()];
    const told: ContactFacts[] = [];
    for (let portion = state.telling.takeFacts(64); portion !== null; portion = state.telling.takeFacts(64)) {
      for (const facts of portion.facts) told.push(readFacts(writeFacts(facts)));
      portion.acknowledge();
    }
    telling.cpu += spent();
    telling.ms += performance.now() - from;
    telling.contacts += told.length;
    await embedded.history.facts?.put(told);
  };
  const all = [...calls()].filter(({ time }) => time < end).sort((a, b) => a.time - b.time);
  for (let at = 0; at < all.length; at += EVENTS_A_COMMIT) {
    const batch = all.slice(at, at + EVENTS_A_COMMIT);
    for (const event of batch) state.insert(event, event.time);
    await commit(batch.at(-1)!.time, false);
  }
  await commit(end, true);
}

await fill();
const gateway = await startGateway({
  store: embedded.store,
  partitions: 1,
  config: () => ({ ...emptyConfiguration(), sites: new Map([[site.id, site]]) }),
  log: embedded.log,
  history: asked.kept ? embedded.history : null,
  host: "127.0.0.1",
  port: 0,
  boardDir: null,
  clock: () => end,
  logger: silentLogger,
  metrics: createMetrics({ processMetrics: false }),
  build: { service: "gateway", version: "0", build: "bench" },
});

interface Explained {
  readonly value: number | null;
  readonly denominator: { readonly count: number; readonly amount: number } | null;
}

const iso = (time: number): string => new Date(time).toISOString();
const anHour = (kpi: string): string => `explain?kpi=${kpi}&queue=sales&from=${iso(end - HOUR_MS)}&to=${iso(end)}`;
/** A share, an average, two ranks, a count; then what reaches further, and a list. */
const QUESTIONS = {
  "an hour's service level": anHour("serviceLevel"),
  "an hour's handle time": anHour("averageHandleTime"),
  "an hour's 90th percentile": anHour("waitP90"),
  "an hour's longest wait": anHour("longestWait"),
  "an hour's offered": anHour("offered"),
  "the day's, now": "explain?kpi=serviceLevelNow&queue=sales&window=day",
  "a page of abandoned": "contacts?queue=sales&outcome=abandoned",
};
const ask = async <T>(path: string): Promise<T> => (await (await fetch(`${gateway.url}v1/${path}`)).json()) as T;

const { rows } = await ask<{ rows: Readonly<Record<string, number | string>>[] }>("views/floor?queue=sales");
const row = rows.find(({ kind }) => kind === "queue")!;
const day = await ask<Explained>(QUESTIONS["the day's, now"]);
if (day.value !== row["serviceLevelNow.day"] || day.denominator?.amount !== row["decided.day"])
  faults.push(`${day.value} explained, ${row["serviceLevelNow.day"]} on the board`);

const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
const times: Record<string, number[]> = {};
const work: Record<string, number[]> = {};
for (const [what, path] of Object.entries(QUESTIONS)) {
  times[what] = [];
  work[what] = [];
  for (let run = 0; run < asked.runs; run++) {
    const from = performance.now();
    const spent = cpuMeter();
    await ask(path);
    work[what].push(spent() / 1e3);
    times[what].push(performance.now() - from);
  }
}
loop.disable();
await gateway.stop();
await embedded.close();
rmSync(folder, { recursive: true, force: true });
const contacts = asked.days * asked.hours * asked.contactsAnHour;
answer({
  contacts,
  times,
  work,
  standstill: loop.max / 1e6,
  telling: telling.contacts === 0 ? null : telling.cpu / telling.contacts,
  faults,
} satisfies ExplainAnswer);
