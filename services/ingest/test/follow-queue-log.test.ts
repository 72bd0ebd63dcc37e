import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openEmbedded } from "@floorwalker/embedded";
import { deadLetterTopic, QUEUE_LOG_TOPIC } from "@floorwalker/events";
import { silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { QueueLogFile } from "../src/follow/queue-log-file.ts";
import { createIngestCounts, type Follower, type FollowOptions, followQueueLog } from "../src/index.ts";
import { withAppend } from "./faulty-log.ts";
import { readEvents, readTopic, sorted } from "./read-topic.ts";

const MIDNIGHT = Date.UTC(2026, 10, 21);
const SECOND = MIDNIGHT / 1000;

let folder: string;
let file: string;
let now: number;
let looks = 0;
let embedded: ReturnType<typeof openEmbedded>;
let follower: Follower | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "queue-log-"));
  file = join(folder, "queue_log");
  now = MIDNIGHT + 43_200_000;
  embedded = openEmbedded(":memory:");
});

afterEach(async () => {
  await follower?.stop();
  follower = undefined;
  await embedded.close();
  rmSync(folder, { recursive: true });
});

/** `second` counts from midnight. */
const line = (call: string, second = 3600) => `${SECOND + second}|${call}|sales|NONE|ENTERQUEUE||600100200|1\n`;
const lines = (...calls: string[]) => calls.map((call) => line(call)).join("");

async function follow(more: Partial<FollowOptions> = {}): Promise<Follower> {
  follower = await followQueueLog({
    file,
    site: "krakow",
    dataDir: join(folder, "data"),
    log: embedded.log,
    partitions: 1,
    zoneMidnight: () => MIDNIGHT,
    clock: () => {
      looks++;
      return now;
    },
    logger: silentLogger,
    pollMs: 5,
    ...more,
  });
  return follower;
}

/** Every call that reached the event topic, in order, waiting until there are `count`. */
async function calls(count: number): Promise<readonly (string | null)[]> {
  const events = await readEvents(embedded.log, count, ({ contact }) => contact !== null);
  return events.map(({ contact }) => contact);
}

/** The follower has looked at the file again, more than once. */
async function polls(): Promise<void> {
  const from = looks;
  await vi.waitUntil(() => looks > from + 3, { timeout: 30_000, interval: 5 });
}

const positions = () =>
  readdirSync(join(folder, "data", "queue-log")).map((name) => join(folder, "data", "queue-log", name));

test("lines are followed as they are written, and a line without its end waits for it", async () => {
  writeFileSync(file, lines("1", "2"));
  await follow();
  expect(await calls(2)).toEqual(["1", "2"]);
  const whole = line("3");
  appendFileSync(file, whole.slice(0, 20));
  await polls();
  expect(follower!.counts.accepted).toBe(2);
  appendFileSync(file, whole.slice(20));
  expect(await calls(3)).toEqual(["1", "2", "3"]);
});

test("a file that is not there yet is missing, and followed once it comes", async () => {
  await follow();
  expect(follower!.state()).toBe("missing");
  writeFileSync(file, lines("1"));
  expect(await calls(1)).toEqual(["1"]);
  await vi.waitUntil(() => follower!.state() === "following", { timeout: 30_000, interval: 5 });
});

test("a first follow begins at the site's midnight, in rotated files too", async () => {
  writeFileSync(`${file}.1`, line("yesterday", -10) + line("early", 5));
  writeFileSync(file, line("older", -1) + line("today", 60));
  await follow();
  expect(sorted(await calls(2))).toEqual(["early", "today"]);
});

test("rotation by renaming loses nothing, also what is still written to the old file", async () => {
  writeFileSync(file, lines("1"));
  await follow();
  await calls(1);
  renameSync(file, `${file}.1`);
  appendFileSync(`${file}.1`, lines("2"));
  await calls(2);
  writeFileSync(file, lines("3"));
  await calls(3);
  appendFileSync(`${file}.1`, lines("4"));
  expect(await calls(4)).toEqual(["1", "2", "3", "4"]);
});

test("rotation by copy and truncate loses nothing, also what was written just before", async () => {
  writeFileSync(file, lines("1", "2"));
  await follow();
  await calls(2);
  await follower!.stop();
  appendFileSync(file, lines("3"));
  copyFileSync(file, `${file}.1`);
  truncateSync(file, 0);
  appendFileSync(file, lines("4"));
  await follow();
  expect(sorted(await calls(4))).toEqual(["1", "2", "3", "4"]);
});

test("lines written between the last look and copy and truncate are found in the copy", async () => {
  writeFileSync(file, lines("1", "2"));
  await follow();
  await calls(2);
  appendFileSync(file, lines("3"));
  copyFileSync(file, `${file}.1`);
  truncateSync(file, 0);
  appendFileSync(file, lines("4"));
  // A look may have come between: then the copy tells a line again, as the same event.
  const seen = new Set<string | null>();
  for (let count = 4; seen.size < 4; count++) for (const call of await calls(count)) seen.add(call);
  expect(sorted([...seen])).toEqual(["1", "2", "3", "4"]);
});

test("a file that was cut while it is followed is read from its beginning", async () => {
  writeFileSync(file, lines("1", "2"));
  await follow();
  await calls(2);
  truncateSync(file, 0);
  appendFileSync(file, lines("3"));
  expect(await calls(3)).toEqual(["1", "2", "3"]);
});

test("a file rewritten to a greater length is noticed by its first bytes", async () => {
  writeFileSync(file, lines("1", "2"));
  await follow();
  await calls(2);
  writeFileSync(file, lines("3", "4", "5"));
  expect(await calls(5)).toEqual(["1", "2", "3", "4", "5"]);
});

test("a file rewritten between being asked whether it continues and being read is noticed too", async () => {
  writeFileSync(file, lines("1", "2"));
  await follow();
  await calls(2);
  const asked = vi.spyOn(QueueLogFile.prototype, "continues").mockImplementationOnce(async () => {
    writeFileSync(file, lines("3", "4", "5"));
    return true;
  });
  expect(await calls(5)).toEqual(["1", "2", "3", "4", "5"]);
  asked.mockRestore();
});

test("a file rewritten while what was read of it is being appended is noticed too", async () => {
  writeFileSync(file, lines("1", "2"));
  let rewritten = false;
  const log = withAppend(embedded.log, async (topic, partition, messages) => {
    await embedded.log.append(topic, partition, messages);
    if (rewritten || !messages.some(({ value }) => Buffer.from(value ?? []).includes('"contact":"2"'))) return;
    rewritten = true;
    writeFileSync(file, lines("3", "4", "5"));
  });
  await follow({ log });
  expect(await calls(5)).toEqual(["1", "2", "3", "4", "5"]);
});

test("a link that is switched to another file, and back, is followed, and no line is told twice", async () => {
  const point = (number: number) => {
    symlinkSync(`${file}.${number}`, `${file}.tmp`);
    renameSync(`${file}.tmp`, file);
  };
  writeFileSync(`${file}.1`, lines("1"));
  point(1);
  await follow();
  await calls(1);
  writeFileSync(`${file}.2`, lines("2"));
  point(2);
  await calls(2);
  appendFileSync(`${file}.2`, lines("3"));
  await calls(3);
  point(1);
  await polls();
  appendFileSync(`${file}.1`, lines("4"));
  await calls(4);
  appendFileSync(`${file}.2`, lines("5"));
  await calls(5);
  await polls();
  expect(await calls(5)).toEqual(["1", "2", "3", "4", "5"]);
});

test("a file that is missing for a moment is no end", async () => {
  writeFileSync(file, lines("1"));
  await follow();
  await calls(1);
  unlinkSync(file);
  await vi.waitUntil(() => follower!.state() === "missing", { timeout: 30_000 });
  writeFileSync(file, lines("2"));
  expect(await calls(2)).toEqual(["1", "2"]);
});

test("after a restart reading goes on where it stopped, over two rotations in between", async () => {
  writeFileSync(file, lines("1"));
  await follow();
  await calls(1);
  await follower!.stop();
  appendFileSync(file, lines("2"));
  renameSync(file, `${file}.2`);
  writeFileSync(`${file}.1`, lines("3"));
  writeFileSync(file, lines("4"));
  const again = await follow();
  expect(sorted(await calls(4))).toEqual(["1", "2", "3", "4"]);
  expect(again.counts.accepted).toBe(3);
});

test("the position moves only after the append is acknowledged", async () => {
  writeFileSync(file, lines("1"));
  let away = true;
  const log = withAppend(embedded.log, async (topic, partition, messages) => {
    if (away) throw new Error("broker away");
    await embedded.log.append(topic, partition, messages);
  });
  await follow({ log });
  await vi.waitUntil(() => follower!.state() === "failing", { timeout: 30_000 });
  expect(follower!.healthy()).toBe(false);
  await follower!.stop();
  away = false;
  await follow({ log });
  expect(await calls(1)).toEqual(["1"]);
});

test("a damaged position is no position: it begins at midnight again", async () => {
  writeFileSync(file, lines("1"));
  await follow();
  await calls(1);
  await follower!.stop();
  for (const name of positions()) writeFileSync(name, "{");
  await follow();
  expect(await calls(2)).toEqual(["1", "1"]);
});

test("a line that cannot be understood is kept with its place, and the rest goes on", async () => {
  writeFileSync(file, `${lines("1")}nonsense\n${"x".repeat(300_000)}\n${lines("2")}`);
  const counts = createIngestCounts();
  await follow({ counts });
  expect(await calls(2)).toEqual(["1", "2"]);
  const dead = await readTopic(embedded.log, deadLetterTopic(QUEUE_LOG_TOPIC), 3);
  const codes = dead.map(({ headers }) => Buffer.from(headers["_dlq.errors.code"]!).toString());
  expect(codes).toEqual(["malformed_line", "too_large", "malformed_line"]);
  expect(Buffer.from(dead[0]!.value).toString()).toBe("nonsense");
  expect(Buffer.from(dead[0]!.headers["_dlq.errors.offset"]!).toString()).toBe(String(lines("1").length));
  expect(dead[0]!.key).toBe("krakow");
  expect(counts).toMatchObject({ accepted: 2, rejected: 3 });
});

test("a rotated file that ends within a line keeps the cut line apart", async () => {
  writeFileSync(file, lines("1"));
  await follow({ lingerMs: 60_000 });
  await calls(1);
  appendFileSync(file, line("2").slice(0, 40));
  renameSync(file, `${file}.1`);
  writeFileSync(file, lines("3"));
  await calls(2);
  now += 60_000;
  const [dead] = await readTopic(embedded.log, deadLetterTopic(QUEUE_LOG_TOPIC), 1);
  expect(Buffer.from(dead!.headers["_dlq.errors.code"]!).toString()).toBe("unterminated_line");
  expect(Buffer.from(dead!.value).toString()).toBe(line("2").slice(0, 40));
});

test("while the file is there and read to its end a heartbeat says so every 10 s, and stops when it is gone", async () => {
  writeFileSync(file, "");
  await follow();
  const beatsUntil = (count: number) => readEvents(embedded.log, count);
  await beatsUntil(1);
  now += 9_999;
  await polls();
  now += 1;
  const [first, second] = await beatsUntil(2);
  expect(first).toMatchObject({
    type: "cc.source.heartbeat",
    source: "/asterisk/krakow",
    site: "krakow",
    time: now - 10_000,
  });
  expect(second).toMatchObject({ time: now });
  expect(second!.id).not.toBe(first!.id);
  unlinkSync(file);
  await vi.waitUntil(() => follower!.state() === "missing", { timeout: 30_000 });
  now += 60_000;
  await polls();
  expect(await beatsUntil(2)).toHaveLength(2);
});

const letters = (count: number) => readTopic(embedded.log, deadLetterTopic(QUEUE_LOG_TOPIC), count);

test("a bad line is told once, also when the same lines come again in a new file or a copy", async () => {
  writeFileSync(file, `${lines("1")}bad 1\n`);
  copyFileSync(file, `${file}.bak`);
  await follow();
  await calls(1);
  // As an editor or a synchroniser replaces it.
  writeFileSync(`${folder}/new`, `${lines("1")}bad 1\n${lines("2")}bad 2\n`);
  renameSync(`${folder}/new`, file);
  expect(await calls(2)).toEqual(["1", "2"]);
  await polls();
  await follower!.stop();
  await follow();
  appendFileSync(file, `bad 3\n${lines("3")}`);
  expect(await calls(3)).toEqual(["1", "2", "3"]);
  await polls();
  expect((await letters(3)).map(({ value }) => Buffer.from(value).toString())).toEqual(["bad 1", "bad 2", "bad 3"]);
});

test("a rotated file of today that is packed with gzip is read; one packed otherwise is told by its name", async () => {
  writeFileSync(`${file}.2.gz`, gzipSync(line("packed")));
  writeFileSync(`${file}.3.xz`, "?");
  writeFileSync(file, line("plain"));
  const told: unknown[] = [];
  const logger = { ...silentLogger, warn: (event: string, fields?: object) => told.push([event, fields]) };
  await follow({ logger });
  expect(sorted(await calls(2))).toEqual(["packed", "plain"]);
  expect(told).toEqual([
    ["queue_log_rotated_not_read", { file: `${file}.3.xz`, fix: expect.stringContaining("Unpack") }],
  ]);
});

test("what was unread of a file that was packed while nothing ran is read where the last run stopped", async () => {
  writeFileSync(file, lines("1", "2"));
  await follow({ lingerMs: 0 });
  await calls(2);
  await follower!.stop();
  const whole = lines("1", "2", "3");
  writeFileSync(`${file}.1.gz`, gzipSync(whole));
  unlinkSync(file);
  writeFileSync(file, lines("4"));
  await follow({ lingerMs: 0 });
  expect(sorted(await calls(4))).toEqual(["1", "2", "3", "4"]);
});

test("a folder, a packed file and UTF-16 are refused at once, with what to name instead", async () => {
  for (const [name, bytes] of [
    ["a.gz", gzipSync(lines("1"))],
    ["b", Buffer.from(`\ufeff${lines("1")}`, "utf16le")],
  ] as const) {
    writeFileSync(join(folder, name), bytes);
    await expect(follow({ file: join(folder, name) })).rejects.toMatchObject({ code: "queue_log_unusable" });
  }
  await expect(follow({ file: folder })).rejects.toMatchObject({ code: "queue_log_unusable", fix: expect.any(String) });
});

test("local times of a database's export are read in the site's zone, and lines before midnight are left out", async () => {
  const at = (stamp: string, call: string) => `${stamp}|${call}|sales|NONE|ENTERQUEUE|||1\n`;
  writeFileSync(file, at("2026-11-20 23:59:58", "yesterday") + at("2026-11-21 02:00:00", "today"));
  await follow({ zone: "Europe/Warsaw", zoneMidnight: () => MIDNIGHT - 3_600_000 });
  expect(await calls(1)).toEqual(["today"]);
  const [told] = await readEvents(embedded.log, 1, ({ contact }) => contact !== null);
  expect(told!.time).toBe(MIDNIGHT + 3_600_000);
});
