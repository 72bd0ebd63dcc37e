/** kill -9 at any moment: everything acknowledged is there, and state and offset are of the same moment. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, copyFileSync, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { claimed } from "@floorwalker/ports/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EmbeddedError, openEmbedded } from "../src/index.ts";
import { type TemporaryState, temporaryState } from "./temporary-state.ts";

let state: TemporaryState;
let child: ChildProcess | undefined;

beforeEach(async () => {
  state = await temporaryState();
});

afterEach(async () => {
  child?.kill("SIGKILL");
  await state.remove();
});

test("after kill -9 nothing acknowledged is lost, and state and offset agree", { timeout: 60_000 }, async () => {
  for (const commitsBeforeDeath of [1, 40, 3, 500, 17]) {
    const acknowledged = await runUntilKilled(commitsBeforeDeath);
    const { log, store, close } = openEmbedded(state.path);
    const end = (await log.bounds("events"))[0]!.high;
    const { sequence, offset } = await claimed(store, 0, { fold: 1, partitions: 1, log: null });
    expect(end).toBeGreaterThanOrEqual(acknowledged.appended);
    expect(offset).toBeGreaterThanOrEqual(acknowledged.committed);
    expect(offset).toBeLessThanOrEqual(end);

    // The events are 0, 1, 2 …: their count is the offset and their sum follows from it.
    const text = JSON.stringify({ count: offset!, sum: (offset! * (offset! - 1)) / 2 });
    const stored = new Uint8Array(Buffer.from(text));
    for await (const chunk of store.load(0)) expect(chunk).toEqual([["state", stored]]);
    expect((await store.snapshot(0)).rows).toEqual(new Map([["tile", stored]]));
    expect((await store.lookup(0, "call", [String(offset)])).get(String(offset))?.value).toEqual(stored);
    const outbox = await store.outbox(0, 1_000_000);
    expect(outbox).toHaveLength(sequence);
    expect(outbox.at(-1)?.payload).toBe(String(offset));
    await close();
  }
});

test("a second process on the same state is told so, and what to do; after a kill -9 the state is free", async () => {
  const { opened, killed } = startChild();
  await opened;
  const refused = tryToOpen(state.path);
  expect(refused).toMatchObject({
    code: "state_in_use",
    place: state.path,
    fix: expect.stringContaining("Stop the other"),
  });
  await killed();
  const { close } = openEmbedded(state.path);
  expect(tryToOpen(state.path)).toMatchObject({ code: "state_in_use" });
  await close();
});

test("a process killed while pages go from the write-ahead log into the file leaves a state that opens: only together are they whole", async () => {
  const { close } = openEmbedded(state.path);
  const other = new DatabaseSync(state.path);
  // Its first page is in the log from now on…
  other.exec("CREATE TABLE torn (x)");
  const torn = `${state.path}.torn`;
  for (const file of ["", "-wal"]) copyFileSync(state.path + file, torn + file);
  other.close();
  await close();
  // … and half written in the file.
  const file = openSync(torn, "r+");
  writeSync(file, Buffer.alloc(3_000, 0xff), 0, 3_000, 1_000);
  writeSync(file, Buffer.alloc(200, 0xff), 0, 200, 100);
  closeSync(file);
  const again = openEmbedded(torn);
  await again.close();
});

async function runUntilKilled(commits: number): Promise<{ appended: number; committed: number }> {
  const acknowledged = { appended: 0, committed: 0 };
  let seen = 0;
  const { lines, opened, killed } = startChild();
  const enough = Promise.withResolvers<void>();
  lines.on("line", (line) => {
    const [what, number] = line.split(" ");
    if (what === "appended") acknowledged.appended = Number(number);
    if (what !== "committed") return;
    acknowledged.committed = Number(number);
    if (++seen === commits) enough.resolve();
  });
  await opened;
  await enough.promise;
  await killed();
  return acknowledged;
}

function startChild() {
  const writer = spawn(process.execPath, [`${import.meta.dirname}/crash-writer.ts`, state.path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = writer;
  const lines = createInterface({ input: writer.stdout });
  const killed = async () => {
    const drained = once(lines, "close");
    writer.kill("SIGKILL");
    await drained;
    if (writer.signalCode === null && writer.exitCode === null) await once(writer, "exit");
  };
  return { lines, opened: once(lines, "line"), killed };
}

function tryToOpen(path: string): unknown {
  try {
    openEmbedded(path);
  } catch (error) {
    expect(error).toBeInstanceOf(EmbeddedError);
    return error;
  }
  return undefined;
}
