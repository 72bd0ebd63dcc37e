import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
import type { Checkpoint } from "@floorwalker/ports";
import { FOLD_VERSION } from "@floorwalker/stream";
import { describe, expect, test } from "vitest";
import { runCli, temporaryFolder } from "./run-cli.ts";

describe("floorwalker state adopt-log", { timeout: 60_000 }, () => {
  test("says what it would do, does it with --yes, and the partition is claimed with the new log from its start", async () => {
    const data = join(temporaryFolder(), "data");
    mkdirSync(data);
    const file = join(data, "state.sqlite");
    const first = openEmbedded(file);
    await first.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
    const facts = { fold: 1, partitions: 1, log: "another log" };
    expect(await first.store.claim(0, { nonce: "a", facts })).toMatchObject({ result: "claimed" });
    const identity = await first.log.identity(EVENTS_TOPIC);
    await first.close();

    const dry = await runCli(["state", "adopt-log", "--data", data]);
    expect(dry).toMatchObject({ status: 0, stderr: "" });
    expect(dry.stdout).toContain(`would go on with ${EVENTS_TOPIC} (${identity}, 1 partitions, 0 records)`);
    expect(await claim(file, identity)).toMatchObject({ result: "refused", reason: "other_log" });

    expect(await runCli(["state", "adopt-log", "--data", data, "--yes"])).toMatchObject({ status: 0, stderr: "" });
    expect(await claim(file, identity)).toMatchObject({ result: "claimed", checkpoint: { offset: null, mark: null } });
  });

  test("a folder without events says what to do", async () => {
    const ran = await runCli(["state", "adopt-log", "--data", temporaryFolder()]);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/no topic cc\.events\.v1 \[no_log\]\nStart the services once/);
  });
});

describe("floorwalker state rebuild and refold", { timeout: 60_000 }, () => {
  test("say what they would do, do it with --yes, and say what they did", async () => {
    const data = join(temporaryFolder(), "data");
    mkdirSync(data);
    const file = join(data, "state.sqlite");
    const { log, store, close } = openEmbedded(file);
    await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
    const identity = await log.identity(EVENTS_TOPIC);
    const facts = { fold: FOLD_VERSION, partitions: 1, log: identity };
    const claimed = await store.claim(0, { nonce: "a", facts });
    if (claimed.result !== "claimed") throw new Error(claimed.reason);
    const position = { partition: 0, epoch: claimed.checkpoint.epoch, from: 0, to: 1, offset: 0, mark: null };
    const rows = [["here\u001ef\u001eq", null] as const];
    await store.commit({ ...position, rows, records: [], dropBuckets: [], views: [], outbox: ["o"] });
    await close();

    const refold = ["state", "refold", "--data", data];
    expect((await runCli(refold)).stdout).toContain("would fold its contacts anew");
    expect(await runCli([...refold, "--yes"])).toMatchObject({
      status: 0,
      stderr: "",
      stdout: `${file} has folded 0 contacts anew; 0 of them have other numbers now.\n`,
    });

    const rebuild = ["state", "rebuild", "--data", data];
    expect((await runCli(rebuild)).stdout).toContain("would make its numbers anew");
    expect((await claim(file, identity, FOLD_VERSION)).checkpoint).toMatchObject({ offset: 0 });
    const ran = await runCli([...rebuild, "--yes"]);
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect(ran.stdout).toContain("makes its numbers anew from cc.events.v1");
    expect(ran.stdout).toContain("it has all of them");
    expect((await claim(file, identity, FOLD_VERSION)).checkpoint).toMatchObject({ offset: null, mark: null });
  });
});

async function claim(file: string, log: string, fold = 1) {
  const { store, close } = openEmbedded(file);
  const claimed = await store.claim(0, { nonce: crypto.randomUUID(), facts: { fold, partitions: 1, log } });
  await close();
  return claimed as typeof claimed & { readonly checkpoint?: Checkpoint };
}
