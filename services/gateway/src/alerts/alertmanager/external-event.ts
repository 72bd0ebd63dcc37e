/**
 * One alert of Alertmanager's as the log is told of it: where it is, how bad, and what it says to people. What is too long is cut, never
 * refused; a link leads to a web page or is none.
 */
import { randomUUID } from "node:crypto";
import { CHANNELS, type Channel, EXTERNAL_TYPE, type ExternalAlertEvent } from "@floorwalker/domain";
import { MAX_DESCRIPTION, MAX_LABELS, MAX_TITLE } from "@floorwalker/events";
import type { WebhookAlert } from "./webhook.ts";

const MAX_TEXT = 256;
const MAX_URL = 1_000;
const CRITICAL: ReadonlySet<string> = new Set(["critical", "page", "emergency", "fatal", "error", "disaster"]);

export interface ExternalEventParts {
  /** Which is meant. */
  readonly site: string;
  readonly hasQueue: (queue: string) => boolean;
  /** Where that Alertmanager is. */
  readonly externalUrl: string;
  /** Wall clock, epoch ms. */
  readonly now: number;
}

export function externalEvent(
  { status, labels, annotations, startsAt, generatorURL, fingerprint }: WebhookAlert,
  { site, hasQueue, externalUrl, now }: ExternalEventParts,
): ExternalAlertEvent {
  const name = line(labels.alertname ?? "", MAX_TEXT) || "alert";
  const queue = labels.queue !== undefined && hasQueue(labels.queue) ? labels.queue : null;
  const description = text(annotations.description ?? annotations.message ?? "", MAX_DESCRIPTION);
  return {
    id: randomUUID(),
    time: now,
    type: EXTERNAL_TYPE,
    site,
    origin: "alertmanager",
    fingerprint,
    name,
    fires: status === "firing",
    // One of a clock that is ahead begins now.
    startsAt: Math.max(0, Math.min(now, Date.parse(startsAt))),
    severity: CRITICAL.has((labels.severity ?? "").toLowerCase()) ? "critical" : "warning",
    title: line(annotations.summary ?? annotations.title ?? "", MAX_TITLE) || name,
    description: description === "" ? null : description,
    labels: labelsOf(labels),
    url:
      [annotations.runbook_url, annotations.dashboard_url, generatorURL, externalUrl].map(linkOf).find(isThere) ?? null,
    queue,
    channel: queue === null ? null : channelOf(labels.channel),
  };
}

/** By name, so that it is the same whatever the order. */
function labelsOf(labels: Readonly<Record<string, string>>): Record<string, string> {
  const names = Object.keys(labels).sort();
  return Object.fromEntries(
    names.slice(0, MAX_LABELS).map((name) => [line(name, MAX_TEXT), line(labels[name]!, MAX_TEXT)]),
  );
}

const channelOf = (label: string | undefined): Channel | null => CHANNELS.find((channel) => channel === label) ?? null;

/** A page that a browser may be sent to, without what somebody signs in with. */
function linkOf(url: string | undefined): string | null {
  if (url === undefined || url.length > MAX_URL || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  const isPage = (protocol === "https:" || protocol === "http:") && username + password === "";
  return isPage && href.length <= MAX_URL ? href : null;
}

const isThere = (link: string | null): link is string => link !== null;

/** In the units that the log counts; of a pair of them both go. */
function cut(given: string, most: number): string {
  if (given.length <= most) return given;
  return `${given.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Without control characters, and those that turn the direction of what follows. */
const line = (given: string, most: number): string =>
  cut(given.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ").trim(), most);

const text = (given: string, most: number): string =>
  cut(
    given
      .replace(/\r\n?/g, "\n")
      .replace(/(?!\n)[\p{Cc}\p{Bidi_Control}]+/gu, " ")
      .trim(),
    most,
  );
