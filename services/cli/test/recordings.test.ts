import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import { readLines } from "../src/replay/read-lines.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";
import { startCli } from "./start-cli.ts";

const TEXT = Array.from(
  { length: 2_000 },
  (_, index) => `${1_793_610_000 + index}|c${index}|s\u00e9|NONE|ENTERQUEUE||${(index * 7919) % 1000}|1\r\n`,
).join("");
const EXPECTED = TEXT.trimEnd().split("\r\n");

async function linesOf(bytes: Uint8Array): Promise<string[]> {
  const file = join(temporaryFolder(), "recording");
  writeFileSync(file, bytes);
  const lines: string[] = [];
  for await (const chunk of readLines(file)) lines.push(...chunk.map((line) => new TextDecoder().decode(line)));
  return lines;
}

const utf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le").swap16();

test.for([
  ["text", Buffer.from(TEXT)],
  ["text with UTF-8's mark", Buffer.from(`\ufeff${TEXT}`)],
  ["gzip", gzipSync(TEXT)],
  [
    "gzip in two members, as rotation appends them",
    Buffer.concat([gzipSync(TEXT.slice(0, 999)), gzipSync(TEXT.slice(999))]),
  ],
  ["UTF-16", Buffer.from(`\ufeff${TEXT}`, "utf16le")],
  ["UTF-16 in the other order", utf16be(TEXT)],
  ["UTF-16 in gzip", gzipSync(utf16be(TEXT))],
] as const)("a recording in %s has its lines", async ([, bytes]) => {
  expect(await linesOf(bytes)).toEqual(EXPECTED);
});

test("an empty file has no lines, and one byte is a line", async () => {
  expect(await linesOf(new Uint8Array())).toEqual([]);
  expect(await linesOf(Buffer.from("x"))).toEqual(["x"]);
});

test("a packed file that is cut or damaged is an error, never a shorter recording", async () => {
  const packed = gzipSync(TEXT);
  const damaged = Buffer.from(packed);
  damaged.fill(0x55, 2_000, 2_200);
  for (const bytes of [packed.subarray(0, -9), packed.subarray(0, packed.length / 2), damaged])
    await expect(linesOf(bytes)).rejects.toMatchObject({ code: "recording_not_read" });
});

test("what is packed otherwise is refused by its name, with how to unpack it; so is a folder", {
  timeout: 60_000,
}, async () => {
  for (const [kind, first] of [
    ["zstd", zstdCompressSync(TEXT)],
    ["xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 1])],
    ["bzip2", Buffer.from("BZh91AY")],
    ["zip", Buffer.from("PK\x03\x04..")],
    ["lz4", Buffer.from([0x04, 0x22, 0x4d, 0x18, 1, 2])],
  ] as const)
    await expect(linesOf(first)).rejects.toMatchObject({
      code: "recording_packed",
      message: expect.stringContaining(kind),
    });
  const folder = join(temporaryFolder(), "folder");
  mkdirSync(folder);
  const run = await runCli(["replay", folder, "--source", "canonical"]);
  expect(run).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("EISDIR") });
});

test("a report of a recording of which no line was understood does not end well", { timeout: 60_000 }, async () => {
  const file = join(temporaryFolder(), "queue_log");
  writeFileSync(file, "1793610000|c|q|NONE|ENTERQUEUE|||1\n");
  const run = await runCli(["replay", file, "--source", "canonical"]);
  expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining("another format") });
});

test("a site that the recording is not about is an error with those it is about, not an empty report", {
  timeout: 60_000,
}, async () => {
  const file = join(temporaryFolder(), "events.ndjson");
  const event = {
    specversion: "1.0",
    id: "1",
    source: "/acd",
    type: "cc.contact.queued",
    time: "2026-11-21T09:00:00Z",
  };
  writeFileSync(file, JSON.stringify({ ...event, site: "krakow", channel: "call", contact: "c", queue: "sales" }));
  const run = await runCli(["replay", file, "--source", "canonical", "--site", "nope"]);
  expect(run).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("about: krakow") });
});

test("a replay that is broken off leaves nothing behind", { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const endless = join(temporaryFolder(), "pipe");
  execFileSync("mkfifo", [endless]);
  const writer = openSync(endless, "r+");
  onTestFinished(() => closeSync(writer));
  const program = startCli(["replay", endless, "--source", "asterisk-queue-log"], { TMPDIR: folder }, 50_000);
  const ended = new Promise((resolve) => program.once("close", (status, signal) => resolve(signal ?? status)));
  // Its reading of the pipe is under way, and never ends.
  const reads = (): boolean =>
    process.platform !== "linux" ||
    readdirSync(`/proc/${program.pid}/fd`).some((fd) => {
      try {
        return readlinkSync(`/proc/${program.pid}/fd/${fd}`) === endless;
      } catch {
        return false;
      }
    });
  await vi.waitUntil(() => readdirSync(folder).length > 0 && reads(), { timeout: 40_000, interval: 20 });
  program.kill("SIGINT");
  // npm passes it on once more.
  program.kill("SIGINT");
  expect(await ended).toBe("SIGINT");
  expect(readdirSync(folder)).toEqual([]);
});
