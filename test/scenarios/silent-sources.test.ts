/** A source that is not heard of any more: what its queues show, what rules do meanwhile, and who is told. */
import {
  type CanonicalEvent,
  DEFAULT_POLICY,
  type KpiRule,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { alertRowSchema, readAlertNotification } from "@floorwalker/protocol/alerts";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const MINUTE = 60;
const at = (seconds: number): number => T0 + seconds * 1000;

const rule = (over: Partial<KpiRule>): KpiRule => ({
  kind: "kpi",
  id: "waits-long",
  default: false,
  kpi: "longestWaitNow",
  queue: "sales",
  channel: "call",
  window: "15m",
  direction: "above",
  limit: 50,
  clear: 20,
  holdForMs: 0,
  minimumSample: 0,
  severity: "critical",
  receivers: ["hook"],
  ...over,
});

const site = (over: Partial<SiteConfig> = {}): SiteConfig => ({ ...unconfiguredSite("here"), ...over });

/** A telephone system with heartbeats and a chat system without, both seen at minute 0. */
function floor(over: Partial<SiteConfig> = {}): PureOwner {
  const owner = new PureOwner({ withViews: true, sites: [site(over)] });
  return owner.commit(
    [
      tell(0, "source.heartbeat"),
      tell(0, "contact.queued"),
      tell(0, "contact.queued", { contact: "chat1", channel: "chat", source: "/chat" }),
    ],
    at(0),
  );
}

const chatting = (seconds: number): CanonicalEvent =>
  tell(seconds, "contact.message", { contact: "chat1", channel: "chat", source: "/chat", data: { from: "customer" } });
const row = (owner: PureOwner, id: string): Record<string, unknown> => JSON.parse(owner.views.get(id) ?? "null");
const CALLS = "queue:here:sales:call";
const CHATS = "queue:here:sales:chat";
const told = (owner: PureOwner): string[] =>
  owner.outbox.map((text) => {
    const { rule: id, state } = readAlertNotification(text)!;
    return `${id} ${state}`;
  });

describe("a queue", () => {
  test("is stale when the source that tells of it is silent, and no other queue is", () => {
    const owner = floor().tick(at(MINUTE) + 1);
    expect(row(owner, CALLS)).toMatchObject({ staleSince: at(0), silentSource: "/acd", sources: 1 });
    expect(row(owner, CHATS)).toMatchObject({ staleSince: null, silentSource: null, sources: 1 });
    expect(row(owner, "site:here")).toMatchObject({ staleSince: at(0), silentSource: "/acd" });
    owner.commit([tell(70, "source.heartbeat")], at(70));
    expect(row(owner, CALLS)).toMatchObject({ staleSince: null, silentSource: null });
    expect(row(owner, "site:here")).toMatchObject({ staleSince: null });
  });

  test("with two sources is as old as the one that is silent longest", () => {
    const owner = floor();
    owner.commit([tell(10, "contact.queued", { contact: "c2", source: "/backup" })], at(10));
    owner.tick(at(16 * MINUTE));
    expect(row(owner, CALLS)).toMatchObject({ sources: 2, staleSince: at(0), silentSource: "/acd" });
    owner.commit([tell(16 * MINUTE, "source.heartbeat")], at(16 * MINUTE));
    expect(row(owner, CALLS)).toMatchObject({ staleSince: at(10), silentSource: "/backup" });
  });

  test("counts nobody as late who was not late when the source was last heard", () => {
    const owner = floor().tick(at(MINUTE));
    expect(row(owner, CALLS)).toMatchObject({ waiting: 1, waitingPastThreshold: 1 });
    owner.tick(at(MINUTE) + 1);
    expect(row(owner, CALLS)).toMatchObject({ waiting: 1, waitingPastThreshold: 0, oldestQueuedAt: at(0) });
    // A report says what the events say.
    expect(owner.report("1h", at(3600)).total.site.kpis.serviceLevelNow).toBe(0);
  });

  test("is not made stale by a survey tool that is seldom heard", () => {
    const owner = floor();
    const survey = tell(5, "survey.answered", { source: "/surveys", data: { score: 5, scale: "1-5" } });
    owner.commit([survey, tell(16 * MINUTE, "source.heartbeat")], at(16 * MINUTE));
    expect(row(owner, "source:here:/surveys")).toMatchObject({ silentSince: at(5) });
    expect(row(owner, CALLS)).toMatchObject({ staleSince: null, sources: 1 });
  });

  test("knows its sources after a restart, and forgets one that is not heard any more for as long as anything is kept", () => {
    const DAY = 86_400;
    const options = { withViews: true, retentionMs: 3 * DAY * 1000, sites: [site()] };
    const horizonMs = { call: 3_600_000, chat: 3_600_000, email: 3_600_000 };
    const owner = new PureOwner({ ...options, horizonMs });
    owner.commit(
      [tell(0, "contact.queued", { source: "/old" }), tell(1, "contact.abandoned", { source: "/old" })],
      at(2),
    );
    owner.crash().tick(at(16 * MINUTE));
    expect(row(owner, CALLS)).toMatchObject({ sources: 1, staleSince: at(1), silentSource: "/old" });
    for (let hour = 1; hour < 5 * 24; hour++)
      owner.commit([tell(hour * 3600, "contact.queued", { contact: `h${hour}` })], at(hour * 3600));
    expect(row(owner, CALLS)).toMatchObject({ sources: 1, silentSource: null });
    expect(owner.views.has("source:here:/old")).toBe(false);
    expect([...owner.rows.keys()].filter((key) => key.includes("/old"))).toEqual([]);
  });
});

describe("one silentAfter per source serves tile, watermark and rule", () => {
  test.for([
    ["with heartbeats", [], MINUTE],
    ["as configured", [{ source: "/acd", silentAfterMs: 300_000 }], 5 * MINUTE],
  ] as const)("%s", ([, sources, after]) => {
    const owner = floor({ sources }).tick(at(after));
    expect(row(owner, CALLS)).toMatchObject({ staleSince: null });
    expect(row(owner, "source:here:/acd")).toMatchObject({ silentSince: null, silentAfterSeconds: after });
    owner.tick(at(after) + 1);
    expect(row(owner, CALLS)).toMatchObject({ staleSince: at(0) });
    expect(row(owner, "source:here:/acd")).toMatchObject({ silentSince: at(0) });
    owner.tick(at(after + MINUTE) + 1);
    expect(row(owner, "alert:here:source-silent:source:/acd")).toMatchObject({ state: "firing" });
  });

  test("without heartbeats a quarter of an hour: the watermark does not jump because a source is quiet", () => {
    const owner = floor();
    for (let minute = 1; minute <= 15; minute++) {
      owner.commit([tell(minute * MINUTE, "source.heartbeat")], at(minute * MINUTE));
      expect(row(owner, "site:here").watermark).toBe(at(0));
      expect(row(owner, CHATS).staleSince).toBeNull();
    }
    owner.commit([tell(15 * MINUTE + 1, "source.heartbeat")], at(15 * MINUTE + 1));
    expect(row(owner, "site:here").watermark).toBe(at(15 * MINUTE + 1));
    expect(row(owner, CHATS).staleSince).toBe(at(0));
  });

  test("a source that nobody misses makes nothing stale, fires nothing and holds up no watermark", () => {
    const owner = floor({ sources: [{ source: "/chat", silentAfterMs: null }] });
    owner.commit([tell(3600, "source.heartbeat")], at(3600)).tick(at(3640));
    expect(row(owner, CHATS)).toMatchObject({ staleSince: null });
    expect(row(owner, "source:here:/chat")).toMatchObject({ silentSince: null, silentAfterSeconds: null });
    expect(row(owner, "site:here").watermark).toBe(at(3600));
    expect([...owner.views.keys()].filter((id) => id.includes("source:/chat") && id.startsWith("alert:"))).toEqual([]);
  });
});

describe("rules on numbers whose source is silent", () => {
  test("start nothing, not even on a wait that would have become too long", () => {
    const owner = floor({ rules: [rule({ limit: 90 })] });
    for (let second = 1; second <= 600; second += 10) owner.tick(at(second));
    expect(told(owner)).toEqual([]);
    // It was there all the time, only unheard: the caller has waited for ten minutes.
    owner.commit([tell(600, "source.heartbeat")], at(600));
    expect(told(owner)).toEqual(["waits-long firing"]);
  });

  test("end nothing either: what fires goes on, with the value it had", () => {
    const low = rule({ id: "low", kpi: "serviceLevelNow", direction: "below", limit: 0.7, clear: 0.8, window: "5m" });
    const owner = floor({ rules: [rule({}), low] }).tick(at(51));
    expect(told(owner)).toEqual(["waits-long firing", "low firing"]);
    const value = row(owner, "alert:here:waits-long:sales:call").value;
    for (let minute = 2; minute < 20; minute++) owner.commit([chatting(minute * MINUTE)], at(minute * MINUTE));
    expect(told(owner)).toEqual(["waits-long firing", "low firing"]);
    expect(row(owner, "alert:here:waits-long:sales:call")).toMatchObject({ state: "firing", value });
    const back = [tell(60, "contact.answered", { agent: "a1" }), tell(1200, "source.heartbeat")];
    owner.commit(back, at(1200));
    expect(told(owner)).toContain("waits-long resolved");
  });

  test("of the whole site hold too, while a source of any of its queues is silent", () => {
    const anybody = rule({ id: "site-wide", kpi: "waiting", queue: null, channel: null, limit: 2, clear: 1 });
    const owner = floor({ rules: [anybody] }).tick(at(2 * MINUTE));
    const more = (contact: string) => tell(121, "contact.queued", { contact, channel: "chat", source: "/chat" });
    owner.commit([more("chat2"), more("chat3")], at(121));
    expect(told(owner)).toEqual([]);
    owner.commit([tell(122, "source.heartbeat")], at(122));
    expect(told(owner)).toEqual(["site-wide firing"]);
  });
});

describe("the rule that every source has", () => {
  test("fires after a minute of silence as a warning on the board, and sends nothing to anybody", () => {
    const owner = floor().tick(at(MINUTE) + 1);
    expect(row(owner, "alert:here:source-silent:source:/acd")).toMatchObject({ state: "pending" });
    owner.tick(at(2 * MINUTE) + 1);
    const alert = alertRowSchema.parse(row(owner, "alert:here:source-silent:source:/acd"));
    expect(alert).toMatchObject({
      about: "source",
      state: "firing",
      severity: "warning",
      default: true,
      source: "/acd",
      silentAfterSeconds: 60,
      lastEventAt: at(0),
      queue: null,
    });
    owner.commit([tell(200, "source.heartbeat")], at(200));
    expect(row(owner, "alert:here:source-silent:source:/acd")).toMatchObject({
      state: "resolved",
      lastEventAt: at(200),
    });
    expect(owner.outbox).toEqual([]);
  });

  test("reaches receivers where the site names some", () => {
    const owner = floor({ defaultReceivers: ["duty"] })
      .tick(at(3 * MINUTE))
      .tick(at(4 * MINUTE));
    expect(owner.outbox.map((text) => readAlertNotification(text)!.receivers)).toEqual([["duty"]]);
  });

  test("is replaced by a written one, on all sources or on one", () => {
    const written = {
      kind: "source",
      default: false,
      holdForMs: 0,
      severity: "critical",
      receivers: ["hook"],
    } as const;
    const owner = floor({
      rules: [
        { ...written, id: "acd-silent", source: "/acd" },
        { ...written, id: "any-silent", source: null },
      ],
    });
    owner.tick(at(16 * MINUTE));
    expect(told(owner).sort()).toEqual(["acd-silent firing", "any-silent firing", "any-silent firing"]);
  });

  test("goes on through a restart, also for a source that never speaks again", () => {
    const owner = floor({ defaultReceivers: ["duty"] });
    owner
      .crash()
      .tick(at(5 * MINUTE))
      .tick(at(7 * MINUTE));
    expect(told(owner)).toEqual(["source-silent firing"]);
    owner.crash().tick(at(9 * MINUTE));
    expect(told(owner)).toEqual(["source-silent firing"]);
    expect(row(owner, "alert:here:source-silent:source:/acd")).toMatchObject({ state: "firing" });
  });

  test("is there for a source that was last heard before its owner had to catch up", () => {
    const owner = floor({ defaultReceivers: ["duty"] });
    // Rows are written while catching up, nothing is evaluated.
    owner.crash().commit([chatting(3 * MINUTE)], null);
    owner.tick(at(5 * MINUTE)).tick(at(7 * MINUTE));
    expect(told(owner)).toEqual(["source-silent firing"]);
  });
});

test("in whatever order events come, the same is known of who feeds what", () => {
  const events = Array.from({ length: 40 }, (_, n) =>
    tell(n * 40_000, "contact.queued", { contact: `c${n}`, source: `/s${n % 23}`, queue: `q${n % 2}` }),
  );
  const queue = { ...DEFAULT_POLICY.call, policy: "answered-only", target: 0.8, channel: "call" } as const;
  const sites = [site({ queues: ["q0", "q1"].map((name) => ({ ...queue, queue: name, title: name })) })];
  const feeds = (order: readonly CanonicalEvent[]): string =>
    JSON.stringify(
      [...new PureOwner({ sites }).feed(order, { batch: 7 }).rows].filter(([key]) => key.includes("\u001ef\u001e")),
    );
  const expected = feeds(events);
  expect(expected.length).toBeGreaterThan(200);
  expect(feeds(events.toReversed()).length).toBe(expected.length);
  expect(JSON.parse(feeds(events.toReversed())).sort()).toEqual(JSON.parse(expected).sort());
});
