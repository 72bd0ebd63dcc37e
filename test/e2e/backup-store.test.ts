/** A store in Redis copied under traffic and restored after it was lost: caught up from the log, its numbers are the same. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { openEmbedded } from "@floorwalker/embedded";
import { openRedisStore } from "@floorwalker/redis";
import { expect, onTestFinished, test } from "vitest";
import { addressOf, redisBackend, suiteOn } from "../support/src/backends.ts";
import { eventAt } from "../support/src/bad-inputs.ts";
import { runProgram } from "../support/src/run-program.ts";
import { runFloor } from "../support/src/running-floor.ts";

const redis = await redisBackend();
const CALLS = "cc.call.events.v1";
const QUEUE = "queue:krakow:sales:call";
const patience = { timeout: 30_000, interval: 25 };

/** Of `calls` calls: every third abandons after 20 s, the others are answered after 10 s and talk for 30 s. */
function numbersOf(calls: number): object {
  const abandoned = Math.ceil(calls / 3);
  return {
    "offered.60m": calls,
    "answered.60m": calls - abandoned,
    "abandoned.60m": abandoned,
    "averageSpeedOfAnswer.60m": 10,
    "averageTalkTime.60m": 30,
    waiting: 0,
    talking: 0,
  };
}

suiteOn([redis], "A copy of a store in Redis", () => {
  test("taken under traffic, restored and caught up, shows what an undisturbed store shows", {
    timeout: 120_000,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "floorwalker-backup-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "store.backup");
    const now = Date.now();
    const prefix = `copy-${crypto.randomUUID().slice(0, 8)}`;
    const variables = { FLOORWALKER_REDIS: addressOf(redis), FLOORWALKER_PREFIX: prefix };
    const { log, close } = openEmbedded(":memory:");
    onTestFinished(close);
    const newStore = () => openRedisStore({ url: addressOf(redis), prefix: `${prefix}floorwalker` });
    const store = await newStore();
    onTestFinished(async () => {
      await store.erase();
      await store.close();
    });
    const clock = () => now;
    const caller = (index: number, type: string, after: number) => ({
      key: "krakow",
      value: Buffer.from(
        JSON.stringify(
          eventAt(now, 250 - after, {
            id: `${index}-${type}`,
            type: `cc.contact.${type}`,
            contact: `c${index}`,
            agent: "a1",
          }),
        ),
      ),
    });
    const calls = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => from + at).flatMap((index) =>
        index % 3 === 0
          ? [caller(index, "queued", 0), caller(index, "abandoned", 20)]
          : [caller(index, "queued", 0), caller(index, "answered", 10), caller(index, "ended", 40)],
      );

    const key = await store.secret("privacy", "the-key-of-this-installation");
    const floor = await runFloor({ log, store, clock });
    let sent = 0;
    let running = true;
    const traffic = (async () => {
      while (running && sent < 3_000) {
        await floor.send(CALLS, 0, calls(sent, sent + 10));
        sent += 10;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await expect.poll(async () => (await floor.row(QUEUE))?.["offered.60m"] ?? 0, patience).toBeGreaterThan(50);
    const copied = await runProgram(["backup", file], variables);
    expect(copied).toMatchObject({ status: 0, stderr: "" });
    running = false;
    await traffic;
    await floor.send(CALLS, 0, calls(sent, sent + 50));
    sent += 50;
    await expect.poll(async () => (await floor.row(QUEUE))?.["offered.60m"], patience).toBe(sent);
    expect(await floor.row(QUEUE)).toMatchObject(numbersOf(sent));

    const refused = await runProgram(["restore", file], variables);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("state_not_empty") });
    // An owner is still there: it finds an epoch that is not its own, and reads what is there now.
    const restored = await runProgram(["restore", file, "--force"], variables);
    expect(restored).toMatchObject({ status: 0, stderr: "" });
    await floor.send(CALLS, 0, calls(sent, sent + 1));
    await expect.poll(async () => (await floor.row(QUEUE))?.["offered.60m"], patience).toBe(sent + 1);
    await floor.stop();

    await store.erase();
    expect(await runProgram(["restore", file], variables)).toMatchObject({ status: 0, stderr: "" });
    // Agents are called as before: the key is not made anew.
    expect(await store.secret("privacy", "another")).toBe(key);
    expect(statSync(file).mode & 0o077).toBe(0);
    const again = await runFloor({ log, store, clock });
    onTestFinished(() => again.stop());
    await expect.poll(async () => (await again.row(QUEUE))?.["offered.60m"], patience).toBe(sent + 1);
    expect(await again.row(QUEUE)).toMatchObject(numbersOf(sent + 1));
  });

  test("a file that was cut restores nothing", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "floorwalker-backup-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [file, cut] = [join(folder, "store.backup"), join(folder, "cut.backup")];
    const prefix = `copy-${crypto.randomUUID().slice(0, 8)}`;
    const variables = { FLOORWALKER_REDIS: addressOf(redis), FLOORWALKER_PREFIX: prefix };
    const store = await openRedisStore({ url: addressOf(redis), prefix: `${prefix}floorwalker` });
    onTestFinished(async () => {
      await store.erase();
      await store.close();
    });
    await store.claim(0, { nonce: "n", facts: { fold: 1, partitions: 1, log: null } });
    expect(await runProgram(["backup", file], variables)).toMatchObject({ status: 0, stderr: "" });
    writeFileSync(cut, readFileSync(file).subarray(0, -12));
    // One of the version before has no key: that of the store stays.
    const [header, ...rest] = gunzipSync(readFileSync(file)).toString().split("\n");
    const { secrets: _secrets, ...before } = JSON.parse(header!) as Record<string, unknown>;
    const older = join(folder, "older.backup");
    writeFileSync(older, gzipSync([JSON.stringify({ ...before, version: 1 }), ...rest].join("\n")));
    await store.secret("privacy", "made-here");
    expect(await runProgram(["restore", older, "--force"], variables)).toMatchObject({ status: 0 });
    expect(await store.secret("privacy", "another")).toBe("made-here");
    await store.erase();
    expect(await runProgram(["restore", cut], variables)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("backup_unusable"),
    });
    expect(await store.snapshot(0)).toMatchObject({ position: { sequence: 0 } });
    expect(await runProgram(["restore", file], variables)).toMatchObject({ status: 0 });
  });
});
