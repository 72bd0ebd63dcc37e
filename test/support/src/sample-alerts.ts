/** A breach and a silent source as episodes: what fired, and how it resolved, with the keys they really have. */
import {
  alertKey,
  type Language,
  type MessageDisclosure,
  messageDisclosure,
  PRIVACY_PRESETS,
} from "@floorwalker/domain";
import type { DeliverySamples } from "@floorwalker/ports/contract";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import { type AlertMessage, alertMessage, type LiveMoment } from "@floorwalker/protocol/message";
import { digestBy } from "@floorwalker/runtime";
import { RIVERSIDE } from "./sample-site.ts";

export const SECRET = "change-me";
export const FROM = "Floorwalker <floorwalker@example.com>";

const since = Date.parse("2026-11-21T09:00:00.000Z");
const MINUTE = 60_000;
const scope = { site: "krakow", queue: "sales", channel: "call" } as const;
const message = {
  format: 2,
  step: 0,
  reminder: 0,
  owner: null,
  snoozedUntil: null,
  worst: null,
  default: false,
  since,
  at: since + MINUTE,
  receivers: ["floor"],
} as const;

export const firing: Extract<AlertNotification, { about: "kpi" }> = {
  ...message,
  ...scope,
  key: alertKey("sales-service-level", { ...scope, subject: [] }, since, "firing"),
  state: "firing",
  rule: "sales-service-level",
  severity: "critical",
  holdForSeconds: 60,
  about: "kpi",
  kpi: "serviceLevel",
  window: "15m",
  value: 0.713,
  limit: 0.8,
  clear: 0.85,
  sample: 47,
  minimumSample: 15,
  direction: "below",
  unit: "ratio",
};
export const resolved: AlertNotification = {
  ...firing,
  key: alertKey("sales-service-level", { ...scope, subject: [] }, since, "resolved"),
  state: "resolved",
  value: 0.86,
  at: since + 12 * MINUTE,
};

const site = { site: "krakow", queue: null, channel: null } as const;
const source = { ...site, source: "/acd/krakow" } as const;
export const silent: Extract<AlertNotification, { about: "source" }> = {
  ...message,
  ...source,
  key: alertKey("source-silent", { ...site, subject: [source.source] }, since, "firing"),
  state: "firing",
  rule: "source-silent",
  default: true,
  severity: "warning",
  holdForSeconds: 60,
  about: "source",
  silentAfterSeconds: 60,
  lastEventAt: since - MINUTE,
};
export const heardAgain: AlertNotification = {
  ...silent,
  key: alertKey("source-silent", { ...site, subject: [source.source] }, since, "resolved"),
  state: "resolved",
  lastEventAt: since + 5 * MINUTE,
  at: since + 5 * MINUTE,
};

/** Somebody who pauses too long. */
export const paused: Extract<AlertNotification, { about: "agent" }> = {
  ...message,
  ...site,
  key: alertKey("long-pause", { ...site, subject: ["agent", "a-7"] }, since, "firing"),
  state: "firing",
  rule: "long-pause",
  severity: "warning",
  holdForSeconds: 0,
  about: "agent",
  agent: "a-7",
  name: "Anna Nowak",
  team: "north",
  agentState: "paused",
  reason: "Lunch",
  limitSeconds: 900,
  inStateSince: since - 15 * MINUTE,
};

/** A budget that burns, a contact with a low score, and twenty queues in one message: what else there is to tell. */
const burning: AlertNotification = {
  ...message,
  ...scope,
  key: alertKey("budget-burns", { ...scope, subject: ["budget"] }, since, "firing"),
  state: "firing",
  rule: "budget-burns",
  severity: "critical",
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
  noReturnAt: since + 24 * MINUTE,
  noReturnInSeconds: null,
  sample: 40,
  minimumSample: 15,
};
const rated: AlertNotification = {
  ...message,
  ...scope,
  key: alertKey("low-scores", { ...scope, subject: ["contact", "c/4711"] }, since, "firing"),
  state: "firing",
  rule: "low-scores",
  severity: "warning",
  holdForSeconds: 0,
  about: "contact",
  contact: "c/4711",
  when: "lowScore",
  limitSeconds: 0,
  happenedAt: since,
};
const together: AlertNotification = {
  ...message,
  ...site,
  key: alertKey("floor", { ...site, subject: ["group", "floor"] }, since, "firing"),
  state: "firing",
  rule: "floor",
  severity: "critical",
  holdForSeconds: 0,
  about: "group",
  receiver: "floor",
  firing: 43,
  over: 0,
  more: 23,
  members: Array.from({ length: 20 }, () => firing),
};
export const OTHER_KINDS: Readonly<Record<string, AlertNotification>> = { burning, rated, together };

/** What a receiver with that preset is told of agents, where everything has a group behind it. */
export const toldBy = (preset: string): MessageDisclosure =>
  messageDisclosure(PRIVACY_PRESETS.find(({ id }) => id === preset)!, {
    site: RIVERSIDE,
    digest: digestBy("a-key-of-tests"),
    groups: null,
  });

/** As the notifier writes it for a receiver of that language. */
export const written = (
  notification: AlertNotification,
  language: Language = "en",
  moment: LiveMoment | null = null,
  told = toldBy("pseudonyms"),
): AlertMessage =>
  alertMessage(notification, { site: RIVERSIDE, language, told, publicUrl: "https://board.example.com" }, moment);

export const samples: DeliverySamples<AlertMessage> = {
  firing: written(firing),
  resolved: written({ ...resolved, queue: null, channel: null, value: null }),
  carries: ["Support", "Riverside"],
};
