/** Past spans are read from what the history keeps of contacts, the rest from their owner: each contact once, the same answers. */
import {
  type CanonicalEvent,
  DEFAULT_POLICY,
  type EventType,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { emptyConfiguration } from "@floorwalker/runtime";
import { afterEach, expect, test } from "vitest";
import { type RunningGateway, runGateway, until } from "./running-gateway.ts";
import { StoredFloor } from "./stored-floor.ts";

const T0 = Date.parse("2026-11-29T09:00:00Z");
const MINUTE = 60_000;
const CLOCK = T0 + 150 * MINUTE;
const SITE: SiteConfig = {
  ...unconfiguredSite("krakow"),
  queues: [{ ...DEFAULT_POLICY.call, queue: "sales", channel: "call", title: "Sales", policy: null, target: 0.8 }],
};

let running: RunningGateway | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

const tell = (contact: string, at: number, type: EventType, agent: string | null = null): CanonicalEvent => ({
  id: `${contact}-${type}`,
  source: "/acd",
  type,
  time: T0 + at,
  recordedTime: null,
  site: "krakow",
  channel: "call",
  contact,
  segment: null,
  queue: "sales",
  agent,
  data: {},
});

/** One each two minutes; each third waits too long, each seventh gives up. */
const call = (index: number): CanonicalEvent[] => {
  const [contact, at] = [`c-${index}`, index * 2 * MINUTE];
  const left = at + (index % 3 === 0 ? 30_000 : 8_000);
  if (index % 7 === 0) return [tell(contact, at, "cc.contact.queued"), tell(contact, left, "cc.contact.abandoned")];
  return [
    tell(contact, at, "cc.contact.queued"),
    tell(contact, left, "cc.contact.answered", "ann"),
    tell(contact, left + 5 * MINUTE, "cc.contact.ended", "ann"),
  ];
};

async function floor(): Promise<StoredFloor> {
  running = await runGateway({
    config: () => ({ ...emptyConfiguration(), sites: new Map([[SITE.id, SITE]]) }),
    clock: () => CLOCK,
  });
  return new StoredFloor(running.embedded.store, SITE);
}

/** Commits of ten minutes each; of those that left by then all but the last `behind` portions are kept. */
async function morning(owner: StoredFloor, behind: number): Promise<void> {
  const events = Array.from({ length: 72 }, (_, index) => call(index))
    .flat()
    .sort((a, b) => a.time - b.time);
  const told = [];
  for (let clock = T0 + 10 * MINUTE; clock <= CLOCK; clock += 10 * MINUTE) {
    await owner.commit(
      events.filter(({ time }) => time > clock - 10 * MINUTE - 1 && time < clock),
      clock,
    );
    told.push(owner.told());
  }
  for (const portion of told.slice(0, told.length - behind)) await running!.embedded.history.facts!.put(portion);
  await until(async () => (await ask<{ rows: object[] }>("views/floor?queue=sales")).rows.length > 0, "the rows");
}

const ask = async <T>(path: string): Promise<T> => (await running!.get(`v1/${path}`)).json() as Promise<T>;

interface Answer {
  readonly keptUpTo: unknown;
  readonly passport?: { readonly keptUpTo: unknown };
}

const QUESTIONS = [
  "explain?kpi=serviceLevel&queue=sales&from=2026-11-29T09:30:00Z&to=2026-11-29T10:30:00Z&limit=5",
  "explain?kpi=serviceLevelNow&queue=sales&window=day",
  "explain?kpi=averageTalkTime&agent=ann&window=60m",
  "contacts?from=2026-11-29T09:00:00Z&to=2026-11-29T09:40:00Z",
  "contacts?outcome=abandoned&limit=3",
  "contacts?outcome=missed",
];

/** How it was read is no part of the answer. */
const answered = (answer: Answer): object => ({
  ...answer,
  keptUpTo: null,
  passport: { ...answer.passport, keptUpTo: null },
});
const keptUpTo = ({ passport, keptUpTo: kept }: Answer): unknown => kept ?? passport?.keptUpTo ?? null;

test.each([0, 1, 3, 14])(
  "a history that is %i commits behind answers as the owner's store alone does",
  async (behind) => {
    const owner = await floor();
    await morning(owner, behind);
    const kept = await Promise.all(QUESTIONS.map((path) => ask<Answer>(path)));
    expect(kept.map((each) => keptUpTo(each) !== null)).toEqual(QUESTIONS.map(() => true));
    const facts = running!.embedded.history.facts!;
    Object.assign(facts, { kept: () => Promise.reject(new Error("the history is away")) });
    const stored = await Promise.all(QUESTIONS.map((path) => ask<Answer>(path)));
    expect(stored.map(keptUpTo)).toEqual(QUESTIONS.map(() => null));
    expect(kept.map(answered)).toEqual(stored.map(answered));
  },
);

test("past spans are explained by what is kept alone: the owner need not remember their contacts", async () => {
  const owner = await floor();
  await morning(owner, 0);
  const before = await Promise.all(QUESTIONS.map((path) => ask<Answer>(path)));
  await owner.forget(T0);
  const after = await Promise.all(QUESTIONS.map((path) => ask<Answer>(path)));
  const said = (answer: Answer): object => ({
    ...answer,
    position: null,
    passport: { ...answer.passport, position: null },
  });
  expect(after.map(said)).toEqual(before.map(said));
});

test("a history that keeps none of them yet leaves the answer to the owner's store, and one that began later than the span", async () => {
  const owner = await floor();
  await morning(owner, 15);
  const path = QUESTIONS[0]!;
  const stored = await ask<Answer>(path);
  expect(keptUpTo(stored)).toBe(null);
  const facts = running!.embedded.history.facts!;
  Object.assign(facts, { kept: async () => ({ from: T0, version: { epoch: 1, sequence: 1 } }) });
  expect(await ask<Answer>(path)).toEqual(stored);
});
