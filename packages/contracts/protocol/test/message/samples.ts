/** Alerts of one contact centre, as an aggregator tells them. */
import { createHmac } from "node:crypto";
import {
  alertKey,
  DEFAULT_POLICY,
  messageDisclosure,
  PRIVACY_PRESETS,
  type SiteConfig,
  type SiteGroups,
  unconfiguredSite,
} from "@floorwalker/domain";
import type { AlertNotification, SingleNotification } from "../../src/alert/index.ts";
import type { LiveMoment, MessageSetting } from "../../src/message/index.ts";

const MINUTE = 60_000;
export const NOW = Date.parse("2026-11-25T13:32:08Z");
const SINCE = NOW - 358_000;
const queue = (id: string, title: string, channel: "call" | "chat" = "call") => ({
  queue: id,
  channel,
  title,
  policy: null,
  target: 0.8,
  ...DEFAULT_POLICY[channel],
});

export const RIVERSIDE: SiteConfig = {
  ...unconfiguredSite("rv-1"),
  name: "Riverside",
  zone: "Europe/Warsaw",
  teams: [{ team: "t-1", title: "North", department: null }],
  agents: [
    { agent: "a-7", name: "Anna Nowak", team: "t-1" },
    { agent: "a-9", name: "Jan Kowalski", team: "t-1" },
  ],
  queues: [queue("q-17", "Support"), queue("q-18", "Sales"), queue("q-19", "Sales", "chat")],
};

const told = {
  format: 2,
  step: 0,
  reminder: 0,
  owner: null,
  snoozedUntil: null,
  worst: null,
  receivers: ["floor"],
  site: "rv-1",
  since: SINCE,
  at: NOW,
} as const;
const support = { site: "rv-1", queue: "q-17", channel: "call", subject: [] } as const;

export const BREACH: Extract<AlertNotification, { about: "kpi" }> = {
  ...told,
  key: alertKey("service-level-target", support, SINCE, "firing"),
  state: "firing",
  rule: "service-level-target",
  default: true,
  severity: "critical",
  queue: "q-17",
  channel: "call",
  holdForSeconds: 120,
  about: "kpi",
  kpi: "serviceLevelNow",
  window: "15m",
  unit: "ratio",
  direction: "below",
  limit: 0.7,
  clear: 0.8,
  value: 2 / 3,
  sample: 18,
  minimumSample: 15,
};
export const BREACH_OVER: AlertNotification = {
  ...BREACH,
  key: alertKey("service-level-target", support, SINCE, "resolved"),
  state: "resolved",
  value: 0.812,
  worst: 0.6131,
  sample: 22,
  at: NOW + 6 * MINUTE,
};
export const LONG_WAIT: AlertNotification = {
  ...BREACH,
  key: alertKey("long-wait", { ...support, queue: "q-19", channel: "chat" }, SINCE, "firing"),
  rule: "long-wait",
  default: false,
  severity: "warning",
  queue: "q-19",
  channel: "chat",
  kpi: "longestWaitNow",
  unit: "seconds",
  direction: "above",
  limit: 120,
  clear: 60,
  value: 130.4,
  sample: null,
  minimumSample: 0,
};
export const OF_THE_SITE: AlertNotification = {
  ...BREACH,
  key: alertKey("many-lost", { ...support, queue: null, channel: null }, SINCE, "firing"),
  rule: "many-lost",
  default: false,
  severity: "warning",
  queue: null,
  channel: null,
  kpi: "abandonRate",
  window: "60m",
  direction: "above",
  limit: 0.05,
  clear: 0.03,
  value: 0.0721,
  sample: 640,
};
const source = { site: "rv-1", queue: null, channel: null, source: "/acd/voice" } as const;
export const SILENT: Extract<AlertNotification, { about: "source" }> = {
  ...told,
  ...source,
  key: alertKey("source-silent", { ...source, subject: [source.source] }, SINCE, "firing"),
  state: "firing",
  rule: "source-silent",
  default: true,
  severity: "warning",
  holdForSeconds: 60,
  about: "source",
  silentAfterSeconds: 60,
  lastEventAt: SINCE - MINUTE,
};
export const HEARD: AlertNotification = {
  ...SILENT,
  key: alertKey("source-silent", { ...source, subject: [source.source] }, SINCE, "resolved"),
  state: "resolved",
  lastEventAt: NOW + MINUTE,
  at: NOW + MINUTE,
};

export const WRAP_UP: Extract<AlertNotification, { about: "agent" }> = {
  ...told,
  key: alertKey("long-wrap-up", { ...source, subject: ["agent", "a-7"] }, SINCE, "firing"),
  state: "firing",
  rule: "long-wrap-up",
  default: false,
  severity: "warning",
  queue: null,
  channel: null,
  holdForSeconds: 0,
  about: "agent",
  agent: "a-7",
  name: "Anna Nowak",
  team: "t-1",
  agentState: "wrapUp",
  reason: "Lunch",
  limitSeconds: 300,
  inStateSince: SINCE - 5 * MINUTE,
};
export const BURNS: Extract<AlertNotification, { about: "budget" }> = {
  ...told,
  key: alertKey("budget-burns", { ...support, subject: ["budget"] }, SINCE, "firing"),
  state: "firing",
  rule: "budget-burns",
  default: false,
  severity: "critical",
  queue: "q-17",
  channel: "call",
  holdForSeconds: 60,
  about: "budget",
  kpi: "serviceLevel",
  better: "higher",
  target: 0.8,
  value: 2.5,
  limit: 2,
  clear: 1.6,
  shortWindow: "5m",
  longWindow: "60m",
  shortBurn: 3.24,
  longBurn: 2.5,
  decided: 100,
  misses: 25,
  missesLeft: -5,
  coming: 40,
  needed: 37,
  outOfReach: false,
  noReturnAt: NOW + 24 * MINUTE,
  noReturnInSeconds: null,
  sample: 40,
  minimumSample: 15,
};
export const BURNS_NO_MORE: AlertNotification = {
  ...BURNS,
  key: alertKey("budget-burns", { ...support, subject: ["budget"] }, SINCE, "resolved"),
  state: "resolved",
  value: 0.9,
  worst: 4.13,
  at: NOW + 6 * MINUTE,
};
/** Of a team, of which only the point of no return is asked. */
export const LOST: AlertNotification = {
  ...BURNS,
  key: alertKey("day-lost", { ...source, subject: ["budget", "team", "t-1"] }, SINCE, "firing"),
  rule: "day-lost",
  severity: "warning",
  queue: null,
  channel: null,
  team: "t-1",
  title: "North",
  kpi: "csat",
  target: 0.85,
  value: null,
  limit: null,
  clear: null,
  shortWindow: null,
  longWindow: null,
  shortBurn: null,
  longBurn: null,
  missesLeft: 1,
  coming: 30,
  needed: 28,
  noReturnInSeconds: 3_600,
};
/** Two queues at once, of which one has an owner, and one is over. */
export const TOGETHER: AlertNotification = {
  ...told,
  key: alertKey("floor", { ...support, queue: null, channel: null, subject: ["group", "floor"] }, SINCE, "firing", {
    step: 1,
    reminder: 0,
  }),
  state: "firing",
  step: 1,
  rule: "floor",
  default: false,
  severity: "critical",
  queue: null,
  channel: null,
  holdForSeconds: 0,
  about: "group",
  receiver: "floor",
  firing: 23,
  over: 1,
  more: 21,
  members: [BREACH, { ...LONG_WAIT, state: "acknowledged", owner: "Ana" }, BREACH_OVER] as SingleNotification[],
};
export const WAITS_LONG: AlertNotification = {
  ...told,
  key: alertKey(
    "long-chat",
    { ...support, queue: "q-19", channel: "chat", subject: ["contact", "c/4711"] },
    NOW,
    "firing",
  ),
  state: "firing",
  rule: "long-chat",
  default: false,
  severity: "warning",
  queue: "q-19",
  channel: "chat",
  holdForSeconds: 0,
  about: "contact",
  contact: "c/4711",
  when: "waiting",
  limitSeconds: 300,
  happenedAt: SINCE,
};
export const COMPLAINT: AlertNotification = {
  ...WAITS_LONG,
  key: alertKey("complaints", { ...support, subject: ["contact", "c/4711"] }, NOW, "firing"),
  rule: "complaints",
  severity: "critical",
  queue: "q-17",
  channel: "call",
  when: "complaint",
  limitSeconds: 0,
};

export const MOMENT: LiveMoment = {
  at: NOW + 2_000,
  waiting: 4,
  late: 2,
  longestWaitMs: 95_400,
  staff: { free: 0, signedIn: 12 },
  helpers: [
    { agent: "a-7", name: "Anna Nowak", state: "idle", forMs: 192_000 },
    { agent: "a-9", name: "Jan Kowalski", state: "paused", forMs: 940_000 },
  ],
  before: 0.812,
};

export const PRESETS = PRIVACY_PRESETS.map(({ id }) => id);

/** By a preset; `groups`: of works-council, where everything is told. */
export const toldBy = (preset: string, groups: Partial<SiteGroups> = {}) =>
  messageDisclosure(PRIVACY_PRESETS.find(({ id }) => id === preset)!, {
    site: RIVERSIDE,
    digest: (text) => createHmac("sha256", "a-key-of-tests").update(text).digest(),
    groups:
      preset === "works-council"
        ? {
            isTold: true,
            isPresenceTold: true,
            areAllQueuesTold: true,
            isTeamTold: () => true,
            isQueueTold: () => true,
            behindQueues: new Map(),
            now: { isTold: true, areAllQueuesTold: true, isQueueTold: () => true },
            ...groups,
          }
        : null,
  });

export const setting = (part: Partial<MessageSetting> = {}): MessageSetting => ({
  site: RIVERSIDE,
  language: "en",
  told: toldBy("pseudonyms"),
  publicUrl: "https://board.example.com",
  ...part,
});
