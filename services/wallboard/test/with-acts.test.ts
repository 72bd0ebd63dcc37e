import type { KpiAlertRow } from "@floorwalker/protocol";
import { expect, test } from "vitest";
import { handledState, notesOf, pastOf } from "../src/model/handled.ts";
import { type Act, AHEAD_MS, withActs } from "../src/model/with-acts.ts";
import { alertOf, NOW } from "./lines.ts";

const act = (over: Partial<Act>): Act => ({
  key: "k",
  verb: "acknowledge",
  row: "alert:s:low:q",
  since: NOW - 60_000,
  what: "Sales",
  at: NOW,
  by: "Ana",
  named: false,
  action: null,
  state: "done",
  refusal: null,
  ...over,
});
const told = (id: string) => JSON.stringify([{ id, by: "Ana", time: NOW }]);
const after = (row: KpiAlertRow, over: Partial<Act>, now = NOW) => withActs([row], [act(over)], now)[0]!;

test("what was done here is shown at once", () => {
  expect(after(alertOf({}), {})).toMatchObject({ owner: "Ana", ownedSince: NOW });
  expect(after(alertOf({ owner: "Bo" }), { verb: "hand-over", to: "Cy" })).toMatchObject({ owner: "Cy" });
  expect(after(alertOf({}), { verb: "snooze", until: NOW + 1 })).toMatchObject({ snoozedUntil: NOW + 1, owner: null });
  expect(notesOf(after(alertOf({}), { verb: "note", text: "two" }))).toEqual([{ by: "Ana", at: NOW, text: "two" }]);
});

test("what the row has counted is the truth, also when somebody else was first", () => {
  const bos = alertOf({ owner: "Bo", ownedSince: NOW - 10, undoable: told("a1") });
  expect(after(bos, { action: "a1" })).toBe(bos);
  expect(after(bos, { verb: "hand-over", to: "Cy", action: "a1" })).toBe(bos);
  expect(after(alertOf({ owner: "Bo" }), { action: "a1" })).toMatchObject({ owner: "Bo" });
  expect(after(alertOf({ undoable: told("other") }), { action: "a1" })).toMatchObject({ owner: "Ana" });
});

test.each<[string, Partial<Act>, number]>([
  ["was refused", { state: "refused", refusal: "alert_is_over" }, NOW],
  ["was taken back", { state: "takenBack" }, NOW],
  ["did not come back for too long", {}, NOW + AHEAD_MS],
  ["was meant for an earlier episode", { since: 0 }, NOW],
  ["was meant for another alert", { row: "alert:s:other:q" }, NOW],
])("nothing is shown ahead of what %s", (_, over, now) => {
  const row = alertOf({});
  expect(after(row, over, now)).toEqual(row);
});

test.each<[string, Partial<KpiAlertRow>]>([
  ["firing", {}],
  ["firing", { snoozedUntil: NOW }],
  ["acknowledged", { owner: "Bo" }],
  ["muted", { owner: "Bo", snoozedUntil: NOW + 1 }],
  ["pending", { state: "pending", snoozedUntil: NOW + 1 }],
  ["resolved", { state: "resolved", owner: "Bo" }],
])("an alert stands as %s", (state, over) => expect(handledState(alertOf(over), NOW)).toBe(state));

test("what a row tells in a text is nothing where it cannot be read", () => {
  expect(pastOf({ past: JSON.stringify([{ since: 1, at: 2, worst: 0.5, owner: null }]) })).toHaveLength(1);
  expect([pastOf({ past: "{" }), pastOf({ past: "{}" }), notesOf({ notes: null })]).toEqual([[], [], []]);
});
