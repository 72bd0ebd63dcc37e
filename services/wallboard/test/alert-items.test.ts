import type { KpiAlertRow, QueueRow } from "@floorwalker/protocol";
import { expect, test } from "vitest";
import { alertItems, mutedFor, RESOLVED_SHOWN_MS, worstFiring } from "../src/model/alert-items.ts";
import { alertNumber, isBack } from "../src/model/alert-number.ts";
import { alertOf } from "./lines.ts";

const alert = (over: Partial<KpiAlertRow>): KpiAlertRow =>
  alertOf({
    id: `alert:krakow:${over.rule ?? "low"}:${over.queue ?? ""}`,
    site: "krakow",
    queue: "sales",
    severity: "warning",
    since: 1000,
    at: 2000,
    ...over,
  });
const queue = { site: "krakow", queue: "sales", channel: "call", title: "Sales" } as QueueRow;

test("alerts stand worst first, then newest, resolved ones last, pending ones not at all", () => {
  const items = alertItems(
    [
      alert({ rule: "old", since: 1 }),
      alert({ rule: "done", state: "resolved" }),
      alert({ rule: "soon", state: "pending" }),
      alert({ rule: "new", since: 2 }),
      alert({ rule: "bad", severity: "critical", since: 0 }),
    ],
    [queue],
    3000,
  );
  expect(items.map((item) => item.rule)).toEqual(["bad", "new", "old", "done"]);
});

test("a resolved alert leaves the board after a minute", () => {
  const resolved = [alert({ state: "resolved", at: 2000 })];
  expect(alertItems(resolved, [queue], 2000 + RESOLVED_SHOWN_MS - 1)).toHaveLength(1);
  expect(alertItems(resolved, [queue], 2000 + RESOLVED_SHOWN_MS)).toHaveLength(0);
});

test("an alert names the queue as its tile does, by id where no row tells, and none for the whole site", () => {
  const named = alertItems([alert({}), alert({ queue: "vip" }), alert({ queue: null, channel: null })], [queue], 0);
  expect(new Set(named.map((item) => (item.about === "kpi" ? item.queueTitle : item.about)))).toEqual(
    new Set(["Sales", "vip", null]),
  );
});

test("a queue shows the worst alert that fires for it, and those for all of its channels", () => {
  const worst = (...alerts: KpiAlertRow[]) => worstFiring(queue, alertItems(alerts, [queue], 3000))?.severity ?? null;
  expect(worst(alert({}), alert({ rule: "worse", severity: "critical" }))).toBe("critical");
  expect(worst(alert({ channel: null }))).toBe("warning");
  expect(worst(alert({ channel: "chat" }), alert({ state: "resolved" }), alert({ queue: null }))).toBeNull();
});

test("a snoozed alert is no breach: its queue is muted for as long as it is", () => {
  const until = (snoozedUntil: number) =>
    alertItems(
      [alert({ severity: "critical", snoozedUntil, snoozedBy: "Ana" }), alert({ rule: "other" })],
      [queue],
      3000,
    );
  expect(worstFiring(queue, until(3001))?.rule).toBe("other");
  expect(mutedFor(queue, until(3001))).toMatchObject({ mutedUntil: 3001, mutedBy: "Ana" });
  expect(worstFiring(queue, until(3000))?.rule).toBe("low");
  expect(mutedFor(queue, until(3000))).toBeNull();
});

test("an alert whose number is back before the level that clears it says so, and not that it is still beyond the limit", () => {
  const back = (value: number | null, direction: "below" | "above" = "below") =>
    isBack(alertNumber(alertOf({ value, direction, limit: 0.7, clear: 0.78 })));
  expect([back(0.69), back(0.7), back(0.774), back(null)]).toEqual([false, true, true, false]);
  expect([back(0.71, "above"), back(0.7, "above")]).toEqual([false, true]);
});
