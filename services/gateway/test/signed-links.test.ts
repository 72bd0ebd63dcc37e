/** A link in a message shows its alert, and takes it when somebody says so: once, in the receiver's name, until it expires. */
import { alertKey, pseudonymOf, type SiteConfig, toldKey, unconfiguredSite } from "@floorwalker/domain";
import { decodeRecord, partitionOfSite } from "@floorwalker/events";
import { digestBy, emptyConfiguration, signLink } from "@floorwalker/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PARTITIONS, type RunningGateway, runGateway, until } from "./running-gateway.ts";

const SECRET = "a-secret-of-some-length";
const KEY = "a-key-of-pseudonyms";
const NOW = Date.parse("2026-11-25T09:00:00Z");
const SINCE = NOW - 600_000;
const SITE: SiteConfig = { ...unconfiguredSite("krakow"), name: "Kraków <1>" };
const ROW = {
  kind: "alert",
  about: "kpi",
  rule: "many-wait",
  default: false,
  severity: "critical",
  site: "krakow",
  queue: null,
  channel: null,
  holdForSeconds: 0,
  kpi: "waiting",
  window: "15m",
  unit: "count",
  direction: "above",
  limit: 3,
  clear: 2,
  value: 7,
  sample: null,
  minimumSample: 0,
  state: "firing",
  since: SINCE,
  at: SINCE,
  owner: null,
  ownedSince: null,
  snoozedUntil: null,
  snoozedBy: null,
  notes: null,
  undoable: null,
  worst: 7,
  past: null,
};
const KPI_FIELDS = ["kpi", "window", "unit", "direction", "limit", "clear", "value", "sample", "minimumSample"];
const NOW_DATE = Math.floor(NOW / 86_400_000);
const scope = { site: "krakow", queue: null, channel: null, subject: [] };
const ALERT = alertKey("many-wait", scope, SINCE, "firing");
const CLAIM = { alert: ALERT, receiver: "duty", step: 0, expiresAt: NOW + 1_000 };

let running: RunningGateway;
/** Ids of the actions that the log was given. */
const actions: string[] = [];
beforeAll(async () => {
  const receivers = new Map([
    ["duty", { id: "duty", type: "webhook", language: "pl" as const, privacy: "pseudonyms", settings: {} }],
  ]);
  running = await runGateway({
    config: () => ({ ...emptyConfiguration(), sites: new Map([[SITE.id, SITE]]), receivers }),
    clock: () => NOW,
    linkSecret: SECRET,
    privacyKey: KEY,
    log: {
      append: async (_topic, _partition, messages) => {
        for (const { value } of messages)
          actions.push(...decodeRecord(value).flatMap(({ operator }) => operator?.id ?? []));
      },
    },
  });
  await shown({});
});
afterAll(() => running.stop());

async function shown(changes: object): Promise<void> {
  const row = { ...ROW, ...changes };
  await running.commit(partitionOfSite("krakow", PARTITIONS), { "alert:krakow:many-wait:site": row });
  await until(
    async () => (await (await running.get("v1/alerts")).text()).includes(`"owner":${JSON.stringify(row.owner)}`),
    "the row",
  );
}

const url = (claim: object = {}, secret = SECRET): URL =>
  new URL(`take/${signLink(secret, { ...CLAIM, ...claim })}`, running.gateway.url);

test("what is opened is shown in the receiver's language with one button, and nothing is done", async () => {
  const answer = await fetch(url());
  const html = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(html).toContain('lang="pl"');
  expect(html).toContain("<button>Przejmij</button>");
  expect(html).toContain("Kraków &lt;1&gt;");
  expect((await fetch(url(), { method: "HEAD" })).status).toBe(200);
  expect(actions.length).toBe(0);
});

test("what is posted takes the alert in the receiver's name, and the audit says so without the link", async () => {
  const answer = await fetch(url(), {
    method: "POST",
    body: "",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect([answer.status, (await answer.text()).includes("<button>")]).toEqual([200, false]);
  expect(actions.length).toBe(1);
  const audit = await (await running.get("v1/audit")).text();
  expect(audit).toContain(`/v1/alerts/${ALERT}/acknowledge`);
  expect(audit).toContain("link:duty");
  expect(audit).not.toContain("/take/");
});

test("tapped again before anybody shows it, at another gateway that has just started, it is the same action", async () => {
  await running.restart({});
  await expect.poll(async () => (await fetch(url(), { method: "POST" })).status).toBe(200);
  expect([actions.length > 1, new Set(actions).size]).toEqual([true, 1]);
  await fetch(url({ step: 1 }), { method: "POST" });
  expect(new Set(actions).size).toBe(2);
});

test.each([
  ["made with another key", {}, "another-secret-of-length", 404],
  ["of another alert", { alert: "f".repeat(32) }, SECRET, 410],
  ["of a receiver that is gone", { receiver: "nobody" }, SECRET, 410],
  ["that has expired", { expiresAt: NOW }, SECRET, 410],
])("a link %s takes nothing", async (_what, claim, secret, status) => {
  const before = actions.length;
  expect((await fetch(url(claim, secret), { method: "POST" })).status).toBe(status);
  expect(actions.length).toBe(before);
});

test("a link that was changed takes nothing", async () => {
  const whole = url().href;
  for (const changed of [whole.slice(0, -1), whole.replace("take/", "take/A"), `${whole}.x`])
    expect((await fetch(changed, { method: "POST" })).status).toBe(404);
});

test("who has it by now is said, and what is over is over", async () => {
  await shown({ owner: "Ana", ownedSince: NOW });
  const before = actions.length;
  expect(await (await fetch(url(), { method: "POST" })).text()).toContain("Przejęte: Ana");
  await shown({ owner: null, state: "resolved" });
  expect((await fetch(url(), { method: "POST" })).status).toBe(410);
  expect(actions.length).toBe(before);
});

test("of an agent it says what its message said: as the receiver's profile has it, under a key that nobody makes of his id", async () => {
  const paused = {
    ...Object.fromEntries(Object.entries(ROW).filter(([field]) => !KPI_FIELDS.includes(field))),
    about: "agent",
    rule: "long-pause",
    agent: "anna-7",
    name: "Anna Nowak",
    team: null,
    agentState: "paused",
    reason: "Dentist",
    limitSeconds: 900,
    inStateSince: SINCE,
  };
  await running.commit(partitionOfSite("krakow", PARTITIONS), { "alert:krakow:long-pause:agent:anna-7": paused });
  const alertsNow = async () =>
    JSON.parse(await (await running.get("v1/alerts")).text()) as { alerts: { alert: string; rule: string }[] };
  const ofAgent = async () => (await alertsNow()).alerts.find(({ rule }) => rule === "long-pause");
  await until(async () => (await ofAgent()) !== undefined, "the row");
  const guessed = alertKey("long-pause", { ...scope, subject: ["agent", "anna-7"] }, SINCE, "firing");
  const { alert } = (await ofAgent())!;
  expect(alert).toBe(toldKey(digestBy(KEY), "agent", guessed));
  expect((await fetch(url({ alert: guessed }))).status).toBe(410);
  const html = await (await fetch(url({ alert }))).text();
  const pseudonym = pseudonymOf(digestBy(KEY), { site: "krakow", agent: "anna-7", date: NOW_DATE });
  expect(html).toContain(`${pseudonym.slice(0, 4)}: przerwa`);
  expect(html).not.toMatch(/anna|Nowak|Dentist/i);
  expect((await fetch(url({ alert }), { method: "POST" })).status).toBe(200);
});
