/** Lines of queues for tests that reckon with them. */
import type { KpiAlertRow, QueueRow } from "@floorwalker/protocol";
import { type LineFacts, type QueueLine, queueLine } from "../src/model/queue-line.ts";

export const NOW = 1_800_000_000_000;
const FACTS: LineFacts = { siteStaleSince: null, siteHeldAt: null, now: NOW, alerts: [], window: "30m" };

export function lineOf(over: Readonly<Record<string, unknown>>, facts: Partial<LineFacts> = {}): QueueLine {
  const queue = (over.queue as string | undefined) ?? "q";
  const row = {
    id: `queue:s:${queue}`,
    kind: "queue",
    site: "s",
    queue,
    channel: "call",
    title: queue,
    department: null,
    configured: true,
    policy: "answered-only",
    thresholdSeconds: 20,
    target: 0.8,
    open: null,
    opensAt: null,
    closesAt: null,
    lastEventAt: NOW,
    waiting: 0,
    waitingPastThreshold: 0,
    oldestQueuedAt: null,
    backlogAge1: 0,
    backlogAge2: 0,
    backlogAge3: 0,
    backlogAge4: 0,
    backlogOverdue: 0,
    backlogDue1: 0,
    backlogDue2: 0,
    backlogDue3: 0,
    backlogAges: "[10,20,40]",
    backlogDues: "[5,10]",
    talking: 0,
    sources: 1,
    staleSince: null,
    silentSource: null,
    ...over,
  } satisfies QueueRow & Record<string, unknown>;
  return queueLine(row, { ...FACTS, ...facts });
}

export const alertOf = (over: Partial<KpiAlertRow>): KpiAlertRow => ({
  id: "alert:s:low:q",
  kind: "alert",
  owner: null,
  ownedSince: null,
  snoozedUntil: null,
  snoozedBy: null,
  notes: null,
  undoable: null,
  worst: null,
  past: null,
  site: "s",
  rule: "low",
  severity: "critical",
  state: "firing",
  queue: "q",
  channel: "call",
  kpi: "serviceLevel",
  window: "15m",
  unit: "ratio",
  direction: "below",
  limit: 0.8,
  clear: 0.85,
  holdForSeconds: 60,
  sample: 40,
  minimumSample: 15,
  default: false,
  about: "kpi",
  value: 0.6,
  since: NOW - 60_000,
  at: NOW - 1_000,
  ...over,
});
