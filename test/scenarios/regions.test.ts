/** A region is its sites as if one had read all their events, percentiles included; a department is its teams, or its queues (rules 14, 27). */
import { type DepartmentConfig, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { mergedRow, partOfRow, type ViewRow } from "@floorwalker/stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BEGIN, ofSite, plausible, SITE } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { salesQueue } from "../support/src/sales-queue.ts";
import { T0, tell } from "../support/src/tell.ts";

/** The rows of the whole, of what an owner has committed, by id. */
function merged(owner: PureOwner, commit: (owner: PureOwner) => void): Map<string, ViewRow> {
  const stored = new Map<string, Uint8Array>();
  owner.committed = ({ views }) => {
    for (const [id, bytes] of views)
      if (bytes === null) stored.delete(id);
      else stored.set(id, new Uint8Array(bytes));
  };
  commit(owner);
  const wholes = Map.groupBy(
    [...stored].map(([id, bytes]) => ({ id, bytes })),
    partOfRow,
  );
  return new Map([...wholes].flatMap(([id, parts]) => (id === null ? [] : [[id, mergedRow(id, parts)!] as const])));
}

const NOT_OF_NUMBERS =
  /^(id|kind|site|sites|name|region|zone|zones|demo|dayFrom|unconfigured|agentsPausedFor|asOf|stopped|stale|silent|open|opens|closes|refusing|dayFromLast)/;
const numbersOf = (row: ViewRow): [string, unknown][] =>
  Object.entries(row)
    .filter(([name]) => !NOT_OF_NUMBERS.test(name))
    .map(([name, value]): [string, unknown] => [name, typeof value === "number" ? Number(value.toFixed(9)) : value])
    .sort(([a], [b]) => (a < b ? -1 : 1));

test("a region's row is that of one site that had all their events: counts, ratios, percentiles, waits, time in state", {
  timeout: 60_000,
}, () => {
  const unheard: SiteConfig = { ...SITE, sources: [], region: "south" };
  fc.assert(
    fc.property(plausible, plausible, fc.nat(5 * 3600), (one, two, seconds) => {
      const clock = BEGIN + seconds * 1000;
      const events = [...ofSite("a", one), ...ofSite("b", two)].filter(({ time }) => time <= clock);
      const sites = ["a", "b"].map((id) => ({ ...unheard, id }));
      const region = merged(new PureOwner({ sites, withViews: true }), (owner) => owner.commit(events, clock)).get(
        "region:south",
      );
      const all = new PureOwner({ sites: [unheard], withViews: true });
      all.commit(
        events.map((event) => ({ ...event, site: "here" })),
        clock,
      );
      const whole = JSON.parse(all.views.get("site:here") ?? "null") as ViewRow | null;
      // A site without an event has no row yet.
      if (region === undefined || whole === null || region.sites !== 2) return;
      const told = numbersOf(region);
      expect(told.length).toBeGreaterThan(300);
      expect(Object.fromEntries(told)).toMatchObject({ waiting: whole.waiting });
      expect(told).toEqual(numbersOf(whole).filter(([name]) => region[name] !== undefined));
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 40), endOnFailure: true },
  );
});

const call = (
  site: string,
  queued: number,
  wait: number,
  how: "answered" | "abandoned",
  contact = `${site}${queued}`,
) => [
  tell(queued, "contact.queued", { site, contact }),
  tell(queued + wait, `contact.${how}`, { site, contact, agent: how === "answered" ? "ann" : null }),
];

test("sites with formulas of their own are each judged by it, and a region adds up both sides of the share", () => {
  const site = (id: string, policy: SiteConfig["policy"]): SiteConfig => ({
    ...unconfiguredSite(id),
    region: "north: all",
    policy,
    queues: [salesQueue("call", { policy: null })],
  });
  const owner = new PureOwner({ sites: [site("a", "answered-only"), site("b", "abandons-count")], withViews: true });
  const events = ["a", "b"].flatMap((id) => [...call(id, 0, 9, "answered"), ...call(id, 10, 60, "abandoned")]);
  const row = merged(owner, (it) => it.commit(events, T0 + 100_000)).get("region:north%3A all");
  // One of one, and one of two.
  expect(row).toMatchObject({
    region: "north: all",
    sites: 2,
    "offered.day": 4,
    "serviceLevel.15m": 2 / 3,
    "policies.15m": "abandons-count answered-only",
    "longestWait.5m": 60,
  });
});

test("a region's day is the sum of its sites' own days, which begin at each one's midnight", () => {
  const site = (id: string, zone: string): SiteConfig => ({ ...unconfiguredSite(id), region: "world", zone });
  const sites = [site("east", "Asia/Tokyo"), site("west", "Europe/London")];
  // Nine in the morning in London: yesterday evening there is six in the morning of today in Tokyo.
  const early = -10 * 3600;
  const events = ["east", "west"].flatMap((id) => [...call(id, early, 5, "answered"), ...call(id, 0, 5, "answered")]);
  const row = merged(new PureOwner({ sites, withViews: true }), (it) => it.commit(events, T0 + 60_000)).get(
    "region:world",
  )!;
  expect(row["offered.day"]).toBe(3);
  expect(row).toMatchObject({
    zones: "Asia/Tokyo Europe/London",
    dayFrom: T0 - 18 * 3_600_000,
    dayFromLast: T0 - 9 * 3_600_000,
  });
});

test("a silent site makes the region say which one is silent, since when, and of how many", () => {
  const site = (id: string, silentAfterMs: number): SiteConfig => ({
    ...unconfiguredSite(id),
    region: "south",
    sources: [{ source: `/${id}`, silentAfterMs }],
  });
  const owner = new PureOwner({ sites: [site("a", 60_000), site("b", 3_600_000)], withViews: true });
  const heard = ["a", "b"].map((id) => tell(0, "contact.queued", { site: id, source: `/${id}`, contact: id }));
  const row = merged(owner, (it) => it.commit(heard, T0 + 1_000).tick(T0 + 120_000)).get("region:south");
  expect(row).toMatchObject({
    staleSites: 1,
    staleSite: "a",
    staleSince: T0,
    silentSource: "/a",
    sites: 2,
    waiting: 2,
  });
});

const TEAMS = ["north", "south"].map((team) => ({ team, title: team, department: "service" }));
const AGENTS = [
  { agent: "ann", name: "Ann", team: "north" },
  { agent: "bob", name: "Bob", team: "south" },
];
const talk = (agent: string, contact: string, from: number, to: number) => [
  tell(from - 10, "contact.queued", { contact }),
  tell(from, "contact.answered", { contact, agent }),
  tell(to, "contact.ended", { contact, agent }),
];
const department = (queues: readonly string[]): ViewRow => {
  const service: DepartmentConfig = { department: "service", title: "Customer service", queues };
  const site: SiteConfig = { ...unconfiguredSite("here"), agents: AGENTS, teams: TEAMS, departments: [service] };
  const events = [
    ...talk("ann", "c1", 100, 160),
    ...talk("bob", "c2", 100, 300),
    tell(20, "agent.signedIn", { agent: "ann" }),
    tell(20, "contact.queued", { contact: "c3" }),
    tell(80, "contact.abandoned", { contact: "c3" }),
  ];
  const owner = new PureOwner({ sites: [site], withViews: true });
  return merged(owner, (it) => it.commit(events, T0 + 400_000)).get("department:here:service")!;
};

test("a department is its teams together: averages over all their talks, and nobody is offered to it", () => {
  const row = department([]);
  expect(row).toMatchObject({ title: "Customer service", teams: 2, queues: 0, agentsIdle: 2, agentsSignedIn: 2 });
  expect(row).toMatchObject({ "answered.day": 2, "averageTalkTime.day": 130, "serviceLevel.day": 1 });
  expect(row["offered.day"]).toBeUndefined();
  expect(row["occupancy.day"]).toBeCloseTo(260 / (260 + 80 + 240 + 100), 9);
});

test("a department that queues define has what happened in them, and of its teams how they spend their time", () => {
  const row = department(["sales"]);
  expect(row).toMatchObject({ teams: 2, queues: 1, agentsIdle: 2, waiting: 0 });
  expect(row).toMatchObject({ "offered.day": 3, "answered.day": 2, "abandoned.day": 1, "serviceLevel.day": 2 / 3 });
  expect(row["occupancy.day"]).toBeCloseTo(260 / (260 + 80 + 240 + 100), 9);
});
