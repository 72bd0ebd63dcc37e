/** What an Alertmanager's webhook tells is written to the log, alert by alert, as far as whoever it is by may; the owner makes rows of it. */
import { EXTERNAL_TYPE, type ExternalAlertEvent, MOST_EXTERNAL } from "@floorwalker/domain";
import { decodeRecord, EVENTS_TOPIC, encodeGatewayEvent, partitionOfSite } from "@floorwalker/events";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addToken, ask, bearer, SHARED } from "./access/signed-in.ts";
import { PARTITIONS, type RunningGateway, runGateway } from "./running-gateway.ts";

const NOW = Date.UTC(2026, 10, 25, 14);
let running: RunningGateway;
let isLogUp = true;
let appended: { readonly partition: number; readonly event: ExternalAlertEvent }[] = [];
beforeAll(async () => {
  running = await runGateway({
    token: SHARED,
    clock: () => NOW,
    log: {
      async append(topic, partition, messages) {
        expect(topic).toBe(EVENTS_TOPIC);
        if (!isLogUp) throw new Error("no log");
        for (const { value } of messages)
          for (const { operator } of decodeRecord(value))
            appended.push({ partition, event: operator as ExternalAlertEvent });
      },
    },
  });
  for (const site of ["riverside", "hill"])
    await running.commit(partitionOfSite(site, PARTITIONS), {
      [`site:${site}`]: { kind: "site", site, name: site },
      [`queue:${site}:sales:call`]: { kind: "queue", site, queue: "sales", channel: "call" },
    });
});
beforeEach(() => {
  appended = [];
});
afterAll(() => running.stop());

/** As Alertmanager 0.27 writes it. */
const alert = (over: object = {}, labels: object = {}) => ({
  status: "firing",
  labels: { alertname: "TrunkDown", severity: "critical", site: "riverside", ...labels },
  annotations: { summary: "Trunk 7 is down", description: "No calls come in over it." },
  startsAt: "2026-11-25T13:58:01.123Z",
  endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
  fingerprint: "b3c1f00d5a6e7788",
  ...over,
});
const webhook = (...alerts: object[]) => ({
  receiver: "floorwalker",
  status: "firing",
  alerts,
  groupLabels: { alertname: "TrunkDown" },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: "http://alertmanager:9093",
  version: "4",
  groupKey: '{}:{alertname="TrunkDown"}',
  truncatedAlerts: 0,
});
const post = async (body: object, headers = bearer(SHARED), query = "") =>
  ask(running, "POST", `v1/alertmanager${query}`, headers, body);
const told = () => appended.map(({ event }) => event);

describe("an alert that an Alertmanager tells", () => {
  test("goes to the log of its site, with what people and machines need of it", async () => {
    const resolved = alert(
      { status: "resolved", fingerprint: "f2", endsAt: "2026-11-25T14:00:00Z", annotations: {}, generatorURL: "" },
      { site: "hill", queue: "sales", channel: "call", severity: "info" },
    );
    const answer = await post(webhook(alert(), resolved));
    expect([answer.status, answer.body]).toEqual([202, { taken: 2, refused: [], truncated: 0 }]);
    const common = { time: NOW, type: EXTERNAL_TYPE, origin: "alertmanager", name: "TrunkDown" };
    const found = told().sort((a, b) => (a.site < b.site ? 1 : -1));
    expect(found.map(({ id: _id, labels: _labels, ...event }) => event)).toEqual([
      {
        ...common,
        site: "riverside",
        fingerprint: "b3c1f00d5a6e7788",
        fires: true,
        startsAt: Date.parse("2026-11-25T13:58:01.123Z"),
        severity: "critical",
        title: "Trunk 7 is down",
        description: "No calls come in over it.",
        url: "http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
        queue: null,
        channel: null,
      },
      {
        ...common,
        site: "hill",
        fingerprint: "f2",
        fires: false,
        startsAt: Date.parse("2026-11-25T13:58:01.123Z"),
        severity: "warning",
        title: "TrunkDown",
        description: null,
        url: "http://alertmanager:9093/",
        queue: "sales",
        channel: "call",
      },
    ]);
    for (const { partition, event } of appended) expect(partition).toBe(partitionOfSite(event.site, PARTITIONS));
  });

  test("is of the site that its address names where it says none; of none that nobody knows", async () => {
    const unsaid = alert({}, { site: undefined });
    expect((await post(webhook(unsaid), bearer(SHARED), "?site=hill")).status).toBe(202);
    expect(told()).toMatchObject([{ site: "hill" }]);
    expect(await post(webhook(unsaid))).toMatchObject({ status: 404, body: { code: "unknown_site" } });
    expect(await post(webhook(unsaid), bearer(SHARED), "?site=none")).toMatchObject({ status: 404 });
    expect(await post(webhook(alert({}, { site: "none" })))).toMatchObject({ status: 404 });
    expect(await post(webhook(alert()), bearer(SHARED), "?sites=hill")).toMatchObject({
      status: 400,
      body: { code: "unknown_parameter" },
    });
  });

  test("is taken as far as the token's scope goes; the others are named, and take no other along", async () => {
    const { headers } = await addToken(running, "supervisor", {
      sites: ["riverside"],
      queues: ["sales"],
      teams: "all",
    });
    const ofQueue = alert({ fingerprint: "f1" }, { queue: "sales" });
    const answer = await post(webhook(ofQueue, alert(), alert({ fingerprint: "f3" }, { site: "hill" })), headers);
    expect(answer).toMatchObject({
      status: 202,
      body: {
        taken: 1,
        refused: [
          { index: 1, code: "beyond_scope" },
          { index: 2, code: "unknown_site" },
        ],
      },
    });
    expect(told()).toMatchObject([{ fingerprint: "f1", queue: "sales" }]);
    expect(await post(webhook(alert()), headers)).toMatchObject({ status: 403, body: { code: "beyond_scope" } });
    // Nor is what he may not see ended by naming his own queue.
    const whole = {
      kind: "alert",
      site: "riverside",
      about: "external",
      fingerprint: "f9",
      queue: null,
      state: "firing",
    };
    await running.commit(partitionOfSite("riverside", PARTITIONS), { "alert:riverside:A:alertmanager:f9": whole });
    const ended = alert({ fingerprint: "f9", status: "resolved" }, { queue: "sales" });
    expect(await post(webhook(ended), headers)).toMatchObject({ status: 403, body: { code: "beyond_scope" } });
    await running.commit(partitionOfSite("riverside", PARTITIONS), { "alert:riverside:A:alertmanager:f9": null });
    const viewer = await addToken(running, "viewer");
    expect(await post(webhook(alert()), viewer.headers)).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });

  test("is cut where it is too long, and holds nothing that is no text, no link that is no page", async () => {
    const labels = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`label${n}`, "\u{1F4DE}".repeat(300)]));
    const summary = `Line\r\nX-Header: 1\u202E\u0000 ${"\u{1F4DE}".repeat(300)}`;
    const description = `one\r\ntwo\u0007 ${"x".repeat(5_000)}`;
    const annotations = {
      summary,
      description,
      runbook_url: "javascript:alert(1)",
      dashboard_url: "https://me:pw@x.example/",
    };
    await post(webhook(alert({ annotations, generatorURL: "https://graph.example/" }, labels)));
    const [event] = told();
    expect(event!.title).toMatch(/^Line X-Header: 1 \u{1F4DE}+…?$/u);
    expect(event!.title.length).toBeLessThanOrEqual(200);
    expect(event!.description).toMatch(/^one\ntwo {2}x+…$/);
    expect(Object.keys(event!.labels)).toHaveLength(30);
    expect(event!.url).toBe("https://graph.example/");
    expect(encodeGatewayEvent(event!).length).toBeLessThan(64 * 1024);
    expect(JSON.stringify(event)).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  test("beyond the number that a board holds is refused by name, and one that is there is not", async () => {
    const row = (n: number) => ({
      kind: "alert",
      site: "hill",
      about: "external",
      fingerprint: `x${n}`,
      state: "firing",
    });
    const rows = Array.from({ length: MOST_EXTERNAL }, (_, n) => [`alert:hill:A:alertmanager:x${n}`, row(n)] as const);
    await running.commit(partitionOfSite("hill", PARTITIONS), Object.fromEntries(rows));
    const known = alert({ fingerprint: "x7" }, { site: "hill" });
    const answer = await post(webhook(alert({}, { site: "hill" }), known));
    expect(answer.body).toMatchObject({ taken: 1, refused: [{ index: 0, code: "too_many_alerts" }] });
    expect(await post(webhook(alert({}, { site: "hill" })))).toMatchObject({ status: 409 });
    expect((await post(webhook(alert()))).status).toBe(202);
    await running.commit(partitionOfSite("hill", PARTITIONS), {
      "alert:hill:A:alertmanager:x9": { ...row(9), state: "resolved" },
    });
    expect((await post(webhook(alert({}, { site: "hill" })))).status).toBe(202);
  });

  test("told twice in one request is what was told last, and begins no later than now", async () => {
    const startsAt = "9999-12-31T23:59:59-14:00";
    expect(await post(webhook(alert({ startsAt }), alert({ status: "resolved", startsAt })))).toMatchObject({
      status: 202,
    });
    const [event, ...others] = told();
    expect([event!.fires, others]).toEqual([false, []]);
    expect(event!.startsAt).toBe(event!.time);
  });
});

test.each([
  ["another version", { ...webhook(alert()), version: "1" }],
  ["no alert", webhook()],
  ["an alert without a fingerprint", webhook(alert({ fingerprint: undefined }))],
  ["a fingerprint that is a path", webhook(alert({ fingerprint: "../x" }))],
  ["another state", webhook(alert({ status: "loud" }))],
  ["no time", webhook(alert({ startsAt: "yesterday" }))],
  ["a list", [1]],
])("a body with %s is refused whole, and says where it is wrong", async (_what, body) => {
  const answer = await post(body);
  expect([answer.status, (answer.body as { code: string }).code, told()]).toEqual([400, "bad_body", []]);
});

test("while the log does not take it, Alertmanager is asked to try again", async () => {
  isLogUp = false;
  const answer = await post(webhook(alert()));
  isLogUp = true;
  expect(answer).toMatchObject({ status: 503, body: { code: "log_unavailable", temporary: true } });
});
