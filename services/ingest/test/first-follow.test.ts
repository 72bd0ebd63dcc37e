/** A follower that begins in the middle of a day knows who was there at midnight. */
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openEmbedded } from "@floorwalker/embedded";
import { silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Follower, followQueueLog } from "../src/index.ts";
import { readEvents } from "./read-topic.ts";

const MIDNIGHT = Date.UTC(2026, 10, 21);
const HOUR = 3600;

let folder: string;
let file: string;
let embedded: ReturnType<typeof openEmbedded>;
let follower: Follower | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "queue-log-"));
  file = join(folder, "queue_log");
  embedded = openEmbedded(":memory:");
});

afterEach(async () => {
  await follower?.stop();
  follower = undefined;
  await embedded.close();
  rmSync(folder, { recursive: true });
});

/** `second` counts from midnight. */
const line = (second: number, own: string) => `${MIDNIGHT / 1000 + second}|c1.1|${own}\n`;

async function follow(midnight = MIDNIGHT): Promise<void> {
  await follower?.stop();
  follower = await followQueueLog({
    file,
    site: "krakow",
    dataDir: join(folder, "data"),
    log: embedded.log,
    partitions: 1,
    zoneMidnight: () => midnight,
    clock: () => MIDNIGHT + 43_200_000,
    logger: silentLogger,
    pollMs: 5,
  });
}

/** Everything but heartbeats, in the order of the log. */
async function told(count: number): Promise<string[]> {
  const events = await readEvents(embedded.log, count, ({ type }) => type !== "cc.source.heartbeat");
  return events.map(({ type, agent, queue, time }) =>
    [type.slice(3), agent ?? "nobody", queue ?? "everywhere", (time - MIDNIGHT) / 1000].join(" "),
  );
}

test("who joined yesterday and who paused last week are told at midnight, before the first line of today", async () => {
  writeFileSync(
    file,
    line(-170 * HOUR, "sales|Ann|ADDMEMBER|") +
      line(-20 * HOUR, "sales|Bob|ADDMEMBER|") +
      line(-20 * HOUR, "sales|NONE|ENTERQUEUE||600|1") +
      line(-10 * HOUR, "sales|Ann|PAUSE|Leave") +
      line(-9 * HOUR, "sales|Bob|REMOVEMEMBER|") +
      line(0, "sales|Cid|ADDMEMBER|"),
  );
  await follow();
  expect(await told(3)).toEqual([
    "agent.signedIn Ann sales 0",
    "agent.stateChanged Ann sales 0",
    "agent.signedIn Cid sales 0",
  ]);
});

test("rotated files are read for it too, packed ones and copies, whatever their dates say", async () => {
  writeFileSync(
    `${file}.2.gz`,
    gzipSync(line(-40 * HOUR, "sales|Ann|ADDMEMBER|") + line(-40 * HOUR, "sales|Bob|ADDMEMBER|")),
  );
  writeFileSync(`${file}.1`, line(-20 * HOUR, "sales|Bob|REMOVEMEMBER|"));
  copyFileSync(`${file}.2.gz`, `${file}.3.gz`);
  writeFileSync(file, line(60, "help|Ann|ADDMEMBER|"));
  await follow();
  expect(await told(2)).toEqual(["agent.signedIn Ann sales 0", "agent.signedIn Ann help 60"]);
});

test("it is told once: a restart of the follower, on the next day too, goes on where it stopped", async () => {
  writeFileSync(file, line(-HOUR, "sales|Ann|ADDMEMBER|"));
  await follow();
  await told(1);
  await follow(MIDNIGHT + 86_400_000);
  appendFileSync(file, line(2 * HOUR, "sales|Ann|REMOVEMEMBER|"));
  expect(await told(2)).toEqual(["agent.signedIn Ann sales 0", `agent.signedOut Ann sales ${2 * HOUR}`]);
});

test("a follower that lost its position tells the same events again", async () => {
  writeFileSync(file, line(-HOUR, "sales|Ann|ADDMEMBER|PAUSED"));
  await follow();
  await told(2);
  await follower!.stop();
  rmSync(join(folder, "data"), { recursive: true });
  await follow();
  const events = await readEvents(embedded.log, 4, ({ agent }) => agent !== null);
  expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(2);
});

test("where nothing is at hand yet it waits for the file", async () => {
  await follow();
  expect(existsSync(join(folder, "data")) && readdirSync(join(folder, "data"))).toBeFalsy();
  writeFileSync(file, line(-HOUR, "sales|Ann|ADDMEMBER|"));
  expect(await told(1)).toEqual(["agent.signedIn Ann sales 0"]);
});
