/** What people do with alerts at the gateway: it reads the board's rows and writes the log, and makes nothing of it itself. */
import { alertKey, type GatewayEvent } from "@floorwalker/domain";
import { decodeRecord, EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addUser, ask, bearer, SHARED, signIn } from "./access/signed-in.ts";
import { PARTITIONS, type RunningGateway, runGateway, until } from "./running-gateway.ts";

const NOW = Date.UTC(2026, 10, 25, 14);
const SINCE = NOW - 300_000;
const PARTITION = partitionOfSite("riverside", PARTITIONS);

const HANDLING = {
  owner: null,
  ownedSince: null,
  snoozedUntil: null,
  snoozedBy: null,
  notes: null,
  undoable: null,
  worst: null,
  past: null,
};
const RULE = { default: false, severity: "critical", site: "riverside", holdForSeconds: 60 } as const;
const LEVEL = {
  about: "kpi",
  kpi: "serviceLevelNow",
  window: "15m",
  unit: "ratio",
  direction: "below",
  limit: 0.7,
  clear: 0.8,
  value: 0.6,
  sample: 20,
  minimumSample: 15,
} as const;
const alert = (rule: string, queue: string | null, over: object = {}) => ({
  kind: "alert",
  state: "firing",
  since: SINCE,
  at: SINCE + 60_000,
  ...HANDLING,
  ...RULE,
  rule,
  queue,
  channel: queue === null ? null : "call",
  ...LEVEL,
  ...over,
});
const keyOf = (rule: string, queue: string | null, since = SINCE) =>
  alertKey(rule, { site: "riverside", queue, channel: queue === null ? null : "call", subject: [] }, since, "firing");
const LOW = keyOf("low", "sales");

let running: RunningGateway;
const appended: Uint8Array[] = [];
beforeAll(async () => {
  running = await runGateway({
    token: SHARED,
    clock: () => NOW,
    log: {
      async append(topic, partition, messages) {
        expect([topic, partition]).toEqual([EVENTS_TOPIC, PARTITION]);
        appended.push(...messages.map(({ value }) => value));
      },
    },
  });
  await addUser(running, "ana", "supervisor", { queues: ["sales"] });
  await addUser(running, "vic", "viewer");
  await addUser(running, "cy", "manager", { queues: ["sales", "help"] });
  await addUser(running, "hal", "supervisor", { queues: ["help"] });
  await addUser(running, "gone", "supervisor");
  await ask(running, "PATCH", "v1/users/gone", bearer(SHARED), { disabled: true });
  await addUser(running, "council", "supervisor");
  await ask(running, "PATCH", "v1/users/council", bearer(SHARED), { profile: "works-council" });
  await running.commit(PARTITION, {
    "alert:riverside:low:sales:call": alert("low", "sales"),
    "alert:riverside:low2:help:call": alert("low2", "help", {
      since: SINCE + 1,
      owner: "Bo",
      ownedSince: NOW - 1_000,
      notes: JSON.stringify([{ by: "Bo", at: NOW - 1_000, text: "on it" }]),
      undoable: JSON.stringify([{ id: "done", by: "ana", time: NOW - 3_000 }]),
    }),
    "alert:riverside:over:sales:call": alert("over", "sales", {
      state: "resolved",
      since: SINCE + 2,
      notes: JSON.stringify(Array.from({ length: 80 }, () => ({ by: "Bo", at: NOW - 1_000, text: "still" }))),
      undoable: JSON.stringify([
        { id: "mine", by: "ana", time: NOW - 3_000 },
        { id: "others", by: "bo", time: NOW - 3_000 },
        { id: "old", by: "ana", time: NOW - 10_001 },
      ]),
    }),
    "alert:riverside:site:site": alert("site", null, { state: "pending", since: SINCE + 3 }),
    "alert:riverside:waits:contact:call:c1": {
      ...alert("waits", "sales", { since: SINCE + 4 }),
      about: "contact",
      contact: "c1",
      when: "waiting",
      limitSeconds: 60,
      happenedAt: SINCE,
    },
  });
});
afterAll(() => running.stop());

/** What the log was given, oldest first. */
const written = (): GatewayEvent[] =>
  appended.flatMap((value) => decodeRecord(value).flatMap(({ operator }) => operator ?? []));

const act = async (headers: Readonly<Record<string, string>>, path: string, body: object = {}) =>
  ask(running, "POST", `v1/alerts/${path}`, headers, body);
const rules = ({ body }: { readonly body: unknown }) =>
  (body as { alerts: { rule: string }[] }).alerts.map(({ rule }) => rule);

describe("alerts are listed", () => {
  test("the newest first, in pages, by site and by state, which says whether somebody has it", async () => {
    const admin = bearer(SHARED);
    const all = await ask(running, "GET", "v1/alerts", admin);
    expect(rules(all)).toEqual(["waits", "site", "over", "low2", "low"]);
    expect((all.body as { alerts: object[] }).alerts[3]).toMatchObject({
      alert: keyOf("low2", "help", SINCE + 1),
      state: "acknowledged",
      owner: "Bo",
      notes: [{ by: "Bo", text: "on it" }],
    });
    const first = await ask(running, "GET", "v1/alerts?limit=3&site=riverside", admin);
    const { next } = first.body as { next: string };
    expect(rules(first)).toEqual(["waits", "site", "over"]);
    const rest = await ask(running, "GET", `v1/alerts?limit=3&after=${next}`, admin);
    expect([rules(rest), (rest.body as { next: unknown }).next]).toEqual([["low2", "low"], null]);
    expect(rules(await ask(running, "GET", "v1/alerts?state=firing", admin))).toEqual(["waits", "low"]);
    const nowhere = await ask(running, "GET", "v1/alerts?site=none", admin);
    expect(nowhere).toMatchObject({
      status: 404,
      body: { code: "unknown_site", fix: expect.stringMatching(/^Use one of/) },
    });
    expect((await ask(running, "GET", "v1/alerts?state=loud", admin)).status).toBe(400);
  });

  test("as far as whoever asks may see what they are about", async () => {
    expect(rules(await ask(running, "GET", "v1/alerts", await signIn(running, "ana")))).toEqual([
      "waits",
      "over",
      "low",
    ]);
    expect(rules(await ask(running, "GET", "v1/alerts", await signIn(running, "vic")))).not.toContain("waits");
  });
});

describe("what is done with an alert", () => {
  test("is written to the log in the name of who has signed in, with the row and the episode that were meant", async () => {
    const ana = await signIn(running, "ana");
    const answers = [
      await act(ana, `${LOW}/acknowledge`),
      await act(ana, `${LOW}/snooze`, { for: "30m" }),
      await act(ana, `${LOW}/hand-over`, { to: "Cy" }),
      await act(ana, `${LOW}/note`, { text: "two are coming" }),
      await act(ana, `${keyOf("over", "sales", SINCE + 2)}/undo`, { action: "mine" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    const common = { site: "riverside", by: "ana", time: NOW };
    const low = { ...common, alert: "alert:riverside:low:sales:call", episode: SINCE };
    const over = { ...common, alert: "alert:riverside:over:sales:call", episode: SINCE + 2 };
    const events = written();
    expect(events.map(({ id }) => id)).toEqual(answers.map(({ body }) => (body as { action: string }).action));
    expect(events.map(({ id: _id, ...event }) => event)).toEqual([
      { ...low, type: "cc.operator.acknowledged" },
      { ...low, type: "cc.operator.snoozed", until: NOW + 1_800_000 },
      { ...low, type: "cc.operator.handedOver", to: "cy" },
      { ...low, type: "cc.operator.noted", text: "two are coming" },
      { ...over, type: "cc.operator.undone", undoes: "mine" },
    ]);
  });

  test("with the same Idempotency-Key is the same action, and another for another person, alert or verb", async () => {
    const [ana, admin] = [await signIn(running, "ana"), bearer(SHARED)];
    const key = { "idempotency-key": "k1" };
    const note = { text: "once" };
    const ids = [
      await act({ ...ana, ...key }, `${LOW}/note`, note),
      await act({ ...ana, ...key }, `${LOW}/note`, note),
      await act({ ...admin, ...key }, `${LOW}/note`, note),
      await act({ ...ana, ...key }, `${LOW}/acknowledge`),
      await act(ana, `${LOW}/note`, note),
    ].map(({ body }) => (body as { action: string }).action);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(4);
  });

  test.each([
    ["unknown_alert", 404, "none/acknowledge", {}],
    ["unknown_alert", 404, `${keyOf("low2", "help", SINCE + 1)}/acknowledge`, {}],
    ["alert_is_over", 409, `${keyOf("over", "sales", SINCE + 2)}/acknowledge`, {}],
    ["bad_time", 400, `${LOW}/snooze`, { for: "8d" }],
    ["bad_time", 400, `${LOW}/snooze`, { until: new Date(NOW).toISOString() }],
    ["bad_time", 400, `${LOW}/snooze`, {}],
    ["bad_body", 400, `${LOW}/hand-over`, {}],
    ["unknown_person", 404, `${LOW}/hand-over`, { to: "hal" }],
    ["unknown_person", 404, `${LOW}/hand-over`, { to: "vic" }],
    ["unknown_person", 404, `${LOW}/hand-over`, { to: "gone" }],
    ["unknown_person", 404, `${LOW}/hand-over`, { to: "council" }],
    ["unknown_person", 404, `${LOW}/hand-over`, { to: "nobody" }],
    ["bad_body", 400, `${LOW}/note`, { text: " " }],
    ["too_many_notes", 409, `${keyOf("over", "sales", SINCE + 2)}/note`, { text: "one more" }],
    ["not_in_your_name", 400, `${LOW}/acknowledge`, { by: "Bo" }],
    ["unknown_action", 404, `${LOW}/undo`, { action: "never" }],
    ["too_late_to_undo", 409, `${keyOf("over", "sales", SINCE + 2)}/undo`, { action: "others" }],
    ["too_late_to_undo", 409, `${keyOf("over", "sales", SINCE + 2)}/undo`, { action: "old" }],
  ])("is refused with %s and nothing is written", async (code, status, path, body) => {
    const before = written().length;
    const answer = await act(await signIn(running, "ana"), path, body);
    expect(answer).toMatchObject({ status, body: { code, fix: expect.any(String) } });
    expect(written()).toHaveLength(before);
  });

  test("takes no alert from somebody who has it, unless it is handed over", async () => {
    const boHas = keyOf("low2", "help", SINCE + 1);
    const admin = bearer(SHARED);
    const refused = await act(admin, `${boHas}/acknowledge`, { by: "Eve" });
    expect(refused).toMatchObject({ status: 409, body: { code: "already_acknowledged" } });
    expect((refused.body as { message: string }).message).toContain("Bo");
    expect((await act(admin, `${boHas}/acknowledge`, { by: "Bo" })).status).toBe(202);
    expect((await act(admin, `${boHas}/hand-over`, { by: "Eve", to: "Eve" })).status).toBe(202);
  });

  test("is handed to whoever sees it and may act on it, and the list of these is for who may hand it over", async () => {
    const peopleOf = async (user: string, key: string) =>
      ask(running, "GET", `v1/alerts/${key}/people`, await signIn(running, user));
    expect((await peopleOf("ana", LOW)).body).toEqual({ people: ["ana", "cy"], anyName: false });
    const site = await ask(running, "GET", `v1/alerts/${keyOf("low2", "help", SINCE + 1)}/people`, bearer(SHARED));
    expect(site.body).toEqual({ people: ["cy", "hal"], anyName: false });
    expect((await peopleOf("hal", LOW)).status).toBe(404);
    expect((await peopleOf("vic", LOW)).status).toBe(403);
    const before = written().length;
    expect((await act(await signIn(running, "cy"), `${LOW}/hand-over`, { to: "CY" })).status).toBe(202);
    expect(written().slice(before)).toMatchObject([{ by: "cy", to: "cy" }]);
  });

  test("is not for who only watches", async () => {
    expect((await act(await signIn(running, "vic"), `${LOW}/acknowledge`)).status).toBe(403);
  });

  test("is no event that anybody may post", async () => {
    const event = { specversion: "1.0", id: "x", source: "/x", time: new Date(NOW).toISOString(), site: "riverside" };
    const data = { alert: "alert:riverside:low:sales:call", episode: new Date(SINCE).toISOString(), by: "eve" };
    const body = { ...event, type: "cc.operator.acknowledged", data };
    const answer = await ask(running, "POST", "v1/events", bearer(SHARED), body);
    expect(answer).toMatchObject({ status: 400, body: { accepted: 0, errors: [{ code: "reserved_type" }] } });
  });
});

test("while nobody can say who may sign in, an alert is handed to nobody", async () => {
  const changes = () => Promise.reject(new Error("down"));
  const { accounts } = running.embedded;
  await running.restart({ accounts: { ...accounts, note: (entry) => accounts.note(entry), changes } });
  await until(async () => (await ask(running, "GET", "v1/alerts", bearer(SHARED))).status === 200, "the alerts");
  for (const [method, path] of [
    ["POST", "hand-over"],
    ["GET", "people"],
  ] as const) {
    const body = method === "POST" ? { by: "Eve", to: "Nobody" } : undefined;
    const answer = await ask(running, method, `v1/alerts/${LOW}/${path}`, bearer(SHARED), body);
    expect(answer).toMatchObject({ status: 503, body: { code: "accounts_unavailable" } });
  }
});
