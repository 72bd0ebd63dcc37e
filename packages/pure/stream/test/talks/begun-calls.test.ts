import { UNKNOWN } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { Names } from "../../src/columns/names.ts";
import { Added } from "../../src/contacts/added.ts";
import { BegunCalls } from "../../src/talks/begun-calls.ts";

const HOUR = 3_600_000;
const [ANN, BOB] = [1, 2];

function site() {
  const names = new Names();
  for (const name of ["ann", "bob"]) names.of(name);
  return new BegunCalls("here", names);
}

function calls(...begun: readonly (readonly [agent: number, at: number])[]): Added {
  const added = new Added({ teamOf: () => 0, reasonOf: () => 0 });
  for (const [agent, at] of begun) added.work("onContact", agent, 1, 1, at, UNKNOWN, UNKNOWN);
  return added;
}

function rowsOf(begun: BegunCalls, rows = new Map<string, Uint8Array>()): Map<string, Uint8Array> {
  const row = (key: string, value: Uint8Array | null) => (value === null ? rows.delete(key) : rows.set(key, value));
  begun.drain({ row, record: () => {} });
  return rows;
}

test("the next call is the first that began later, of the agent alone, until it is taken back", () => {
  const begun = site();
  begun.change(calls(), calls([ANN, 1000], [ANN, 1000]));
  begun.change(calls(), calls([ANN, 5000]));
  begun.change(calls(), calls([BOB, 2000]));
  expect(begun.nextAfter(ANN, 1000, UNKNOWN)).toBe(5000);
  expect(begun.nextAfter(ANN, 5000, UNKNOWN)).toBe(UNKNOWN);
  begun.change(calls([ANN, 5000]), calls([ANN, 3000]));
  expect(begun.nextAfter(ANN, 1000, UNKNOWN)).toBe(3000);
  begun.change(calls([ANN, 1000], [ANN, 1000]), calls());
  expect(begun.nextAfter(ANN, 0, UNKNOWN)).toBe(3000);
  expect([...begun.takeChanged()]).toEqual([ANN, BOB]);
  expect([...begun.takeChanged()]).toEqual([]);
});

test("another process goes on with what was stored, in rows of an hour", () => {
  const begun = site();
  begun.change(calls(), calls([ANN, 1000], [ANN, HOUR + 7], [BOB, 2000]));
  const rows = rowsOf(begun);
  expect(rows.size).toBe(3);
  const other = site();
  for (const [key, value] of rows) other.restore(key.split("\u001e").slice(2), value, Number.NEGATIVE_INFINITY);
  expect([other.nextAfter(ANN, 0, UNKNOWN), other.nextAfter(ANN, 1000, UNKNOWN)]).toEqual([1000, HOUR + 7]);
  other.change(calls([ANN, 1000]), calls());
  expect(rowsOf(other, rows).size).toBe(2);
});

test("hours that are no longer kept leave, and what began in them ends where it did", () => {
  const begun = site();
  begun.change(calls(), calls([ANN, 1000], [ANN, 2000], [ANN, HOUR + 7]));
  const rows = rowsOf(begun);
  begun.prune(1);
  expect(rowsOf(begun, rows).size).toBe(1);
  expect(begun.nextAfter(ANN, 1000, 2000)).toBe(2000);
  expect(begun.nextAfter(ANN, 2000, UNKNOWN)).toBe(HOUR + 7);
  begun.change(calls(), calls([ANN, 500]));
  expect(rowsOf(begun, rows).size).toBe(1);
});
