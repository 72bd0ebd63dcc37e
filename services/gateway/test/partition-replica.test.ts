import type { ViewChange } from "@floorwalker/ports";
import { jsonViewRow } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { PartitionReplica } from "../src/partition-replica.ts";

const row = (waiting: number) => jsonViewRow({ id: "q", kind: "queue", waiting });
const change = (epoch: string, from: number, to: number, waiting = to): ViewChange => ({
  partition: 0,
  epoch,
  from,
  to,
  changes: [["q", row(waiting)]],
});

function at(epoch: string, sequence: number): PartitionReplica {
  const replica = new PartitionReplica();
  replica.adopt({ position: { epoch, sequence }, rows: new Map([["q", row(sequence)]]) });
  return replica;
}

test("only a change that starts where the rows are, in their epoch, is applied", () => {
  const replica = at("7-a", 5);
  expect(replica.follow(change("7-a", 5, 6)).result).toBe("applied");
  expect(replica.position).toEqual({ epoch: "7-a", sequence: 6 });
  expect(replica.rows.get("q")!.row).toEqual({ id: "q", kind: "queue", waiting: 6 });
});

test("what lies before the position in the same epoch is old", () => {
  expect(at("7-a", 5).follow(change("7-a", 4, 5)).result).toBe("old");
  expect(at("7-a", 5).follow(change("7-a", 0, 1)).result).toBe("old");
});

test.each([
  ["a commit was missed", change("7-a", 6, 7)],
  ["a commit that reaches over the position", change("7-a", 4, 6)],
  ["a new owner", change("8-b", 5, 6)],
  ["a new owner at the same sequence", change("8-b", 4, 5)],
  ["an owner with a smaller epoch: the store has lost everything", change("1-c", 0, 1)],
  ["an owner with the same number: the store has lost its tail", change("7-d", 5, 6)],
  ["an owner of the first version", change("7", 5, 6)],
])("%s is a gap, and changes nothing", (_, missed) => {
  const replica = at("7-a", 5);
  expect(replica.follow(missed).result).toBe("gap");
  expect(replica.position).toEqual({ epoch: "7-a", sequence: 5 });
  expect(replica.rows.get("q")!.row).toMatchObject({ waiting: 5 });
});
