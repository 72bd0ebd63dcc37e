import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
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

async function claim(file: string, log: string) {
  const { store, close } = openEmbedded(file);
  const claimed = await store.claim(0, { nonce: crypto.randomUUID(), facts: { fold: 1, partitions: 1, log } });
  await close();
  return claimed;
}
