import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { silentLogger } from "@floorwalker/runtime";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { type Follower, followQueueLog } from "../src/index.ts";
import { eventsOf } from "./read-topic.ts";

const MIDNIGHT = Date.UTC(2026, 10, 21);

/** `look`: the follower gets the time to see the file as it is. */
const step = fc.constantFrom("write", "write", "rename", "copy and truncate", "restart", "look", "stop", "start");

test("whatever is rotated, cut or restarted in whatever order, every line arrives", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const folder = mkdtempSync(join(tmpdir(), "queue-log-"));
      const embedded = openEmbedded(":memory:");
      const seen = new Set<string>();
      const reader = await collect(embedded.log, seen);
      const world = newWorld(folder, embedded.log);
      try {
        for (const next of [...steps, "write", "start"] as const) await world.take(next);
        await vi
          .waitUntil(() => world.written.every((call) => seen.has(call)), { timeout: 3000, interval: 5 })
          .catch(() => {});
        expect(world.written.filter((call) => !seen.has(call))).toEqual([]);
      } finally {
        await world.take("stop");
        await reader.stop();
        await embedded.close();
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: 60 },
  );
});

type Log = ReturnType<typeof openEmbedded>["log"];

function newWorld(folder: string, log: Log) {
  const file = join(folder, "queue_log");
  const written: string[] = [];
  let follower: Follower | null = null;
  let looks = 0;
  const clock = () => {
    looks++;
    return MIDNIGHT + 43_200_000;
  };
  const options = { file, site: "krakow", dataDir: join(folder, "data"), log, partitions: 1, clock, pollMs: 5 };
  const write = () => {
    const call = `call-${written.length}`;
    written.push(call);
    appendFileSync(file, `${MIDNIGHT / 1000 + written.length}|${call}|sales|NONE|ENTERQUEUE|||1\n`);
  };
  const shift = () => {
    for (let number = 20; number > 0; number--)
      if (existsSync(`${file}.${number}`)) renameSync(`${file}.${number}`, `${file}.${number + 1}`);
  };
  const stop = async () => {
    await follower?.stop();
    follower = null;
  };
  const start = async () => {
    follower ??= await followQueueLog({ ...options, zoneMidnight: () => MIDNIGHT, logger: silentLogger });
  };
  const actions: Record<string, () => void | Promise<void>> = {
    write,
    rename: () => {
      if (!existsSync(file)) return;
      shift();
      renameSync(file, `${file}.1`);
      // Until it is told to reopen its log, Asterisk writes on to the old file.
      appendFileSync(`${file}.1`, "");
      writeFileSync(file, "");
    },
    "copy and truncate": () => {
      if (!existsSync(file)) return;
      shift();
      copyFileSync(file, `${file}.1`);
      truncateSync(file, 0);
    },
    look: async () => {
      const from = looks;
      if (follower !== null) await vi.waitUntil(() => looks > from + 2, { timeout: 3000, interval: 2 });
    },
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
  };
  return { written, take: async (name: string) => actions[name]!() };
}

const collect = (log: Log, seen: Set<string>) =>
  log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]).then(() =>
    log.consume({
      group: "reader",
      topics: [EVENTS_TOPIC],
      assigned: async () => 0,
      revoked: async () => {},
      batch: async ({ records }) => {
        for (const { value } of records) for (const { contact } of eventsOf(value)) seen.add(contact ?? "heartbeat");
      },
    }),
  );
