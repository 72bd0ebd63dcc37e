/** `floorwalker replay` through real Kafka and Redis prints, byte for byte, what it prints from one file; and cleans up. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CanonicalEvent, compareEvents } from "@floorwalker/domain";
import { encodeEvent } from "@floorwalker/events";
import { demoConfiguration } from "@floorwalker/runtime";
import { generate } from "@floorwalker/simulator";
import type { NumbersReport, SiteReport } from "@floorwalker/stream";
import { Redis } from "ioredis";
import kafkajs, { type Admin } from "kafkajs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressOf, kafkaBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { type BankCalls, readBankCalls } from "../support/src/bank-calls.ts";
import { bankMeasures } from "../support/src/bank-measures.ts";
import { referenceData } from "../support/src/reference-data.ts";
import { runProgram } from "../support/src/run-program.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

const [kafka, redis] = await Promise.all([kafkaBackend(), redisBackend()]);
const bank = referenceData("bank");
const LONG = { timeout: 240_000 };

interface ReplayDocument {
  readonly read: Readonly<Record<string, number>>;
  readonly rejected: readonly unknown[];
  readonly total: { readonly site: NumbersReport; readonly queues: SiteReport["total"]["queues"] };
}

suiteOn([kafka, redis], "a replay through Kafka and Redis", () => {
  let folder: string;
  let admin: Admin;
  let client: Redis;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "floorwalker-replay-test-"));
    admin = new kafkajs.Kafka({ brokers: [addressOf(kafka)], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    client = new Redis(addressOf(redis));
  });

  afterAll(async () => {
    await admin.disconnect();
    client.disconnect();
    await rm(folder, { recursive: true, force: true });
  });

  const written = async (name: string, lines: readonly string[]): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, `${lines.join("\n")}\n`);
    return file;
  };

  async function replayed(
    profile: "embedded" | "distributed",
    file: string,
    parameters: readonly string[] = [],
  ): Promise<string> {
    const { status, stdout, stderr } = await runProgram(
      ["replay", file, "--source", "canonical", "--profile", profile, "--json", ...parameters],
      { FLOORWALKER_KAFKA: addressOf(kafka), FLOORWALKER_REDIS: addressOf(redis) },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout;
  }

  /** What replays have left in either, whoever ran them. */
  const leftBehind = async (): Promise<string[]> => [
    ...(await admin.listTopics()).filter((topic) => topic.includes("floorwalker-replay")),
    ...(await client.keys("*floorwalker-replay*")),
  ];

  describe("of a simulated morning", () => {
    let lines: string[];

    beforeAll(() => {
      const site = demoConfiguration("Europe/Warsaw").sites.get("demo")!;
      const from = Date.UTC(2026, 10, 20, 8);
      const events = generate({ site, seed: 11, run: "r", from, to: from + 3_600_000, scenario: "morning-peak" });
      lines = [...events].map((event) => encodeEvent(event));
      expect(lines.length).toBeGreaterThan(3_000);
    });

    test("prints the same document, with bad lines named, and leaves no topic and no key behind", async () => {
      const file = await written("morning.ndjson", [...lines.slice(0, 100), "no event at all", ...lines.slice(100)]);
      const before = await leftBehind();
      const embedded = await replayed("embedded", file, ["--config", "demo"]);
      const distributed = await replayed("distributed", file, ["--config", "demo"]);
      expect(distributed).toBe(embedded);
      const { read, rejected, total } = JSON.parse(distributed) as ReplayDocument;
      expect(read).toEqual({
        lines: lines.length + 1,
        accepted: lines.length,
        duplicate: 0,
        late: 0,
        noEffect: 0,
        unattributed: 0,
        ignored: 0,
        rejected: 1,
      });
      expect(rejected).toMatchObject([{ line: 101, code: "not_json" }]);
      expect(total.site.counters.offered).toBeGreaterThan(500);
      expect(await leftBehind()).toEqual(before);
    });

    test("in another order and with a third sent twice prints the same numbers", async () => {
      const plain = JSON.parse(await replayed("distributed", await written("plain.ndjson", lines))) as ReplayDocument;
      const repeated = withRepeats(lines, 1 / 3, seeded(5));
      const file = await written("repeated.ndjson", repeated);
      const disturbed = JSON.parse(await replayed("distributed", file)) as ReplayDocument;
      // Nobody remembers the id of a heartbeat: said again it changes nothing, and is no duplicate.
      const beats = (of: readonly string[]) => of.filter((line) => line.includes("cc.source.heartbeat")).length;
      const beatAgain = beats(repeated) - beats(lines);
      const duplicate = repeated.length - lines.length - beatAgain;
      // A call that is handed on before anything else of it is read names nothing that is known, yet.
      const { accepted = 0, unattributed = 0 } = disturbed.read;
      expect(disturbed.read).toMatchObject({ duplicate });
      expect(accepted + unattributed).toBe(lines.length + beatAgain);
      expect({ ...disturbed, read: null }).toEqual({ ...plain, read: null });
    });

    test("without addresses the distributed profile says what to set", async () => {
      const file = await written("one.ndjson", lines.slice(0, 1));
      const run = await runProgram(["replay", file, "--source", "canonical", "--profile", "distributed"]);
      expect(run).toMatchObject({ status: 2, stdout: "" });
      expect(run.stderr).toMatch(/\[no_backends\]\nSet FLOORWALKER_KAFKA .* and FLOORWALKER_REDIS/);
    });
  });

  const why = bank === null ? " (skipped: FLOORWALKER_REFERENCE_DATA is not set)" : "";
  describe.skipIf(bank === null)(`of the bank's month${why}`, () => {
    let calls: BankCalls;
    let events: CanonicalEvent[];
    const flags = ["--interval", "1h"];

    beforeAll(() => {
      calls = readBankCalls(`${bank}/anonymous_bank_feb1999.tsv`);
      events = calls.events.toSorted(compareEvents);
    });

    const lines = (of: readonly CanonicalEvent[]): string[] => of.map((event) => encodeEvent(event));
    let inOrder: Promise<string> | undefined;
    const embeddedInOrder = (): Promise<string> =>
      (inOrder ??= written("month.ndjson", lines(events)).then((file) => replayed("embedded", file, flags)));

    test("prints the reference, the same document in both profiles", async () => {
      const file = await written("month.ndjson", lines(events));
      const distributed = await replayed("distributed", file, flags);
      expect(distributed).toBe(await embeddedInOrder());
      const { read, total } = JSON.parse(distributed) as ReplayDocument;
      expect(read).toMatchObject({ lines: events.length, accepted: events.length });
      const reference = JSON.parse(await readFile(`${bank}/reference_feb1999.json`, "utf8")) as Record<string, object>;
      for (const [name, expected] of Object.entries(reference)) {
        const numbers = name === "all" ? total.site : total.queues[name]!.call!;
        expect({ name, ...calls.counts[name], ...bankMeasures(numbers) }).toEqual({ name, ...expected });
      }
      expect(await leftBehind()).toEqual([]);
    });

    test("prints the same numbers in both profiles when shuffled and a third is sent twice", LONG, async () => {
      const repeated = withRepeats(events, 1 / 3, seeded(1999));
      const file = await written("shuffled.ndjson", lines(repeated));
      const distributed = await replayed("distributed", file, flags);
      expect(distributed).toBe(await replayed("embedded", file, flags));
      const disturbed = JSON.parse(distributed) as ReplayDocument;
      expect(disturbed.read).toMatchObject({ accepted: events.length, duplicate: repeated.length - events.length });
      const plain = JSON.parse(await embeddedInOrder()) as ReplayDocument;
      expect({ ...disturbed, read: null }).toEqual({ ...plain, read: null });
    });
  });
});
