/** Rule 24 at the doors: however a queue_log is cut, followed, killed and read again, its lines become the same events. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { encodeEvent } from "@floorwalker/events";
import { silentLogger } from "@floorwalker/runtime";
import { asteriskQueueLog, intake, SecondOfLines } from "@floorwalker/sources";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { type Follower, followQueueLog } from "../src/index.ts";
import { readEvents } from "./read-topic.ts";

const MIDNIGHT = Date.UTC(2026, 10, 21);
const NOON = MIDNIGHT + 43_200_000;
const at = (second: number, own: string) => `${MIDNIGHT / 1000 + 3600 + second}|c1.1|sales|${own}\n`;
const REFUSED = at(0, "PJSIP/101|RINGNOANSWER|0");

/** What these lines are when they are read in one go. */
function whole(text: string): readonly string[] {
  const lines = new SecondOfLines();
  return text
    .split("\n")
    .slice(0, -1)
    .flatMap((line) => {
      const outcome = intake(asteriskQueueLog, Buffer.from(line), { site: "krakow", now: NOON, lines });
      return outcome.result === "accepted" ? outcome.events.map(({ event }) => encodeEvent(event)) : [];
    });
}

async function withFollower(
  play: (world: ReturnType<typeof newWorld>) => Promise<void>,
  world = newWorld(),
): Promise<void> {
  try {
    await play(world);
  } finally {
    await world.stop();
    await world.embedded.close();
    rmSync(world.folder, { recursive: true });
  }
}

function newWorld() {
  const folder = mkdtempSync(join(tmpdir(), "queue-log-"));
  const embedded = openEmbedded(":memory:");
  const file = join(folder, "queue_log");
  let follower: Follower | null = null;
  let looks = 0;
  const stop = async () => {
    await follower?.stop();
    follower = null;
  };
  const start = async () => {
    follower ??= await followQueueLog({
      file,
      site: "krakow",
      dataDir: join(folder, "data"),
      log: embedded.log,
      partitions: 1,
      zoneMidnight: () => MIDNIGHT,
      clock: () => {
        looks++;
        return NOON;
      },
      logger: silentLogger,
      pollMs: 2,
    });
  };
  /** The file was looked at, and read to its end. */
  const look = async () => {
    const from = looks;
    if (follower !== null) await vi.waitUntil(() => looks > from + 2, { timeout: 30_000, interval: 2 });
  };
  const told = async (count: number) => {
    const events = await readEvents(embedded.log, count, ({ type }) => type !== "cc.source.heartbeat");
    return events.map((event) => encodeEvent(event));
  };
  return { folder, file, embedded, start, stop, look, told };
}

test("a follower that is killed between two identical lines of a second tells both", async () => {
  await withFollower(async ({ file, start, stop, look, told }) => {
    writeFileSync(file, at(-1, "NONE|ENTERQUEUE||600|1") + REFUSED);
    await start();
    await told(2);
    await look();
    await stop();
    appendFileSync(file, REFUSED);
    await start();
    expect(await told(3)).toEqual(whole(readFileSync(file, "utf8")));
  });
});

test("one that dies after it told and before it noted so tells the same events again", async () => {
  await withFollower(async ({ folder, file, start, stop, look, told }) => {
    writeFileSync(file, REFUSED);
    await start();
    await told(1);
    await look();
    await stop();
    const noted = join(folder, "data", "queue-log", readdirSync(join(folder, "data", "queue-log"))[0]!);
    const before = readFileSync(noted);
    appendFileSync(file, REFUSED + REFUSED);
    await start();
    await told(3);
    await look();
    await stop();
    writeFileSync(noted, before);
    await start();
    const events = await told(5);
    expect(new Set(events)).toEqual(new Set(whole(readFileSync(file, "utf8"))));
    expect(new Set(events).size).toBe(3);
  });
});

test("a file that is replaced by a longer one with the same lines is counted on in its newest second", async () => {
  await withFollower(async ({ file, start, look, told }) => {
    writeFileSync(file, REFUSED);
    await start();
    await told(1);
    await look();
    writeFileSync(`${file}~`, REFUSED + REFUSED);
    renameSync(`${file}~`, file);
    expect(await told(2)).toEqual(whole(REFUSED + REFUSED));
  });
});

const line = fc
  .record({
    second: fc.integer({ min: 0, max: 2 }),
    own: fc.constantFrom("Ann|RINGNOANSWER|0", "Ann|PAUSE|", "Ann|UNPAUSE|", "Ann|ADDMEMBER|PAUSED", "Ann|COFFEE|"),
  })
  .map(({ second, own }) => at(second, own));
const step = fc.record({ bytes: fc.integer({ min: 1, max: 90 }), next: fc.constantFrom("look", "restart", "nothing") });

test("a file that grows by any number of bytes, over any restarts, becomes the events of its lines read whole", {
  timeout: 60_000,
}, async () => {
  const given = [fc.array(line, { minLength: 1, maxLength: 12 }), fc.array(step, { maxLength: 8 })] as const;
  await fc.assert(
    fc.asyncProperty(...given, async (lines, steps) => {
      await withFollower(async ({ file, start, stop, look, told }) => {
        const text = lines.join("");
        writeFileSync(file, "");
        await start();
        let from = 0;
        for (const { bytes, next } of steps) {
          appendFileSync(file, text.slice(from, from + bytes));
          from += bytes;
          if (next !== "nothing") await look();
          if (next === "restart") await stop();
          await start();
        }
        appendFileSync(file, text.slice(from));
        await look();
        const expected = new Set(whole(text));
        expect(new Set(await told(expected.size))).toEqual(expected);
      });
    }),
    { numRuns: 40 },
  );
});
