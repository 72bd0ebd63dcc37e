/** What is asked of contacts over REST: explanations and lists, from what an owner has stored. */
import {
  type CanonicalEvent,
  DEFAULT_POLICY,
  type EventType,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import { emptyConfiguration } from "@floorwalker/runtime";
import { afterEach, expect, test } from "vitest";
import type { GatewayOptions } from "../src/index.ts";
import { type RunningGateway, runGateway, until } from "./running-gateway.ts";
import { StoredFloor } from "./stored-floor.ts";

const T0 = Date.parse("2026-11-29T09:00:00Z");
const SECOND = 1_000;
const SITE: SiteConfig = {
  ...unconfiguredSite("krakow"),
  zone: "Europe/Warsaw",
  queues: [
    { ...DEFAULT_POLICY.call, queue: "sales", channel: "call", title: "Sales", policy: null, target: 0.8 },
    { ...DEFAULT_POLICY.chat, queue: "help", channel: "chat", title: "Help", policy: null, target: 0.8 },
    { ...DEFAULT_POLICY.call, queue: "help", channel: "call", title: "Help", policy: null, target: 0.8 },
  ],
};

let running: RunningGateway | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

const tell = (
  contact: string,
  seconds: number,
  type: EventType,
  more: Partial<CanonicalEvent> = {},
): CanonicalEvent => ({
  id: `${contact}-${seconds}-${type}`,
  source: "/acd",
  type,
  time: T0 + seconds * SECOND,
  recordedTime: null,
  site: "krakow",
  channel: "call",
  contact,
  segment: "1",
  queue: "sales",
  agent: null,
  data: {},
  ...more,
});

const answered = (contact: string, queued: number, wait: number, talk = 60): CanonicalEvent[] => [
  tell(contact, queued, "cc.contact.queued"),
  tell(contact, queued + wait, "cc.contact.answered", { agent: "ann" }),
  tell(contact, queued + wait + talk, "cc.contact.ended", { agent: "ann" }),
];

const abandoned = (contact: string, queued: number, wait: number): CanonicalEvent[] => [
  tell(contact, queued, "cc.contact.queued"),
  tell(contact, queued + wait, "cc.contact.abandoned"),
];

/** Two in time, one late, one abandon, one short, one flow-out, one refused, two waiting of whom one past the threshold. */
const MORNING: readonly CanonicalEvent[] = [
  ...answered("quick", 0, 5),
  ...answered("just", 10, 20),
  ...answered("late", 20, 45),
  ...abandoned("impatient", 30, 30),
  ...abandoned("mistake", 40, 3),
  tell("full", 50, "cc.contact.refused", { data: { reason: "full" } }),
  tell("timed out", 60, "cc.contact.queued"),
  tell("timed out", 90, "cc.contact.flowedOut", { data: { reason: "timeout" } }),
  tell("patient", 700, "cc.contact.queued"),
  tell("new", 790, "cc.contact.queued"),
];
const CLOCK = T0 + 800 * SECOND;

interface Sum {
  readonly amount: number;
  readonly count: number;
  readonly contacts: readonly { readonly contact: string; readonly why: string; readonly amount: number }[];
  readonly next: string | null;
}

interface Ranked {
  readonly share: number;
  readonly rank: number;
  readonly count: number;
  readonly below: Omit<Sum, "amount">;
  readonly at: Omit<Sum, "amount">;
  readonly above: Omit<Sum, "amount">;
}

interface Explained {
  readonly ranked: Ranked | null;
  readonly value: number | null;
  readonly passport: Readonly<Record<string, unknown>>;
  readonly numerator: Sum;
  readonly denominator: Sum;
  readonly excluded: readonly (Sum & { readonly reason: string })[];
  readonly alsoKnownAs: Readonly<Record<string, number | null>> | null;
}

/** Some of it in records, some still in rows. */
async function morning(changes: Partial<GatewayOptions> = {}): Promise<RunningGateway> {
  running = await runGateway({
    config: () => ({ ...emptyConfiguration(), sites: new Map([[SITE.id, SITE]]) }),
    clock: () => CLOCK,
    ...changes,
  });
  const floor = new StoredFloor(running.embedded.store, SITE);
  await floor.commit(
    MORNING.filter(({ time }) => time < T0 + 600 * SECOND),
    T0 + 600 * SECOND,
  );
  await floor.commit(
    MORNING.filter(({ time }) => time >= T0 + 600 * SECOND),
    CLOCK,
  );
  await until(async () => (await get("v1/views/floor")).text.includes('"offered.day":8'), "the rows");
  return running;
}

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await running!.get(path, headers);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { status: answer.status, bytes, text: new TextDecoder().decode(bytes), headers: answer.headers };
}

const json = async <T>(path: string): Promise<T> => JSON.parse((await get(path)).text) as T;

const names = ({ contacts }: Pick<Sum, "contacts">): string[] => contacts.map(({ contact }) => contact);

test("a percentile is explained by the contacts at its rank, with how many were shorter and longer; the longest wait by itself", async () => {
  await morning();
  const { rows } = await json<{ rows: Record<string, unknown>[] }>("v1/views/floor?queue=sales");
  const row = rows.find(({ kind }) => kind === "queue")!;
  const asked = async (kpi: string) => {
    const told = await json<Explained>(`v1/explain?queue=sales&kpi=${kpi}&window=day`);
    expect(told.value).toBe(row[`${kpi}.day`]);
    expect([told.numerator.count, told.denominator]).toEqual([told.ranked!.count, null]);
    const { rank, below, at, above } = told.ranked!;
    return [rank, ...[below, at, above].map(names)];
  };
  expect(await asked("waitP50")).toEqual([2, ["quick"], ["just"], ["late"]]);
  expect(await asked("waitP95")).toEqual([3, ["just", "quick"], ["late"], []]);
  expect(await asked("longestWait")).toEqual([6, ["timed out", "impatient", "just", "quick", "mistake"], ["late"], []]);
  const { ranked } = await json<Explained>("v1/explain?queue=sales&kpi=waitP50&window=day&limit=1");
  expect([ranked!.below.contacts.length, ranked!.at.count, ranked!.at.next]).toEqual([1, 1, null]);
});

test("a service level is taken apart into who was in time, who was not, and who is left out, as the board has it", async () => {
  await morning();
  const explained = await json<Explained>("v1/explain?queue=sales&kpi=serviceLevelNow&window=day");
  const { rows } = await json<{ rows: Record<string, unknown>[] }>("v1/views/floor?queue=sales");
  expect(explained.value).toBe(rows.find(({ kind }) => kind === "queue")!["serviceLevelNow.day"]);
  expect(explained.value).toBe(2 / 5);
  expect(names(explained.numerator)).toEqual(["just", "quick"]);
  expect(names(explained.denominator)).toEqual(["patient", "impatient", "late", "just", "quick"]);
  expect(explained.denominator.contacts[0]).toMatchObject({ outcome: "waiting", why: "waiting for 100 s, past 20 s" });
  expect(explained.excluded.map((each) => [each.reason, each.count, names(each)])).toEqual([
    ["refused", 1, ["full"]],
    ["shortAbandoned", 1, ["mistake"]],
    ["flowedOut", 1, ["timed out"]],
    ["waiting", 1, ["new"]],
  ]);
  expect(explained.alsoKnownAs).toMatchObject({ "answered-only": 2 / 4, "abandons-count": 2 / 6 });
  expect(explained.passport).toMatchObject({
    kpi: "serviceLevelNow",
    policy: "short-abandons-excluded",
    versions: ["20s-5s-short-abandons-excluded"],
    thresholdSeconds: 20,
    attribution: "outcome",
    asOf: "2026-11-29T09:13:20.000Z",
    position: [expect.any(String), 2],
    movedFrom: null,
  });
});

test("an average says how much of it each contact is, and a list of many comes in pages", async () => {
  await morning();
  const path =
    "v1/explain?queue=sales&kpi=averageSpeedOfAnswer&from=2026-11-29T09:00:00Z&to=2026-11-29T09:05:00Z&limit=2";
  const first = await json<Explained>(path);
  expect(first).toMatchObject({
    value: 70 / 3,
    numerator: { amount: 70, count: 3 },
    denominator: { amount: 3, count: 3 },
  });
  expect(first.numerator.contacts.map(({ contact, amount }) => [contact, amount])).toEqual([
    ["late", 45],
    ["just", 20],
  ]);
  const second = await json<Explained>(`${path}&cursor=${first.numerator.next}`);
  expect(second.numerator).toMatchObject({ count: 3, next: null, contacts: [{ contact: "quick", amount: 5 }] });
  expect(names(second.denominator)).toEqual(["late", "just"]);
});

test("a site, an agent and an hour that is over are explained the same way", async () => {
  await morning();
  expect((await json<Explained>("v1/explain?kpi=abandonRate&window=day")).value).toBe(2 / 8);
  const ann = await json<Explained>("v1/explain?agent=ann&kpi=answered&window=day");
  const inSales = await json<Explained>("v1/explain?agent=ann&queue=sales&channel=call&kpi=answered&window=day");
  expect(inSales.numerator).toEqual(ann.numerator);
  const inHelp = await json<Explained>("v1/explain?agent=ann&queue=help&channel=call&kpi=answered&window=day");
  expect(inHelp.value).toBe(0);
  expect([ann.value, names(ann.numerator)]).toEqual([3, ["late", "just", "quick"]]);
  const past = await json<Explained>(
    "v1/explain?queue=sales&kpi=waiting&from=2026-11-29T09:00:00Z&to=2026-11-29T09:00:35Z",
  );
  expect([past.value, names(past.numerator)]).toEqual([2, ["impatient", "late"]]);
});

test.each([
  ["waiting", ["new", "patient"]],
  ["answered", ["late", "just", "quick"]],
  ["abandoned", ["mistake", "impatient"]],
  ["short", ["mistake"]],
  ["missed", ["patient", "impatient", "late"]],
  ["flowedOut", ["timed out"]],
  ["refused", ["full"]],
  ["lowScore", []],
])("contacts are listed by what came of them: %s", async (outcome, contacts) => {
  await morning();
  const list = await json<Pick<Sum, "contacts">>(`v1/contacts?queue=sales&outcome=${outcome}`);
  expect(names(list)).toEqual(contacts);
});

test("of one contact its stays are told, and of one that nobody knows none", async () => {
  await morning();
  const of = async (query: string): Promise<string[]> => names(await json(`v1/contacts?${query}`));
  expect(await of("contact=quick")).toEqual(["quick"]);
  expect(await of("contact=quick&outcome=abandoned")).toEqual([]);
  expect(await of("contact=nobody")).toEqual([]);
});

test("contacts come newest first, in pages, of an agent too, and as CSV", async () => {
  await morning();
  const pages: string[] = [];
  for (let cursor: string | null = ""; cursor !== null && pages.length < 20; ) {
    const page: Sum = await json<Sum>(`v1/contacts?limit=4${cursor === "" ? "" : `&cursor=${cursor}`}`);
    pages.push(...names(page));
    cursor = page.next;
  }
  expect(pages).toEqual(["new", "patient", "timed out", "full", "mistake", "impatient", "late", "just", "quick"]);
  expect(names(await json("v1/contacts?agent=ann&queue=sales"))).toEqual(["late", "just", "quick"]);
  expect(names(await json("v1/contacts?agent=ann&queue=help"))).toEqual([]);
  const csv = await get("v1/contacts.csv?outcome=answered&limit=1&bom=1");
  expect(csv.headers.get("content-type")).toContain("text/csv");
  expect(csv.headers.get("x-next-cursor")).not.toBeNull();
  const [header, line, end] = csv.text.split("\r\n");
  expect(csv.bytes.slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
  expect(header).toMatch(/^contact,segment,channel,queue,queuedAt,waitSeconds,/);
  expect(line).toMatch(
    /^late,1,call,sales,2026-11-29T09:00:20\.000Z,45,60,0,0,answered,,2026-11-29T09:01:05\.000Z,2026-11-29T09:02:05\.000Z,ann,/,
  );
  expect(end).toBe("");
  expect((await get("v1/contacts", { accept: "text/csv" })).text.split("\r\n")).toHaveLength(11);
});

test.each([
  ["v1/explain?window=day", 400, "bad_parameter", "kpi"],
  ["v1/explain?kpi=answered", 400, "bad_parameter", "from"],
  ["v1/explain?kpi=nothing&window=day", 404, "unknown_kpi", "kpi"],
  ["v1/explain?kpi=longestWaitNow&window=day", 400, "not_explained", "kpi"],
  ["v1/explain?kpi=averageHandleTime&agent=ann&window=day", 400, "not_explained", "kpi"],
  ["v1/explain?kpi=offered&agent=ann&window=day", 400, "not_explained", "kpi"],
  ["v1/explain?kpi=offered&agent=ann&queue=sales&channel=call&window=day", 400, "not_explained", "kpi"],
  ["v1/explain?kpi=answered&agent=ann&queue=sales&window=day", 400, "bad_parameter", "queue"],
  ["v1/explain?kpi=answered&window=1h", 400, "bad_parameter", "window"],
  ["v1/explain?kpi=answered&window=day&from=today", 400, "bad_parameter", "window"],
  ["v1/contacts?site=paris", 404, "unknown_site", "site"],
  ["v1/contacts?queue=nowhere", 404, "unknown_queue", "queue"],
  ["v1/contacts?queue=sales&channel=email", 404, "unknown_queue", "queue"],
  ["v1/contacts?agent=nobody", 404, "unknown_agent", "agent"],
  ["v1/contacts?team=nobody", 404, "unknown_team", "team"],
  ["v1/explain?kpi=answered&window=day&agent=nobody", 404, "unknown_agent", "agent"],
  ["v1/explain?kpi=answered&window=day&agent=ann&queue=nowhere&channel=call", 404, "unknown_queue", "queue"],
  ["v1/explain?kpi=answered&window=day&team=nobody", 404, "unknown_team", "team"],
  ["v1/explain?kpi=answered&window=day&reason=nothing", 404, "unknown_reason", "reason"],
  ["v1/explain?kpi=csat&window=day&survey=nothing", 404, "unknown_survey", "survey"],
  ["v1/views/queues?queue=nowhere", 404, "unknown_queue", "queue"],
  ["v1/views/queues?colour=red", 400, "unknown_parameter", "colour"],
  ["v1/contacts?queue=help", 400, "bad_parameter", "channel"],
  ["v1/contacts?agent=ann&team=a", 400, "bad_parameter", "team"],
  ["v1/contacts?from=someday", 400, "bad_parameter", "from"],
  ["v1/contacts?from=2026-11-29T09:00:00Z&to=2026-11-29T09:00:00Z", 400, "bad_parameter", "to"],
  ["v1/contacts?from=2026-12-05&to=2026-12-06", 400, "bad_parameter", "from"],
  ["v1/explain?kpi=waiting&queue=sales&from=2026-12-05&to=2026-12-06", 400, "bad_parameter", "from"],
  ["v1/contacts?limit=0", 400, "bad_parameter", "limit"],
  ["v1/contacts?limit=10001", 400, "bad_parameter", "limit"],
  ["v1/contacts?outcome=lost", 400, "bad_parameter", "outcome"],
  ["v1/contacts?outcome=waiting&outcome=answered", 400, "bad_parameter", "outcome"],
  ["v1/contacts?cursor=AAAA", 400, "bad_parameter", "cursor"],
  ["v1/contacts?colour=red", 400, "unknown_parameter", "colour"],
])("%s is refused, and said what to ask instead", async (path, status, code, parameter) => {
  await morning();
  const { status: told, text } = await get(path);
  expect([told, JSON.parse(text)]).toMatchObject([
    status,
    { code, parameter, message: expect.any(String), fix: expect.stringMatching(/.{8,}/) },
  ]);
});

test("of a queue, agent or reason that is configured and that nothing has come of the answer is empty, as it is true", async () => {
  const quiet: SiteConfig = {
    ...SITE,
    queues: [...SITE.queues, { ...SITE.queues[0]!, queue: "quiet" }],
    agents: [{ agent: "bob", name: "Bob", team: "east" }],
    teams: [{ team: "east", title: "East", department: null }],
    reasons: [{ reason: "invoice", title: "Invoices" }],
  };
  await morning({ config: () => ({ ...emptyConfiguration(), sites: new Map([[quiet.id, quiet]]) }) });
  for (const of of [
    "queue=quiet",
    "queue=quiet&channel=call",
    "agent=bob",
    "team=east",
    "reason=invoice",
    "reason=other",
  ]) {
    expect(await json(`v1/contacts?${of}`), of).toMatchObject({ contacts: [] });
    expect(await json(`v1/explain?kpi=answered&window=day&${of}`), of).toMatchObject({ value: 0 });
    if (!of.startsWith("reason")) expect(await json(`v1/history?${of}`), of).toMatchObject({ rows: [] });
  }
  expect(await json("v1/planning?queue=quiet")).toMatchObject({ queues: [{ queue: "quiet", load: null }] });
  expect(await json("v1/views/queues?queue=quiet")).toMatchObject({ rows: [] });
});

test("of what is no longer remembered it is said, and no part of it is taken for the whole", async () => {
  running = await runGateway({
    config: () => ({ ...emptyConfiguration(), sites: new Map([[SITE.id, SITE]]) }),
    clock: () => CLOCK,
  });
  const floor = new StoredFloor(running.embedded.store, SITE);
  const DAY = 86_400_000;
  const long = answered("long ago", 0, 5).map((event) => ({ ...event, time: event.time - 40 * DAY }));
  await floor.commit(long, T0 - 40 * DAY + 600_000);
  await floor.commit(MORNING, CLOCK);
  await until(async () => (await get("v1/views/floor")).text.includes('"offered.day":8'), "the rows");
  const all = await json<Explained>("v1/explain?queue=sales&kpi=answered&from=2026-10-01T00:00:00Z");
  expect(all).toMatchObject({
    value: null,
    sumsOnly: true,
    numerator: null,
    contactsKeptFrom: "2026-10-31T00:00:00.000Z",
  });
  const kept = await json<Explained>("v1/explain?queue=sales&kpi=answered&from=2026-10-31T00:00:00Z");
  expect(kept).toMatchObject({ value: 3, sumsOnly: false });
});

test("a department of queues is explained by the contacts of its queues, one of teams by those of its teams, a reason by those about it", async () => {
  const site: SiteConfig = {
    ...SITE,
    agents: [{ agent: "ann", name: "Ann", team: "east" }],
    teams: [{ team: "east", title: "East", department: "inside" }],
    departments: [{ department: "front", title: "Front", queues: ["sales", "help"] }],
    reasons: [{ reason: "invoice", title: "Invoices" }],
  };
  running = await runGateway({
    config: () => ({ ...emptyConfiguration(), sites: new Map([[site.id, site]]) }),
    clock: () => CLOCK,
  });
  const owner = new StoredFloor(running.embedded.store, site);
  const about = { contactReason: "invoice" };
  await owner.commit(
    [
      ...answered("sold", 0, 5),
      tell("helped", 10, "cc.contact.queued", { queue: "help", ...about }),
      tell("helped", 15, "cc.contact.answered", { queue: "help", agent: "eve" }),
    ],
    CLOCK,
  );
  await until(async () => (await get("v1/views/floor")).text.includes('"offered.day":2'), "the rows");
  const offered = async (of: string) =>
    names((await json<Explained>(`v1/explain?kpi=offered&window=day&${of}`)).numerator);
  expect(await offered("department=front")).toEqual(["helped", "sold"]);
  expect(await offered("reason=invoice")).toEqual(["helped"]);
  const inside = await json<Explained>("v1/explain?kpi=answered&window=day&department=inside");
  expect([inside.value, names(inside.numerator)]).toEqual([1, ["sold"]]);
  const listed = await json<Pick<Sum, "contacts">>("v1/contacts?department=front&outcome=answered");
  expect(names(listed)).toEqual(["helped", "sold"]);
  for (const [query, code, status] of [
    ["department=nobody", "unknown_department", 404],
    ["region=south", "unknown_region", 404],
    ["department=front&queue=sales", "bad_parameter", 400],
    ["department=front&team=east", "bad_parameter", 400],
  ] as const) {
    const answer = await get(`v1/explain?kpi=offered&window=day&${query}`);
    expect([query, answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([query, status, code]);
  }
});

test("as of a moment that has passed it is counted from what is known now, who waited then is told, and whether that was restated since", async () => {
  await morning();
  const at = "2026-11-29T09:01:05Z";
  const path = `v1/explain?queue=sales&kpi=serviceLevelNow&at=${at}`;
  const then = await json<Explained>(path);
  // "late" was answered at 65 s, "timed out" waits for 5 s.
  expect(then.passport).toMatchObject({
    at: "2026-11-29T09:01:05.000Z",
    restated: false,
    to: "2026-11-29T09:01:05.000Z",
  });
  const waiting = await json<Pick<Sum, "contacts">>(`v1/contacts?queue=sales&outcome=waiting&at=${at}`);
  expect(names(waiting)).toEqual(["timed out", "late"]);
  const restated = { site: "krakow", zone: SITE.zone, restated: 1, from: T0, version: { epoch: 1, sequence: 2 } };
  await running!.embedded.history.put([sampleInterval(restated)], CLOCK);
  expect((await json<Explained>(path)).passport).toMatchObject({ restated: true });
  for (const bad of ["2026-11-29T10:00:00Z", "tea-time"])
    expect(await json(`v1/contacts?queue=sales&at=${bad}`)).toMatchObject({ code: "bad_parameter", parameter: "at" });
  for (const query of ["at=2026-11-29T10:00:00Z", `at=${at}&window=day`, `at=${at}&from=2026-11-29T09:02:00Z`])
    expect((await get(`v1/contacts?${query}`)).status).toBe(400);
});

test("a region is explained by the contacts of its sites and a department by those of its queues, each judged by its own formula, and both are named", async () => {
  const site = (id: string, policy: SiteConfig["policy"], zone: string): SiteConfig => ({
    ...SITE,
    id,
    policy,
    zone,
    region: "south",
    queues: SITE.queues.map((queue) => ({
      ...queue,
      policy: queue.queue === "sales" ? policy : "short-abandons-excluded",
    })),
    departments: [{ department: "front", title: "Front", queues: ["sales", "help"] }],
  });
  const sites = [site("krakow", "abandons-count", "Europe/Warsaw"), site("london", "answered-only", "Europe/London")];
  running = await runGateway({
    config: () => ({ ...emptyConfiguration(), sites: new Map(sites.map((each) => [each.id, each])) }),
    clock: () => CLOCK,
  });
  for (const each of sites)
    await new StoredFloor(running.embedded.store, each).commit(
      [
        ...answered("quick", 0, 5),
        ...abandoned("impatient", 30, 30),
        tell("helped", 40, "cc.contact.queued", { queue: "help" }),
        tell("helped", 45, "cc.contact.answered", { queue: "help", agent: "eve" }),
        tell("gave up", 40, "cc.contact.queued", { queue: "help" }),
        tell("gave up", 43, "cc.contact.abandoned", { queue: "help" }),
      ].map((event) => ({ ...event, site: each.id })),
      CLOCK,
    );
  await until(async () => (await get("v1/views/regions")).text.includes('"offered.day":8'), "the rows");
  const shown = async (view: string, kind: string): Promise<Record<string, unknown>> =>
    (await json<{ rows: Record<string, unknown>[] }>(`v1/views/${view}`)).rows.find((row) => row.kind === kind)!;

  const region = await json<Explained>("v1/explain?region=south&kpi=serviceLevel&window=day");
  // Krakow answered two of four, London two of two.
  expect(region.value).toBe(4 / 6);
  expect(region.value).toBe((await shown("regions", "region"))["serviceLevel.day"]);
  expect(region.denominator.contacts).toMatchObject([
    { site: "krakow", contact: "gave up" },
    { site: "krakow", contact: "helped" },
    { site: "london", contact: "helped" },
    { site: "krakow", contact: "impatient" },
    { site: "krakow", contact: "quick" },
    { site: "london", contact: "quick" },
  ]);
  expect(region.passport).toMatchObject({
    region: "south",
    zone: null,
    policy: null,
    policyFormula: null,
    versions: ["abandons-count", "answered-only"],
    judgedBy: [
      { site: "krakow", policy: "abandons-count" },
      { site: "london", policy: "answered-only" },
    ],
    sites: [
      { site: "krakow", from: "2026-11-28T23:00:00.000Z", position: [expect.any(String), 1] },
      { site: "london", from: "2026-11-29T00:00:00.000Z", position: [expect.any(String), 1] },
    ],
  });
  const pages: string[] = [];
  for (let cursor: string | null = ""; cursor !== null && pages.length < 20; ) {
    const page: { readonly next: string | null; readonly contacts: readonly Record<"site" | "contact", string>[] } =
      await json(`v1/contacts?region=south&outcome=abandoned&limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
    pages.push(...page.contacts.map((each) => `${each.site} ${each.contact}`));
    cursor = page.next;
  }
  expect(pages).toEqual(["krakow gave up", "london gave up", "krakow impatient", "london impatient"]);
  const csv = await get("v1/contacts.csv?region=south&outcome=answered&limit=1");
  expect(csv.text.split("\r\n").slice(0, 2)).toEqual([
    expect.stringMatching(/^site,contact,segment,/),
    expect.stringMatching(/^krakow,helped,/),
  ]);

  // Sales counts its abandons, help leaves out short ones.
  const front = await json<Explained>("v1/explain?site=krakow&department=front&kpi=serviceLevel&window=day");
  expect(front.value).toBe(2 / 3);
  expect(front.value).toBe((await shown("teams", "department"))["serviceLevel.day"]);
  expect(names(front.denominator)).toEqual(["helped", "impatient", "quick"]);
  expect(front.excluded.map((each) => [each.reason, names(each)])).toEqual([["shortAbandoned", ["gave up"]]]);
  expect(front.passport).toMatchObject({
    policy: null,
    thresholdSeconds: null,
    versions: ["20s-5s-abandons-count", "20s-5s-short-abandons-excluded", "60s-10s-short-abandons-excluded"],
    judgedBy: [
      { queue: "sales", channel: "call", policy: "abandons-count", thresholdSeconds: 20 },
      { queue: "help", channel: "call", policy: "short-abandons-excluded", thresholdSeconds: 20 },
      { queue: "help", channel: "chat", policy: "short-abandons-excluded", thresholdSeconds: 60 },
    ],
  });
  const missed = await json<Sum>("v1/contacts?site=krakow&department=front&outcome=missed");
  expect(names(missed)).toEqual(["impatient"]);
  const both = await json<Explained>("v1/explain?region=south&department=front&kpi=abandoned&window=day");
  expect([both.value, both.numerator.count]).toEqual([4, 4]);

  const at = await json<Explained>("v1/explain?region=south&kpi=waiting&at=2026-11-29T09:00:42Z");
  expect([at.value, at.passport.restated]).toEqual([6, false]);
  for (const [query, parameter, status] of [
    ["region=north", "region", 404],
    ["region=south&site=krakow", "site", 400],
    ["region=south&queue=sales", "queue", 400],
    ["region=south&agent=ann", "agent", 400],
    ["region=south&department=nobody", "department", 404],
  ] as const) {
    const answer = await get(`v1/explain?kpi=offered&window=day&${query}`);
    const told = JSON.parse(answer.text) as { readonly parameter: string };
    expect([query, answer.status, told.parameter]).toEqual([query, status, parameter]);
  }
});

test("who came, answered and left within a quarter of an hour is an agent of the site, though no row shows him and no interval does yet", async () => {
  running = await runGateway({
    config: () => ({ ...emptyConfiguration(), sites: new Map([["krakow", SITE]]) }),
    clock: () => T0 + 400 * SECOND,
  });
  const ann = { channel: null, contact: null, segment: null, queue: null, agent: "ann" } as const;
  const floor = new StoredFloor(running.embedded.store, SITE);
  await floor.commit(
    [tell("in", 1, "cc.agent.signedIn", ann), ...answered("quick", 10, 5), tell("out", 300, "cc.agent.signedOut", ann)],
    T0 + 400 * SECOND,
  );
  const get = async (path: string) => (await running!.get(path)).json() as Promise<{ code?: string; rows?: object[] }>;
  await until(async () => ((await get("v1/views/floor")).rows ?? []).length > 0, "the rows");
  expect((await get("v1/views/agents")).rows).toEqual([]);
  expect(await get("v1/contacts?site=krakow&agent=ann&window=day")).toMatchObject({ contacts: [{ contact: "quick" }] });
  expect(await get("v1/contacts?site=krakow&agent=bob&window=day")).toMatchObject({ code: "unknown_agent" });
});
