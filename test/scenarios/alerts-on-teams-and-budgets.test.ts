/** Rules on teams, departments and budgets: one rule, each with an alert of its own, that goes through restarts and rings once. */
import {
  type AgentConfig,
  type AlertRule,
  type BudgetRule,
  type CanonicalEvent,
  type KpiRule,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { alertRowSchema, readAlertNotification } from "@floorwalker/protocol/alerts";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1000;
const common = { default: false, holdForMs: 0, severity: "warning", receivers: ["duty"] } as const;
const TEAMS = ["north", "south"].map((team) => ({ team, title: `Team ${team}`, department: "service" }));
const AGENTS: AgentConfig[] = [
  { agent: "ann", name: "Ann", team: "north", moves: [{ from: at(1200), team: "south" }] },
  { agent: "bob", name: "Bob", team: "south" },
];
const site = (rules: readonly AlertRule[], over: Partial<SiteConfig> = {}): SiteConfig => ({
  ...unconfiguredSite("here"),
  teams: TEAMS,
  departments: [{ department: "service", title: "Service", queues: [] }],
  agents: AGENTS,
  sources: [{ source: "/acd", silentAfterMs: null }],
  rules,
  ...over,
});
const kpi = (rule: Partial<KpiRule>): KpiRule => ({
  ...common,
  kind: "kpi",
  id: "nobody-free",
  kpi: "agentsIdle",
  queue: null,
  channel: null,
  window: "15m",
  direction: "below",
  limit: 1,
  clear: 1,
  minimumSample: 0,
  ...rule,
});
const owned = (config: SiteConfig): PureOwner => new PureOwner({ withViews: true, sites: [config] });
const told = (owner: PureOwner, rule: string) =>
  owner.outbox.map((text) => readAlertNotification(text)!).filter((message) => message.rule === rule);
const rows = (owner: PureOwner, rule: string) =>
  [...owner.views]
    .filter(([id]) => id.startsWith("alert:"))
    .map(([, row]) => alertRowSchema.parse(JSON.parse(row)))
    .filter((row) => row.rule === rule);
const signedIn = (agent: string) => tell(0, "agent.signedIn", { agent });
const pause = (agent: string, seconds: number, state: "paused" | "idle" = "paused") =>
  tell(seconds, "agent.stateChanged", { agent, data: { state } });

test("a rule on each team has an alert of its own for each, by title, as agents pause and move, and through restarts", () => {
  const owner = owned(site([kpi({ each: { of: "team", usualWindow: false } })]));
  owner.commit([signedIn("ann"), signedIn("bob")], at(1));
  expect(rows(owner, "nobody-free")).toEqual([]);
  owner.commit([pause("ann", 60)], at(60)).crash();
  owner.tick(at(300));
  // Ann leaves the north paused, and comes back to work in the south.
  owner.tick(at(1200)).crash();
  owner.commit([pause("bob", 1300)], at(1300));
  owner.commit([pause("ann", 1400, "idle")], at(1400));
  expect(
    told(owner, "nobody-free").map((message) => [
      message.at,
      message.state,
      message.about === "kpi" && message.team,
      message.about === "kpi" && message.title,
    ]),
  ).toEqual([
    [at(60), "firing", "north", "Team north"],
    [at(1300), "firing", "south", "Team south"],
    [at(1400), "resolved", "south", "Team south"],
  ]);
  expect(rows(owner, "nobody-free").map(({ id, state }) => [id, state])).toEqual([
    ["alert:here:nobody-free:team:north", "firing"],
    ["alert:here:nobody-free:team:south", "resolved"],
  ]);
  const keys = told(owner, "nobody-free").map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test("a rule on each queue of a department has an alert of its own for each of them, and none for another queue", () => {
  const each = { of: "queue", usualWindow: false, among: ["a", "b"] } as const;
  const owner = owned(site([kpi({ id: "waits", kpi: "waiting", direction: "above", limit: 0, clear: 0, each })]));
  const queued = (queue: string) => tell(10, "contact.queued", { contact: `of ${queue}`, queue });
  owner.commit(["a", "c"].map(queued), at(10)).crash();
  owner.commit([queued("b")], at(20));
  expect(rows(owner, "waits").map(({ queue, state }) => `${queue} ${state}`)).toEqual(["a firing", "b firing"]);
  expect(told(owner, "waits").map(({ queue }) => queue)).toEqual(["a", "b"]);
});

test("a rule on one team is about nobody else, and one on a department about all of its teams together", () => {
  const owner = owned(site([kpi({ id: "one", team: "north" }), kpi({ id: "all", department: "service" })]));
  owner.commit([signedIn("ann"), signedIn("bob"), pause("bob", 30)], at(30));
  expect(told(owner, "all")).toEqual([]);
  owner.commit([pause("ann", 60)], at(60)).crash();
  owner.commit([pause("bob", 90, "idle")], at(90));
  expect(told(owner, "one").map(({ state }) => state)).toEqual(["firing"]);
  expect(told(owner, "all")).toMatchObject([
    { state: "firing", department: "service", title: "Service", value: 0 },
    { state: "resolved", value: 1 },
  ]);
});

test("a department that is its queues is judged by both sides of each of them", () => {
  const departments = [{ department: "desk", title: "Desk", queues: ["sales", "support"] }];
  const queues = (["sales", "support"] as const).map((queue, index) => ({
    queue,
    channel: "call" as const,
    title: queue,
    target: 0.8,
    thresholdMs: 20_000,
    shortAbandonMs: 5_000,
    waitLostAfterMs: 86_400_000,
    wrapUpLostAfterMs: 1_800_000,
    lostAfterMs: 14_400_000,
    policy: index === 0 ? ("answered-only" as const) : null,
  }));
  const rule = kpi({ id: "level", kpi: "serviceLevel", department: "desk", limit: 0.5, clear: 0.5 });
  const owner = owned(site([rule], { departments, queues }));
  const call = (contact: string, queue: string, wait: number): CanonicalEvent[] => [
    tell(0, "contact.queued", { contact, queue }),
    tell(wait, "contact.answered", { contact, queue, agent: "ann" }),
  ];
  const lost = [tell(0, "contact.queued", { contact: "d" }), tell(30, "contact.abandoned", { contact: "d" })];
  owner.commit([...call("a", "sales", 10), ...call("b", "support", 90), ...call("c", "support", 80), ...lost], at(90));
  // One of three: by the first queue's formula who gave up counts for nothing.
  expect(told(owner, "level")).toMatchObject([{ state: "firing", value: 1 / 3, sample: expect.any(Number) }]);
});

const BURNS: BudgetRule = {
  ...common,
  kind: "budget",
  id: "burns",
  kpi: "serviceLevel",
  queue: null,
  channel: null,
  each: { of: "queue", usualWindow: false },
  burn: { above: 2, clear: 1.6, short: "5m", long: "60m" },
  noReturnMs: null,
  minimumSample: 15,
};

/** A call a minute in each queue; of sales those of the second third wait too long. */
const calls = Array.from({ length: 60 }, (_, index) =>
  ["sales", "support"].flatMap((queue) => {
    const contact = `${queue} ${index}`;
    const wait = queue === "sales" && index >= 20 && index < 40 ? 50 : 5;
    const [begin, agent] = [60 * index, "ann"];
    return [
      tell(begin, "contact.queued", { contact, queue }),
      tell(begin + wait, "contact.answered", { contact, queue, agent }),
      tell(begin + wait + 1, "contact.ended", { contact, queue, agent }),
    ];
  }),
).flat();

test("a budget that is spent too fast fires once for its queue, with what is left of it, live and in a replay alike", () => {
  const config = site([BURNS, { ...BURNS, id: "lost", burn: null, noReturnMs: 12 * 3_600_000 }]);
  const events = calls.toSorted((a, b) => a.time - b.time);
  const live = owned(config);
  for (let index = 0; index < events.length; index += 14) {
    const some = events.slice(index, index + 14);
    live.commit(some, some.at(-1)!.time);
    if (index % 70 === 0) live.crash();
  }
  const burnt = told(live, "burns");
  expect(burnt.map(({ state, queue }) => [state, queue])).toEqual([
    ["firing", "sales"],
    ["resolved", "sales"],
  ]);
  const [fired] = burnt;
  expect(fired).toMatchObject({ about: "budget", target: 0.8, limit: 2, shortWindow: "5m", longWindow: "60m" });
  if (fired?.about !== "budget") throw new Error("it is of a budget");
  expect(Math.min(fired.shortBurn!, fired.longBurn!)).toBe(fired.value);
  expect(fired.missesLeft).toBe(Math.floor(fired.decided! * 0.2 + 1e-9) - fired.misses!);
  expect(told(live, "lost").map(({ queue }) => queue)).toContain("sales");
  const replayed = owned(config);
  for (const event of events) replayed.commit([event], event.time);
  const episodes = (owner: PureOwner) => told(owner, "burns").map(({ state, queue }) => [state, queue]);
  expect(episodes(replayed)).toEqual(episodes(live));
});
