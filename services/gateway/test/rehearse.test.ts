/** A rule that is rehearsed over what is kept says what its owner did with it on that day; and what cannot be rehearsed is said, and why. */
import {
  type CanonicalEvent,
  DEFAULT_POLICY,
  type EventType,
  type KpiRule,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import { type AlertNotification, readAlertNotification } from "@floorwalker/protocol/alerts";
import { emptyConfiguration } from "@floorwalker/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PARTITIONS, type RunningGateway, runGateway, until } from "./running-gateway.ts";
import { StoredFloor } from "./stored-floor.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const T0 = Date.parse("2026-11-25T09:00:00Z");
const END = T0 + 40 * MINUTE;
const WRITTEN = {
  id: "late-sales",
  kpi: "serviceLevelNow",
  queue: "sales",
  window: "5m",
  below: "70%",
  clear: "80%",
  holdFor: "30s",
  minimumSample: 3,
  severity: "critical",
  receivers: ["floor"],
  escalation: [{ after: "2m", receivers: ["lead"] }],
};
const RULE: KpiRule = {
  kind: "kpi",
  id: "late-sales",
  default: false,
  kpi: "serviceLevelNow",
  queue: "sales",
  channel: "call",
  window: "5m",
  direction: "below",
  limit: 0.7,
  clear: 0.8,
  holdForMs: 30 * SECOND,
  minimumSample: 3,
  severity: "critical",
  receivers: ["floor"],
  escalation: [{ afterMs: 2 * MINUTE, receivers: ["lead"] }],
};
const SITE: SiteConfig = {
  ...unconfiguredSite("krakow"),
  queues: [{ ...DEFAULT_POLICY.call, queue: "sales", channel: "call", title: "Sales", policy: null, target: 0.8 }],
  sources: [{ source: "/acd", silentAfterMs: null }],
};

const tell = (contact: string, at: number, type: EventType, agent: string | null = null): CanonicalEvent => ({
  id: `${contact}-${type}`,
  source: "/acd",
  type,
  time: T0 + at * SECOND,
  recordedTime: null,
  site: "krakow",
  channel: "call",
  contact,
  segment: null,
  queue: "sales",
  agent,
  data: {},
});

/** One each twenty seconds; in some minutes they wait for long, and some give up. */
const call = (index: number): CanonicalEvent[] => {
  const [contact, at] = [`c-${index}`, index * 20];
  const left = at + (Math.floor(index / 9) % 3 === 1 ? 41 : 6);
  if (index % 7 === 0) return [tell(contact, at, "cc.contact.queued"), tell(contact, left, "cc.contact.abandoned")];
  return [
    tell(contact, at, "cc.contact.queued"),
    tell(contact, left, "cc.contact.answered", "ann"),
    tell(contact, left + 90, "cc.contact.ended", "ann"),
  ];
};

let running: RunningGateway;
const messages: AlertNotification[] = [];

beforeAll(async () => {
  running = await runGateway({
    config: () => ({
      ...emptyConfiguration(),
      sites: new Map([[SITE.id, SITE]]),
      receivers: new Map(
        ["floor", "lead"].map((id) => [
          id,
          { id, type: "webhook", language: "en" as const, privacy: "pseudonyms", settings: {} },
        ]),
      ),
    }),
    clock: () => END,
  });
  const { store, history } = running.embedded;
  const owner = new StoredFloor(store, { ...SITE, rules: [RULE] });
  const events = Array.from({ length: 110 }, (_, index) => call(index)).flat();
  for (let clock = T0 - SECOND; clock <= END; clock += SECOND)
    await owner.commit(
      events.filter(({ time }) => time === clock),
      clock,
    );
  await history.facts!.put(owner.told());
  for (const { payload } of await store.outbox(partitionOfSite("krakow", PARTITIONS), 1_000)) {
    const message = readAlertNotification(payload);
    if (message?.rule === RULE.id) messages.push(message);
  }
  await until(
    async () => ((await (await running.get("v1/views/floor")).json()) as { rows: [] }).rows.length > 0,
    "rows",
  );
}, 120_000);
afterAll(() => running.stop());

const post = (body: object): Promise<Response> =>
  fetch(new URL("v1/rules/rehearse", running.gateway.url), { method: "POST", body: JSON.stringify(body) });

interface Run {
  readonly holdForSeconds: number;
  readonly limit: number;
  readonly fired: number;
  readonly underFiveMinutes: number;
  readonly told: readonly { readonly receiver: string; readonly messages: number }[];
  readonly episodes: readonly {
    readonly since: string;
    readonly told: readonly { at: string; state: string; step: number; receivers: readonly string[] }[];
  }[];
}

/** The owner of this test looks once a second; who crosses the threshold does so a millisecond after it. */
const tickOf = (at: string): number => Math.ceil(Date.parse(at) / SECOND) * SECOND;

test("what it says of the day is what the owner did: who was told, of what, and when", async () => {
  expect(messages.length).toBeGreaterThan(4);
  const answer = (await (await post({ rule: WRITTEN, days: 1 })).json()) as { readonly runs: readonly Run[] };
  const said = answer.runs[0]!.episodes.flatMap(({ since, told }) =>
    told.map(({ at, state, step, receivers }) => [tickOf(at), state, step, receivers, tickOf(since)]),
  );
  const did = messages.map(({ at, state, step, receivers, since }) => [at, state, step, receivers, since]);
  expect(said).toEqual(did);
});

test("beside it stand three variants: held for longer, with the limit further away, and both", async () => {
  const answer = (await (await post({ rule: WRITTEN, days: 1 })).json()) as { readonly runs: readonly Run[] };
  expect(answer.runs.map(({ holdForSeconds, limit }) => [holdForSeconds, limit])).toEqual([
    [30, 0.7],
    [90, 0.7],
    [30, 0.6],
    [90, 0.6],
  ]);
  const [written, longer] = answer.runs as [Run, Run];
  expect(longer.fired).toBeLessThanOrEqual(written.fired);
  expect(written.told.map(({ receiver }) => receiver)).toContain("floor");
});

test("variants may be asked for", async () => {
  const variants = [{ holdFor: "20m" }, { limit: 0.2 }];
  const answer = (await (await post({ rule: WRITTEN, days: 1, variants })).json()) as { readonly runs: readonly Run[] };
  expect(answer.runs.map(({ holdForSeconds, limit, fired }) => [holdForSeconds, limit, fired > 0])).toEqual([
    [30, 0.7, true],
    [1200, 0.7, false],
    [30, 0.2, false],
  ]);
});

test.each([
  [
    "a rule with mistakes, each with its place and what to do",
    { rule: { ...WRITTEN, queue: "slaes", holdFor: "soon" } },
    400,
    "bad_rule",
  ],
  ["no rule", { rule: "late" }, 400, "bad_rule"],
  ["a rule on the silence of a source", { rule: { id: "s", source: "any" } }, 400, "not_rehearsable"],
  ["a rule on agents", { rule: { id: "s", agent: "wrapUp", longerThan: "5m" } }, 400, "not_rehearsable"],
  ["a rule on the site's occupancy", { rule: { id: "s", kpi: "occupancy", above: "90%" } }, 400, "not_rehearsable"],
  ["a site that is not there", { rule: WRITTEN, site: "oslo" }, 404, "unknown_site"],
  ["more days than are allowed", { rule: WRITTEN, days: 90 }, 400, "bad_body"],
  ["a variant without a sense", { rule: WRITTEN, variants: [{ holdFor: "soon" }] }, 400, "bad_parameter"],
])("%s is refused", async (_what, body, status, code) => {
  const answer = await post(body);
  const fault = (await answer.json()) as Record<string, unknown>;
  expect([answer.status, fault.code]).toEqual([status, code]);
  expect(fault).toMatchSnapshot();
});
