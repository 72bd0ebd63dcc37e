/** `floorwalker replay` on recordings with bad lines: each is told by number, code and reason, and the rest counts. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REJECTIONS } from "@floorwalker/events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { badInputs, eventAt, goodEvents, padded } from "../support/src/bad-inputs.ts";
import { runProgram } from "../support/src/run-program.ts";

interface ReplayDocument {
  readonly read: Readonly<Record<string, number>>;
  readonly rejected: readonly { readonly line: number; readonly code: string; readonly reason: string }[];
  readonly total: { readonly site: { readonly counters: Readonly<Record<string, unknown>> } };
}

/** The door looks at the real clock, so that a line may lie ahead of it. */
const NOW = Date.now();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const line = (event: object): Uint8Array => bytes(JSON.stringify(event));

describe("floorwalker replay", { timeout: 60_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "floorwalker-bad-lines-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function recording(lines: readonly Uint8Array[], end = "\n"): Promise<string> {
    const file = join(folder, `${crypto.randomUUID()}.ndjson`);
    await writeFile(file, Buffer.concat(lines.flatMap((each) => [each, bytes(end)])));
    return file;
  }

  const good = goodEvents(NOW);
  const bad = badInputs(NOW).filter(({ topic }) => topic === undefined);
  const conflict = { ...good[0], recordedtime: new Date(NOW).toISOString() };
  const mixed = [
    ...good.map(line),
    ...bad.map((one) => one.bytes),
    bytes(""),
    line(good[1]!),
    line(conflict),
    padded(eventAt(NOW, 60, { id: "mb", type: "cc.contact.queued", contact: "mb" }), 1024 * 1024),
  ];
  const firstBad = good.length + 1;
  const expectedRejected = [
    ...bad.map(({ code, path }, index) => ({
      line: firstBad + index,
      code,
      reason: expect.stringMatching(path === "" ? /^[A-Z]/ : new RegExp(`^${path}: `)),
    })),
    { line: mixed.length - 1, code: "id_conflict", reason: REJECTIONS.id_conflict.text },
    { line: mixed.length, code: "too_large", reason: REJECTIONS.too_large.text },
  ];

  test.each(["\n", "\r\n"])(
    "tells every bad line of a file whose lines end with %j; the numbers are those of the good ones",
    async (end) => {
      const run = await runProgram(["replay", await recording(mixed, end), "--source", "canonical", "--json"]);
      expect(run).toMatchObject({ status: 0, stderr: "" });
      const document = JSON.parse(run.stdout) as ReplayDocument;
      expect(document.read).toEqual({
        lines: mixed.length,
        accepted: good.length,
        duplicate: 1,
        late: 0,
        noEffect: 0,
        unattributed: 0,
        ignored: 1,
        rejected: bad.length + 2,
      });
      expect(document.rejected).toEqual(expectedRejected);
      expect(document.total.site.counters).toMatchObject({ offered: 8, answered: 6, abandoned: 2, waiting: 0 });
    },
  );

  test("from standard input says the same, and --strict ends with 1", async () => {
    const body = Buffer.concat(mixed.flatMap((each) => [each, bytes("\n")]));
    const parameters = ["replay", "-", "--source", "canonical", "--json"];
    const run = await runProgram([...parameters, "--strict"], {}, body);
    expect(run).toMatchObject({ status: 1, stderr: "" });
    expect((JSON.parse(run.stdout) as ReplayDocument).rejected).toEqual(expectedRejected);
    const clean = Buffer.concat(good.flatMap((event) => [line(event), bytes("\n")]));
    expect(await runProgram([...parameters, "--strict"], {}, clean)).toMatchObject({ status: 0, stderr: "" });
  });

  test("counts as late what is older than --horizon, which is no rejection; without it nothing is late", async () => {
    const old = eventAt(NOW, 7200, { id: "old", type: "cc.contact.queued", contact: "old" });
    const file = await recording([...good, old].map(line));
    const parameters = ["replay", file, "--source", "canonical", "--strict", "--json"];
    const within = JSON.parse((await runProgram(parameters)).stdout) as ReplayDocument;
    expect(within.read).toMatchObject({ accepted: good.length + 1, late: 0 });
    const run = await runProgram([...parameters, "--horizon", "1h"]);
    expect(run.status).toBe(0);
    const beyond = JSON.parse(run.stdout) as ReplayDocument;
    expect(beyond.read).toMatchObject({ accepted: good.length, late: 1, rejected: 0 });
    expect(beyond.total.site.counters.offered).toBe(8);
  });

  test("of a queue_log tells bad lines, and ignores what means nothing", async () => {
    const broken = badInputs(NOW).filter(({ topic }) => topic !== undefined);
    const lines = [
      "1763715600|NONE|NONE|NONE|QUEUESTART|",
      "1763715610|1.1|sales|NONE|ENTERQUEUE||600|1",
      "1763715615|1.1|sales|NONE|ABANDON|1|1|5",
      "1763715616|1.1|sales|NONE|NEWVERB|1",
    ].map(bytes);
    const file = await recording([...lines, ...broken.map((one) => one.bytes), new Uint8Array([0xff, 0x7c])]);
    const run = await runProgram(["replay", file, "--source", "asterisk-queue-log", "--json"]);
    const { read, rejected, total } = JSON.parse(run.stdout) as ReplayDocument;
    expect(read).toMatchObject({ lines: 9, accepted: 3, ignored: 1, rejected: 5 });
    expect(rejected.map(({ line: number, code }) => [number, code])).toEqual([
      ...broken.map(({ code }, index) => [5 + index, code]),
      [9, "malformed_line"],
    ]);
    expect(total.site.counters).toMatchObject({ offered: 1, abandoned: 1 });
  });

  test("of a file that is not there says so with a code and what to do, and prints no document", async () => {
    const run = await runProgram(["replay", join(folder, "none"), "--source", "canonical", "--json"]);
    expect(run).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(/none.*\[.+\]\n\S/s) });
  });
});
