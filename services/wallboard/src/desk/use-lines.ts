/** The site's queues as lines, worst first. An order stays ten seconds, and while somebody points at a row; a new breach comes at once. */
import { useEffect, useRef } from "react";
import { alertItems } from "../model/alert-items.ts";
import { arrangeTiles, NO_ARRANGEMENT } from "../model/arrange-tiles.ts";
import { type QueueLine, queueLine } from "../model/queue-line.ts";
import { useNow } from "../ui/time-context.ts";
import { useDesk } from "./desk-context.ts";

/** A pointer that rests longer than this is not pointing at anything any more. */
const POINTING_MS = 10_000;

/** `only`: of these queues; absent or null: all. */
export function useLines(only: readonly string[] | null = null): {
  readonly lines: readonly QueueLine[];
  readonly pointed: () => void;
} {
  const { queues: all, alerts, asOf, freshness, heldAt, window } = useDesk();
  const queues = only === null ? all : all.filter(({ queue }) => only.includes(queue));
  const now = useNow();
  const order = useRef(NO_ARRANGEMENT);
  const pointedAt = useRef(Number.NEGATIVE_INFINITY);
  const items = alertItems(alerts, queues, now);
  const facts = { siteStaleSince: freshness === "stale" ? asOf : null, siteHeldAt: heldAt, now, alerts: items, window };
  const unordered = queues.map((row) => queueLine(row, facts));
  const { tiles, arrangement } = arrangeTiles(unordered, order.current, now, now - pointedAt.current > POINTING_MS);
  useEffect(() => {
    order.current = arrangement;
  });
  return {
    lines: tiles,
    pointed: () => {
      pointedAt.current = now;
    },
  };
}
