import { readFile, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { claimed, nothing } from "@floorwalker/ports/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EmbeddedDatabase, EmbeddedError, EmbeddedLog, EmbeddedStore, openEmbedded } from "../src/index.ts";
import { type TemporaryState, temporaryState } from "./temporary-state.ts";

let state: TemporaryState;

beforeEach(async () => {
  state = await temporaryState();
});

afterEach(() => state.remove());

test("a state of an unknown format version is refused with versions and fix, and stays as it is", async () => {
  await openEmbedded(state.path).close();
  const other = new DatabaseSync(state.path);
  other.exec("PRAGMA user_version = 99");
  other.close();
  const before = await readFile(state.path);
  const error = refusal();
  expect(error).toMatchObject({ code: "state_format_unknown", place: state.path });
  expect(error.message).toContain("format version 99, this program reads 11");
  expect(error.fix).toContain("newer Floorwalker");
  expect(Buffer.compare(await readFile(state.path), before)).toBe(0);
});

test("another program's database is refused, and nothing is written to it", async () => {
  const other = new DatabaseSync(state.path);
  other.exec("CREATE TABLE photos (id INTEGER)");
  other.close();
  const before = await readFile(state.path);
  expect(refusal().code).toBe("state_not_ours");
  expect(Buffer.compare(await readFile(state.path), before)).toBe(0);
});

test("a file that is no database is refused, and stays as it is", async () => {
  const text = "shopping list\n".repeat(100);
  await writeFile(state.path, text);
  expect(refusal().code).toBe("state_unreadable");
  expect(await readFile(state.path, "utf8")).toBe(text);
});

test("when the disk is full, append and commit reject and change nothing; with room again they go on", async () => {
  const database = new EmbeddedDatabase(state.path);
  const [log, store] = [new EmbeddedLog(database, Date.now), openOn(database)];
  await log.ensureTopics([{ topic: "t", partitions: 1 }]);
  const { epoch } = await claimed(store, 0);
  const messages = Array.from({ length: 500 }, () => ({ key: null, value: new Uint8Array(2_000) }));
  const rows = Array.from({ length: 2_000 }, (_, index) => [`k${index}`, Buffer.alloc(500, "x")] as const);
  const position = { partition: 0, epoch, from: 0, to: 1, offset: 1, mark: null };
  const commit = { ...position, rows, views: rows, outbox: ["a"], records: [], dropBuckets: [] };
  database.exec("PRAGMA max_page_count = 50");
  await expect(log.append("t", 0, messages)).rejects.toMatchObject({ code: "state_disk_full", place: state.path });
  await expect(store.commit(commit)).rejects.toMatchObject({ code: "state_disk_full" });
  expect(await log.bounds("t")).toEqual([{ low: 0, high: 0 }]);
  expect((await store.snapshot(0)).rows.size).toBe(0);
  expect(await store.outbox(0, 10)).toEqual([]);
  database.exec("PRAGMA max_page_count = 100000");
  await log.append("t", 0, messages);
  expect(await store.commit(commit)).toBe("committed");
  expect(await log.bounds("t")).toEqual([{ low: 0, high: 500 }]);
  expect((await store.snapshot(0)).rows.size).toBe(2_000);
  await log.close();
  database.close();
  await expect(store.ping()).rejects.toThrow();
});

test("a fault in the middle of a commit leaves nothing of it, and the next commit is not disturbed", async () => {
  const database = new EmbeddedDatabase(":memory:");
  const store = openOn(database);
  const { epoch } = await claimed(store, 0);
  const position = { partition: 0, epoch, from: 0, to: 1, offset: 1, mark: null };
  const commit = {
    ...position,
    rows: [["k", Buffer.from("v")]],
    records: [],
    dropBuckets: [],
    views: [["id", Buffer.from("{}")]],
  } as const;
  const outbox = ["first", "second"];
  const fault = () => {
    throw new Error("a fault while reading the second");
  };
  Object.defineProperty(outbox, 1, { get: fault });
  await expect(store.commit({ ...commit, outbox })).rejects.toThrow("a fault");
  expect((await store.snapshot(0)).rows.size).toBe(0);
  expect(await store.outbox(0, 10)).toEqual([]);
  expect(await store.commit({ ...commit, outbox: [] })).toBe("committed");
  expect((await store.snapshot(0)).rows.size).toBe(1);
  database.close();
});

test("a follower that left hears nothing, not even of a commit that was under way", async () => {
  const database = new EmbeddedDatabase(":memory:");
  const store = openOn(database);
  const { epoch } = await claimed(store, 0);
  const heard: number[] = [];
  const leave = await store.follow(1, (change) => heard.push(change.to));
  const commit = { ...nothing, partition: 0, epoch };
  await store.commit({ ...commit, from: 0, to: 1 });
  const underWay = store.commit({ ...commit, from: 1, to: 2 });
  await leave();
  await underWay;
  expect(heard).toEqual([1]);
  database.close();
});

test("the records of a dropped bucket leave the file in small steps with later commits", async () => {
  const database = new EmbeddedDatabase(":memory:");
  const store = openOn(database);
  const { epoch } = await claimed(store, 0);
  const records = Array.from({ length: 3_500 }, (_, index) => ({
    class: "call",
    bucket: 1,
    key: `c-${index}`,
    value: Buffer.from("x"),
  }));
  const kept = { class: "call", bucket: 2, key: "kept", value: Buffer.from("x") };
  const empty = { ...nothing, partition: 0, epoch };
  await store.commit({ ...empty, from: 0, to: 1, records: [...records, kept] });
  await store.commit({ ...empty, from: 1, to: 2, dropBuckets: [{ class: "call", bucket: 1 }] });
  const left: unknown[] = [];
  for (let from = 2; from < 8; from++) {
    left.push(...Object.values(database.prepare("SELECT count(*) FROM store_records").get() ?? {}));
    await store.commit({ ...empty, from, to: from + 1 });
  }
  expect(left).toEqual([2_501, 1_501, 501, 1, 1, 1]);
  expect(database.prepare("SELECT count(*) AS n FROM store_buckets").get()).toEqual({ n: 1 });
  database.close();
});

const openOn = (database: EmbeddedDatabase) => new EmbeddedStore(database, Date.now);

function refusal(): EmbeddedError {
  try {
    openEmbedded(state.path);
  } catch (error) {
    if (error instanceof EmbeddedError) return error;
    throw error;
  }
  throw new Error("the state was opened");
}
