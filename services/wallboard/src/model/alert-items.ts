/**
 * The alerts a board shows: firing ones, worst and newest first, then those resolved less than a minute ago. A pending
 * alert is not yet one. What it is about is named as the queue's tile names it.
 */
import type { AgentAlertRow, AlertRow, ContactAlertRow, KpiAlertRow, QueueRow } from "@floorwalker/protocol";
import { alertNumber } from "./alert-number.ts";
import { isMuted } from "./handled.ts";

export type AlertItem = KpiAlertItem | SourceAlertItem | AgentAlertItem | ContactAlertItem | ExternalAlertItem;

interface ItemBase {
  readonly id: string;
  readonly rule: string;
  readonly state: "firing" | "resolved";
  readonly severity: AlertRow["severity"];
  readonly since: number;
  readonly at: number;
  /** Who has it; null: nobody. */
  readonly owner: string | null;
  /** Nobody hears of it until then; null: it is not snoozed now. */
  readonly mutedUntil: number | null;
  readonly mutedBy: string | null;
}

export interface SourceAlertItem extends ItemBase {
  readonly about: "source";
  readonly source: string;
  readonly lastEventAt: number;
}

export interface AgentAlertItem extends ItemBase {
  readonly about: "agent";
  /** Of the agent. */
  readonly name: string;
  readonly agentState: AgentAlertRow["agentState"];
  readonly inStateSince: number;
}

export interface ContactAlertItem extends ItemBase {
  readonly about: "contact";
  readonly contact: string;
  readonly when: ContactAlertRow["when"];
  /** Title of its queue; null: it is in none. */
  readonly queueTitle: string | null;
  readonly happenedAt: number;
}

/** Of another system. */
export interface ExternalAlertItem extends ItemBase {
  readonly about: "external";
  readonly title: string;
}

/** Of a KPI, or of the budget of one (`alertNumber`). */
export interface KpiAlertItem extends ItemBase {
  readonly about: "kpi" | "budget";
  /** Null: the whole site. */
  readonly queue: string | null;
  /** Title of the queue, or its id where no row tells; of a team or department its title; null for the whole site. */
  readonly queueTitle: string | null;
  readonly channel: string | null;
  readonly kpi: string;
  readonly window: string;
  readonly unit: string;
  readonly direction: KpiAlertRow["direction"];
  readonly limit: number;
  readonly value: number | null;
}

export const RESOLVED_SHOWN_MS = 60_000;

export function alertItems(alerts: readonly AlertRow[], queues: readonly QueueRow[], now: number): AlertItem[] {
  const items: AlertItem[] = [];
  for (const alert of alerts) {
    if (alert.state === "pending" || (alert.state === "resolved" && now - alert.at >= RESOLVED_SHOWN_MS)) continue;
    const { id, rule, state, severity, channel, since, at, owner } = alert;
    const muted = state === "firing" && isMuted(alert, now);
    const [mutedUntil, mutedBy] = muted ? [alert.snoozedUntil, alert.snoozedBy] : [null, null];
    const base = { id, rule, state, severity, since, at, owner, mutedUntil, mutedBy };
    items.push(itemOf(alert, base, alert.queue === null ? null : titleOf(alert.queue, channel, queues)));
  }
  return items.sort((a, b) => rank(a) - rank(b) || b.since - a.since || (a.id < b.id ? -1 : 1));
}

function itemOf(alert: AlertRow, base: ItemBase, queueTitle: string | null): AlertItem {
  switch (alert.about) {
    case "source": {
      const { about, source, lastEventAt } = alert;
      return { ...base, about, source, lastEventAt };
    }
    case "agent": {
      const { about, name, agentState, inStateSince } = alert;
      return { ...base, about, name, agentState, inStateSince };
    }
    case "contact": {
      const { about, contact, when, happenedAt } = alert;
      return { ...base, about, contact, when, queueTitle, happenedAt };
    }
    case "external": {
      const { about, title } = alert;
      return { ...base, about, title };
    }
    case "kpi":
    case "budget": {
      const { about, queue, channel, title = queueTitle } = alert;
      const { kpi, window, unit, direction, limit, value } = alertNumber(alert);
      return { ...base, about, queue, queueTitle: title, channel, kpi, window, unit, direction, limit, value };
    }
  }
}

/** The worst alert firing for a queue × channel, snoozed ones apart; a rule without a channel speaks for all of the queue's channels. */
export function worstFiring(queue: QueueRow, items: readonly AlertItem[]): KpiAlertItem | null {
  const about = firingFor(queue, items).filter(({ mutedUntil }) => mutedUntil === null);
  return about.find(isCritical) ?? about[0] ?? null;
}

/** The critical one that fires for it and is snoozed; null: there is none. */
export const mutedFor = (queue: QueueRow, items: readonly AlertItem[]): KpiAlertItem | null =>
  firingFor(queue, items).find((item) => isCritical(item) && item.mutedUntil !== null) ?? null;

const isCritical = ({ severity }: AlertItem): boolean => severity === "critical";

const firingFor = ({ queue, channel }: QueueRow, items: readonly AlertItem[]): readonly KpiAlertItem[] =>
  items.filter(
    (item): item is KpiAlertItem =>
      item.state === "firing" &&
      (item.about === "kpi" || item.about === "budget") &&
      item.queue === queue &&
      (item.channel === null || item.channel === channel),
  );

const titleOf = (queue: string, channel: string | null, queues: readonly QueueRow[]): string =>
  queues.find((row) => row.queue === queue && (channel === null || row.channel === channel))?.title ?? queue;

const rank = ({ state, severity }: AlertItem): number => (state === "resolved" ? 2 : severity === "critical" ? 0 : 1);
