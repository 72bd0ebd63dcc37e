/** Files that are damaged, cut, torn from their WAL or another's: each is found, said with a code, and left as it is. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Store, StoredValue } from "@floorwalker/ports";
import { claimed, nothing, sampleInterval } from "@floorwalker/ports/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EmbeddedDatabase, EmbeddedError, examineState, openEmbedded } from "../src/index.ts";
import { type TemporaryState, temporaryState } from "./temporary-state.ts";

// Most of them start processes.
vi.setConfig({ testTimeout: 20_000 });

let state: TemporaryState;
beforeEach(async () => {
  state = await temporaryState();
});
afterEach(() => state.remove());

const SOURCE = new URL("../src/index.ts", import.meta.url).href;

/** A state with a few hundred pages whose process was killed: some of it in the file, the last of it in the WAL. */
function killedState(path: string): void {
  const script = `
    import { openEmbedded } from ${JSON.stringify(SOURCE)};
    const { log } = openEmbedded(process.argv[1]);
    await log.ensureTopics([{ topic: "t", partitions: 1 }]);
    const value = new Uint8Array(2_000).fill(7);
    for (let round = 0; round < 25; round++) await log.append("t", 0, Array.from({ length: 100 }, () => ({ key: null, value })));
    process.kill(process.pid, "SIGKILL");`;
  spawnSync(process.execPath, ["--input-type=module", "--eval", script, path], { stdio: "inherit", timeout: 20_000 });
}

async function stoppedState(path: string): Promise<void> {
  killedState(path);
  await openEmbedded(path).close();
}

async function faultOf(work: () => unknown): Promise<EmbeddedError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof EmbeddedError) return error;
    throw error;
  }
  throw new Error("nothing was found");
}

function damage(path: string, page: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, page * 4096, (page + 1) * 4096);
  writeFileSync(path, bytes);
}

test("a run that ended in order leaves a clean state, one that was killed an unclean one, which is read page by page", async () => {
  expect(await examineState(state.path)).toBe("new");
  killedState(state.path);
  const found: string[] = [];
  expect(await examineState(state.path, { found: (what) => found.push(what) })).toBe("unclean");
  expect(found).toEqual(["unclean"]);
  const { log, close } = openEmbedded(state.path);
  expect((await log.bounds("t"))[0]!.high).toBe(2_500);
  await close();
  expect(existsSync(`${state.path}-wal`)).toBe(false);
  expect(await examineState(state.path)).toBe("clean");
});

test("a damaged page is found after a run that did not end in order, and said with what to do", async () => {
  killedState(state.path);
  damage(state.path, 40);
  const fault = await faultOf(() => examineState(state.path));
  expect(fault).toMatchObject({ code: "state_corrupt", place: state.path, mayPass: false });
  expect(fault.fix).toContain("floorwalker restore");
});

test("a damaged page of a state that ended in order is found by a deep look, and when it is read", async () => {
  await stoppedState(state.path);
  damage(state.path, 40);
  expect(await examineState(state.path)).toBe("clean");
  expect(await faultOf(() => examineState(state.path, { deep: true }))).toMatchObject({ code: "state_corrupt" });
  const database = new EmbeddedDatabase(state.path);
  const told = expect(database.failed).rejects.toMatchObject({ code: "state_corrupt", place: state.path });
  const read = () => database.prepare("SELECT count(*), sum(length(value)) FROM log_records").get();
  expect(await faultOf(read)).toMatchObject({ code: "state_corrupt" });
  await told;
  const iterate = () => [...database.prepare("SELECT value FROM log_records").iterate()];
  expect(await faultOf(iterate)).toMatchObject({ code: "state_corrupt" });
  database.close();
});

test("a file that was cut is found without reading it", async () => {
  await stoppedState(state.path);
  const { size } = statSync(state.path);
  truncateSync(state.path, size - 4096);
  const before = readFileSync(state.path);
  expect(await faultOf(() => openEmbedded(state.path))).toMatchObject({ code: "state_truncated" });
  expect(readFileSync(state.path).equals(before)).toBe(true);
});

test("a copy of a running state without its WAL is refused: it lacks what was written last", async () => {
  killedState(state.path);
  rmSync(`${state.path}-wal`);
  expect(await faultOf(() => openEmbedded(state.path))).toMatchObject({
    code: "state_copy_incomplete",
    fix: expect.stringContaining("floorwalker backup"),
  });
});

test("the WAL of another state beside the file is refused, and not one of its pages is taken", async () => {
  const other = await temporaryState();
  killedState(other.path);
  killedState(state.path);
  copyFileSync(`${other.path}-wal`, `${state.path}-wal`);
  rmSync(`${state.path}-shm`, { force: true });
  const before = readFileSync(state.path);
  expect(await faultOf(() => openEmbedded(state.path))).toMatchObject({ code: "state_wal_foreign" });
  expect(readFileSync(state.path).equals(before)).toBe(true);
  await other.remove();
});

test("a run that died while it wrote its name is no foreign one", async () => {
  await stoppedState(state.path);
  const before = readFileSync(state.path);
  killedState(state.path);
  // The file as it was before the name of the new run came into it, and that run's whole WAL.
  const database = new EmbeddedDatabase(state.path);
  database.exec("PRAGMA wal_autocheckpoint = 0");
  database.close();
  writeFileSync(state.path, before);
  await openEmbedded(state.path).close();
});

test("a folder in the place of the file, and a missing folder above it, are said", async () => {
  expect(await faultOf(() => openEmbedded(`${state.path}/deep/er/state.sqlite`))).toMatchObject({
    code: "state_unreadable",
  });
  mkdirSync(state.path);
  expect(await faultOf(() => openEmbedded(state.path))).toMatchObject({ code: "state_unreadable" });
});

describe("a value that has become another while every page is one", () => {
  const value = Buffer.from("\u0001offered 86");
  const bucket = { class: "call", bucket: 1 };

  async function stored(): Promise<void> {
    const { store, close } = openEmbedded(state.path);
    const { epoch } = await claimed(store, 0);
    const records = [{ ...bucket, key: "r", value }];
    const commit = { ...nothing, partition: 0, epoch, from: 0, to: 1, rows: [["k", value] as const], records };
    expect(await store.commit(commit)).toBe("committed");
    await close();
  }

  function altered(sql: string): void {
    const file = new DatabaseSync(state.path);
    file.exec(sql);
    file.close();
  }

  async function everyChunk(chunks: AsyncIterable<readonly StoredValue[]>): Promise<readonly StoredValue[]> {
    const all: StoredValue[] = [];
    for await (const chunk of chunks) all.push(...chunk);
    return all;
  }

  const READS = [
    ["row", "store_rows", (store: Store) => everyChunk(store.load(0))],
    ["record that is looked up", "store_records", (store: Store) => store.lookup(0, "call", ["r"])],
    ["record of a bucket", "store_records", (store: Store) => everyChunk(store.bucket(0, bucket))],
  ] as const;

  test.each(READS)("is found in a %s before it is a number", async (_name, table, read) => {
    await stored();
    altered(`UPDATE ${table} SET value = CAST('\u0001offered 06' AS BLOB)`);
    expect(await faultOf(() => examineState(state.path, { deep: true }))).toMatchObject({ code: "state_corrupt" });
    const { store, failed, close } = openEmbedded(state.path);
    expect(await faultOf(() => read(store))).toMatchObject({ code: "state_corrupt" });
    await expect(failed).rejects.toMatchObject({ code: "state_corrupt" });
    await close();
  });

  test.each(READS)("is not asked for in a %s of before there were checksums", async (_name, table, read) => {
    await stored();
    altered(`UPDATE ${table} SET sum = NULL`);
    expect(await examineState(state.path, { deep: true })).toBe("clean");
    const { store, close } = openEmbedded(state.path);
    expect([...(await read(store))]).toHaveLength(1);
    await close();
  });

  test("is found in a closed interval, and where one lies under another's key or version", async () => {
    for (const change of ["value = CAST(value || 'x' AS BLOB)", "cell = 'q'", "start = 0", "sequence = 7"]) {
      const { history, close } = openEmbedded(state.path);
      const interval = sampleInterval();
      await history.put([interval], 0);
      await close();
      altered(`UPDATE history_intervals SET ${change}`);
      expect(await faultOf(() => examineState(state.path, { deep: true }))).toMatchObject({ code: "state_corrupt" });
      const again = openEmbedded(state.path);
      const query = { ...interval, of: { kind: "queue" }, from: 0, to: interval.to } as const;
      const read = async () => {
        for await (const chunk of again.history.read(query)) expect(chunk).toBeDefined();
      };
      expect(await faultOf(read)).toMatchObject({ code: "state_corrupt" });
      await again.close();
      await state.remove();
      state = await temporaryState();
    }
  });

  test("is found where it lies under another's key", async () => {
    await stored();
    altered("UPDATE store_rows SET key = 'l'");
    const { store, close } = openEmbedded(state.path);
    expect(await faultOf(() => everyChunk(store.load(0)))).toMatchObject({ code: "state_corrupt" });
    await close();
  });
});
