/** One queue as every page lists it: its state in the view window, since when its numbers are old, and the worst alert that fires for it. */
import type { QueueRow } from "@floorwalker/protocol";
import { type AlertItem, type KpiAlertItem, mutedFor, worstFiring } from "./alert-items.ts";
import type { Arrangeable } from "./arrange-tiles.ts";
import { serviceLevelFacts } from "./service-level-facts.ts";
import { tileState } from "./tile-state.ts";

export interface QueueLine extends Arrangeable {
  readonly row: QueueRow;
  /** Since when its numbers are old, epoch ms; null: they are not. */
  readonly staleSince: number | null;
  /** Its waits stand still at this time; null: they tick. */
  readonly heldAt: number | null;
  /** The worst that fires for it, snoozed ones apart. */
  readonly alert: KpiAlertItem | null;
  /** The critical one that is snoozed. */
  readonly muted: KpiAlertItem | null;
  readonly misses: number;
}

export interface LineFacts {
  /** The site's, epoch ms; null: it is heard. */
  readonly siteStaleSince: number | null;
  readonly siteHeldAt: number | null;
  readonly now: number;
  readonly alerts: readonly AlertItem[];
  readonly window: string;
}

export function queueLine(row: QueueRow, { siteStaleSince, siteHeldAt, now, alerts, window }: LineFacts): QueueLine {
  const { id, title, channel, waiting, thresholdSeconds, oldestQueuedAt } = row;
  const staleSince = earliest(row.staleSince, siteStaleSince);
  const heldAt = earliest(row.staleSince, siteHeldAt);
  const facts = serviceLevelFacts(row, window);
  const alert = worstFiring(row, alerts);
  const closed = row.open === false;
  const muted = mutedFor(row, alerts);
  const [stale, firing] = [staleSince !== null, alert?.severity ?? null];
  const state = tileState({ ...facts, stale, closed, waiting, firing, muted: muted !== null });
  const unowned = state === "breach" && alert?.owner === null;
  const wait = oldestQueuedAt === null ? 0 : Math.max(0, (heldAt ?? now) - oldestQueuedAt) / 1000;
  const waitInThresholds = wait / Math.max(1, thresholdSeconds);
  const standing = { state, waiting, waitInThresholds, unowned };
  return { id, title, channel, ...standing, ...facts, row, staleSince, heldAt, alert, muted };
}

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
