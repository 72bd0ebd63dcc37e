/**
 * Whatever a receiver is sent, by whatever channel, mailed reports among it, and whatever is logged and counted of it: under a privacy
 * profile without names it holds no agent's name, part of a name, id or alias, nor a key that could be made of one. Channels are taken from
 * the list of kinds itself, so a new one is tried too; what is sent is what an owner's own commits have put into the outbox.
 */

import { openReceiver, RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import {
  alertKey,
  OPEN_PRIVACY,
  PRIVACY_PRESETS,
  reportNotices,
  type SiteConfig,
  type WindowId,
} from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import {
  dayOf,
  FLOOR,
  intervals,
  namedIn,
  PARTITIONS,
  PEOPLE,
  SITE,
  STRANGER,
  StoredFloor,
  T0,
} from "@floorwalker/gateway/private-floor";
import { messageWriters, startNotifier } from "@floorwalker/notifier";
import { createLogger, createMetrics, emptyConfiguration, type Receiver, SYSTEM_TIMING } from "@floorwalker/runtime";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { eventAt } from "../support/src/bad-inputs.ts";
import { startMailReceiver } from "../support/src/mail-receiver.ts";
import { CHANNEL_SETTINGS, openChannel, slackAnswers } from "../support/src/open-channel.ts";
import { runFloor } from "../support/src/running-floor.ts";
import { startWebReceiver } from "../support/src/web-receiver.ts";

const PROFILES = [
  ...PRIVACY_PRESETS,
  { ...PRIVACY_PRESETS[1]!, id: "talkative", lasting: true, pauseReasons: true, satisfaction: true },
];
const TYPES = RECEIVER_KINDS.map(({ type }) => type);
const NOW = T0 + 600_000;
const DAY = 86_400_000;
const idOf = (type: string, profile: string): string => `${type}-${profile}`;
const RECEIVERS = PROFILES.flatMap(({ id }) => TYPES.map((type) => idOf(type, id)));
const WAITS = {
  kind: "kpi",
  id: "any-offered",
  default: false,
  kpi: "offered",
  queue: "sales",
  channel: "call",
  window: "60m" as WindowId,
  direction: "above",
  limit: 0,
  clear: 0,
  holdForMs: 0,
  minimumSample: 0,
  severity: "critical",
  receivers: RECEIVERS,
} as const;
const BUSY: SiteConfig = {
  ...FLOOR,
  rules: [...FLOOR.rules.map((rule) => ({ ...rule, receivers: RECEIVERS })), WAITS],
};

const kindOf = (payload: string): string => {
  const { rule, state, about } = JSON.parse(payload) as Record<string, string>;
  return `${about} ${rule} ${state}`;
};

interface Sent {
  readonly profile: string;
  readonly type: string;
  readonly text: string;
}

const lines: string[] = [];
const metrics = createMetrics({ processMetrics: false });
const sent: Sent[] = [];
let embedded: Embedded;
let guesses: readonly string[] = [];

beforeAll(async () => {
  embedded = openEmbedded(":memory:", () => NOW);
  const floor = new StoredFloor(embedded.store, BUSY);
  await floor.commit(dayOf(T0), NOW);
  for (const restated of [0, 1]) await embedded.history.put(intervals(restated), NOW);
  const all = (await Promise.all([0, 1, 2].map((partition) => embedded.store.outbox(partition, 10_000)))).flat();
  // Of each rule and state some, and of agents whom nobody configured.
  const some = [...Map.groupBy(all, ({ payload }) => kindOf(payload)).values()].flatMap((each) => each.slice(0, 2));
  const entries = [...some, ...all.filter(({ payload }) => payload.includes(STRANGER)).slice(0, 1)];
  guesses = entries
    .map(({ payload }) => JSON.parse(payload) as { about: string; key: string; since: number })
    .filter(({ about }) => about === "agent")
    .flatMap(({ key, since }) => [
      key,
      ...PEOPLE.map(({ agent }) =>
        alertKey("long-pause", { site: SITE, queue: null, channel: null, subject: ["agent", agent] }, since, "firing"),
      ),
    ]);
  const receivers = new Map<string, Receiver>();
  const config = () => ({
    ...emptyConfiguration(),
    sites: new Map([[SITE, BUSY]]),
    receivers,
    privacy: { profiles: new Map(PROFILES.map((each) => [each.id, each])), roles: OPEN_PRIVACY.roles, key: null },
  });
  const logger = createLogger({
    service: "notifier",
    level: "debug",
    to: { write: (line: string) => void lines.push(line) },
  });
  const writers = messageWriters({
    config,
    privacyKey: "a-key-of-tests",
    rows: { store: embedded.store, partitions: PARTITIONS },
    history: embedded.history,
    publicUrl: () => "https://board.example.com",
    linkSecret: "a-secret-of-some-length",
    clock: () => NOW,
    timing: SYSTEM_TIMING,
    logger,
  });
  const [web, mail] = [await startWebReceiver(slackAnswers), await startMailReceiver()];
  const open = (type: string) =>
    type === "email"
      ? openReceiver(
          {
            id: type,
            type,
            language: "en",
            privacy: "names",
            settings: { smtp: mail.url, from: "f@example.com", to: ["a@example.com"] },
          },
          Date.now,
        )
      : openChannel(type, web.url);
  for (const { id } of PROFILES)
    for (const type of TYPES)
      receivers.set(idOf(type, id), { id: idOf(type, id), type, language: "en", privacy: id, settings: {} });
  // One profile after the other, so that what arrives is of it; the outbox is read anew by each.
  for (const { id: profile } of PROFILES) {
    const channels = new Map(await Promise.all(TYPES.map(async (type) => [type, await open(type)] as const)));
    const [wasPosted, wasMailed] = [web.taken.length, mail.taken.length];
    for (const [type, channel] of channels) {
      const before = [web.taken.length, mail.taken.length] as const;
      for (const { payload } of entries) {
        const notification = JSON.parse(payload) as Parameters<typeof writers.writeAlert>[0];
        expect(await channel.deliver(await writers.writeAlert(notification, idOf(type, profile)))).toEqual({
          result: "delivered",
        });
      }
      const posts = web.taken.slice(before[0]).map((post) => JSON.stringify(post));
      for (const text of [...posts, ...mail.taken.slice(before[1])]) sent.push({ profile, type, text });
    }
    const plan = {
      minute: 360,
      length: "30m",
      to: [{ receiver: idOf("email", profile), scope: { kind: "site" } }],
    } as const;
    const [notice] = reportNotices(plan, SITE, Math.floor((T0 - DAY) / DAY), NOW - DAY / 24);
    const written = await writers.writeReport(notice!);
    const before = mail.taken.length;
    if (written.result === "written") await channels.get("email")!.deliver(written.mail);
    for (const text of mail.taken.slice(before)) sent.push({ profile, type: "report", text });
    await Promise.all([...channels.values()].map((channel) => channel.close()));
    expect(web.taken.length + mail.taken.length).toBeGreaterThan(wasPosted + wasMailed);
  }
  // A notifier of its own says in its log and metrics what became of them, also of what is refused, fails or is no message.
  const refusing = {
    deliver: async () => ({ result: "refused", reason: "HTTP 400" }) as const,
    close: async () => {},
  };
  const failing = {
    deliver: () => Promise.reject(new Error("no connection")),
    close: async () => {},
  };
  const others = new Map(RECEIVERS.map((id, index) => [id, index === 0 ? failing : refusing] as const));
  const notifier = await startNotifier({
    store: embedded.store,
    partitions: PARTITIONS,
    receivers: others,
    ...writers,
    owner: "n-1",
    logger,
    metrics,
    pace: { pollMs: 20 },
  });
  await vi.waitUntil(() => ["failed", "refused"].every((word) => lines.some((line) => line.includes(`_${word}`))), {
    timeout: 20_000,
  });
  await notifier.stop();
  await Promise.all([web.stop(), mail.stop()]);
}, 60_000);
afterAll(() => embedded.close());

test("every kind of receiver was tried, of every profile, and the one with names names somebody by each", () => {
  for (const type of [...TYPES, "report"]) {
    const named = sent.filter((each) => each.type === type && each.profile === "names");
    expect([type, named.some(({ text }) => namedIn(text) !== null)]).toEqual([type, true]);
  }
  expect(TYPES.filter((type) => type !== "email" && CHANNEL_SETTINGS[type] === undefined)).toEqual([]);
});

describe.each(PROFILES.filter(({ agents }) => agents !== "names").map(({ id }) => id))(
  "to a receiver with %s",
  (profile) => {
    test.each(TYPES)("%s is sent nobody's name and no key that is made of an id", (type) => {
      const told = sent.filter((each) => each.profile === profile && each.type === type);
      expect(told.length).toBeGreaterThan(3);
      for (const { text } of told) {
        expect([namedIn(text), text.slice(0, namedIn(text) === null ? 0 : 400)]).toEqual([null, ""]);
        for (const guess of guesses) expect(text).not.toContain(guess);
      }
    });

    test("a mailed report names nobody", () => {
      const reports = sent.filter((each) => each.profile === profile && each.type === "report");
      // Its floor has a queue that one agent serves: in groups there is none.
      expect(reports.length).toBe(profile === "works-council" ? 0 : 1);
      for (const { text } of reports) expect(namedIn(text)).toBe(null);
    });
  },
);

test("no line of the notifier's log and no metric names an agent, or holds a key that is made of an id", async () => {
  expect(lines.length).toBeGreaterThan(10);
  for (const text of [...lines, await metrics.text()]) {
    expect(namedIn(text)).toBe(null);
    for (const guess of guesses) expect(text).not.toContain(guess);
  }
});

test("no line of the log and no metric of ingest and aggregator names an agent, not of what they refuse either", async () => {
  const heard: string[] = [];
  const logger = createLogger({
    service: "floor",
    level: "debug",
    to: { write: (line: string) => void heard.push(line) },
  });
  const { log, store, close } = openEmbedded(":memory:");
  const floor = await runFloor({ log, store, clock: () => NOW, logger });
  const [{ agent, name, alias }] = PEOPLE as readonly [(typeof PEOPLE)[number]];
  const event = (type: string, more: object) =>
    eventAt(NOW, 60, { id: `${type} ${JSON.stringify(more)}`, type: `cc.${type}`, ...more });
  const values = [
    ...[agent, name, alias, STRANGER].flatMap((who) => [
      event("agent.signedIn", { agent: who }),
      event("contact.queued", { contact: `c-${who}` }),
      event("contact.answered", { contact: `c-${who}`, agent: who }),
      event("agent.stateChanged", { agent: who, data: { state: "paused", reason: who } }),
      event("agent.stateChanged", { agent: who, data: { state: name } }),
      event(name, { agent: who }),
    ]),
    { [agent]: name },
  ].map((each) => ({ key: agent, value: Buffer.from(JSON.stringify(each)) }));
  await floor.send("cc.agent.events.v1", 0, [...values, { key: name, value: Buffer.from(`no event of ${name}`) }]);
  const counted = await floor.metrics();
  await floor.stop();
  await close();
  expect(counted).toMatch(/events_rejected_total|rejected/);
  expect(heard.length).toBeGreaterThan(2);
  for (const text of [...heard, counted]) expect(namedIn(text)).toBe(null);
});
