/** Whatever is asked for, the routes of history, facts, goals and planning answer it, or say what is wrong with which parameter. */
import { DEFAULT_POLICY, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { emptyConfiguration } from "@floorwalker/runtime";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningGateway, runGateway } from "./running-gateway.ts";

/** On the day on which the clock is set back. */
const CLOCK = Date.parse("2026-10-25T12:00:00Z");
const QUEUE = { ...DEFAULT_POLICY.call, queue: "sales", channel: "call", title: "Sales", policy: null, target: 0.8 };
const SITES: readonly SiteConfig[] = [
  { ...unconfiguredSite("krakow"), zone: "Europe/Warsaw", region: "south", queues: [QUEUE as SiteConfig["queues"][0]] },
  { ...unconfiguredSite("apia"), zone: "Pacific/Apia", region: "south" },
];
const OF_SITES = ["v1/goals", "v1/planning", "v1/reasons"] as const;
const SPANNED = ["v1/history", "v1/explain", "v1/contacts", "v1/restatements", "v1/report"] as const;

let running: RunningGateway;
beforeAll(async () => {
  const sites = new Map(SITES.map((site) => [site.id, site]));
  running = await runGateway({ config: () => ({ ...emptyConfiguration(), sites }), clock: () => CLOCK });
});
afterAll(() => running.stop());

async function asked(path: string): Promise<{ readonly status: number; readonly told: Record<string, unknown> }> {
  const answer = await running.get(path);
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  return { status: answer.status, told: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
}

const TIMES = [
  "today",
  "2026-10-25",
  "2026-10-25T02:30",
  "2026-03-29T02:30",
  "2011-12-30",
  "0000-01-01",
  "9999-12-31",
  "2026-02-30",
  "2026-10-25T24:00",
  "2026-10-25T10:00+99:99",
  "2026-10-25T10:00+14:00",
  "someday",
  "",
];
const VALUES = [
  "",
  "nowhere",
  "krakow",
  "apia",
  "south",
  "*",
  "=1+1",
  "\u0000",
  "__proto__",
  "-1",
  "1e3",
  "9".repeat(30),
  ...TIMES,
];
const NAMES = [
  "site",
  "region",
  "queue",
  "channel",
  "agent",
  "team",
  "department",
  "reason",
  "kpi",
  "kpis",
  "interval",
];
const MORE = [
  "limit",
  "cursor",
  "bom",
  "from",
  "to",
  "at",
  "window",
  "day",
  "format",
  "language",
  "outcome",
  "nonsense",
];
const parameter = fc.tuple(fc.constantFrom(...NAMES, ...MORE), fc.oneof(fc.constantFrom(...VALUES), fc.string()));

test("nonsense is no fault of ours: it is answered, or refused with a code, the parameter and what to write instead", async () => {
  const path = fc.constantFrom(...SPANNED, ...OF_SITES, "v1/history.csv", "v1/contacts.csv");
  await fc.assert(
    fc.asyncProperty(path, fc.boolean(), fc.array(parameter, { maxLength: 4 }), async (route, named, given) => {
      const all = named ? [["site", "krakow"], ...given] : given;
      const query = new URLSearchParams(all as [string, string][]);
      const { status, told } = await asked(`${route}?${query.toString()}`);
      expect(status).toBeLessThan(500);
      if (status === 200) return;
      expect(told).toMatchObject({ code: expect.stringMatching(/^[a-z_]+$/), message: expect.any(String) });
      expect(String(told.fix).length).toBeGreaterThan(7);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 150), endOnFailure: true },
  );
});

test.each([
  ["v1/history?site=krakow&from=2026-10-25T10:00%2B99:99", "bad_parameter", "from"],
  ["v1/contacts?site=krakow&from=2026-10-25T10:00%2B99:99", "bad_parameter", "from"],
  ["v1/restatements?site=krakow&from=9999-12-31", "bad_parameter", "from"],
  ["v1/restatements?site=krakow&limit=1e3", "bad_parameter", "limit"],
  ["v1/history.csv?site=krakow&bom=2", "bad_parameter", "bom"],
  ["v1/history?site=krakow&colour=red", "unknown_parameter", "colour"],
  ["v1/report?site=krakow&colour=red", "unknown_parameter", "colour"],
  ["v1/planning?site=krakow&queue=a&queue=b", "bad_parameter", "queue"],
  ["v1/goals?site=krakow&site=apia", "bad_parameter", "site"],
  ["v1/reasons?site=krakow&colour=red", "unknown_parameter", "colour"],
  ["v1/goals", "missing_site", "site"],
  ["v1/history", "missing_site", "site"],
])("%s is refused: %s of %s", async (path, code, parameter) => {
  expect((await asked(path)).told).toMatchObject({ code, parameter });
});

test.each(OF_SITES)("%s of a site that nobody knows names those that there are", async (path) => {
  const { status, told } = await asked(`${path}?site=nowhere`);
  expect([status, told]).toMatchObject([404, { code: "unknown_site", fix: "Use one of: apia, krakow." }]);
});

test("an hour that the clock shows twice is asked for from its first time on, one that it leaves out is the moment after it", async () => {
  const twice = await asked("v1/history?site=krakow&from=2026-10-25T02:30&to=2026-10-25T03:00");
  expect(twice.told).toMatchObject({ from: "2026-10-25T02:30:00+02:00", to: "2026-10-25T03:00:00+01:00" });
  const none = await asked("v1/history?site=krakow&from=2026-03-29T02:30&to=2026-03-29T02:45");
  expect(none.told).toMatchObject({ from: "2026-03-29T03:00:00+02:00", to: "2026-03-29T03:00:00+02:00", rows: [] });
  // Samoa had no 30 December 2011.
  const gone = await asked("v1/history?site=apia&from=2011-12-30&to=2011-12-31&interval=day");
  expect(gone.told).toMatchObject({ from: "2011-12-31T00:00:00+14:00", to: "2011-12-31T00:00:00+14:00" });
});
