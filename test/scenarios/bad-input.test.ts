/** Bad input of every kind between good events: kept with its reason, and nothing else is disturbed. */
import { openEmbedded } from "@floorwalker/embedded";
import {
  deadLetterTopic,
  EVENTS_TOPIC,
  FOLD_REJECTIONS,
  lateEventsTopic,
  REJECTIONS,
  type RejectionCode,
} from "@floorwalker/events";
import type { LogMessage, LogRecord } from "@floorwalker/ports";
import { afterEach, expect, test } from "vitest";
import { badInputs, eventAt, goodEvents, mendedInputs } from "../support/src/bad-inputs.ts";
import { isMovedByTime } from "../support/src/moved-by-time.ts";
import { type RunningFloor, runFloor } from "../support/src/running-floor.ts";

const NOW = Date.UTC(2026, 10, 21, 9);
const CALLS = "cc.call.events.v1";
const PATIENCE = { timeout: 30_000, interval: 10 };

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each();
});

async function newFloor(): Promise<RunningFloor> {
  const began = performance.now();
  const clock = (): number => NOW + Math.floor(performance.now() - began);
  const { log, store, close } = openEmbedded(":memory:", clock);
  cleanUp.push(close);
  const floor = await runFloor({ log, store, clock });
  cleanUp.push(() => floor.stop());
  return floor;
}

const json = (event: object): Uint8Array => new TextEncoder().encode(JSON.stringify(event));
const message = (value: object | Uint8Array): LogMessage => ({
  key: "krakow",
  value: value instanceof Uint8Array ? value : json(value),
});
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const headersOf = (letter: LogRecord): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(letter.headers).map(([name, value]) => [name.replace("_dlq.errors.", ""), text(value)]),
  );

const call = (contact: string, secondsAgo: number, type: string, more: object = {}): object =>
  eventAt(NOW, secondsAgo, { id: `${contact}-${type}`, type: `cc.contact.${type}`, contact, ...more });

test("each kind is kept with its bytes, key, headers, code and place, and the numbers are those of the good events alone", async () => {
  const good = goodEvents(NOW);
  const alone = await newFloor();
  await alone.send(CALLS, 1, good.map(message));
  const queue = "queue:krakow:sales:call";
  await expect.poll(async () => (await alone.row(queue))?.["offered.5m"], PATIENCE).toBe(8);

  const bad = badInputs(NOW);
  const disturbed = await newFloor();
  const trace = new Uint8Array([0xff, 0, 1]);
  const mixed = bad.flatMap(({ bytes, topic = CALLS }, index) => [
    { topic, message: { ...message(bytes), key: `k\u00e9y ${index}`, headers: { trace } } },
    { topic: CALLS, message: message(good[index % good.length]!) },
  ]);
  for (const topic of new Set(mixed.map((one) => one.topic)))
    await disturbed.send(
      topic,
      1,
      mixed.flatMap((one) => (one.topic === topic ? [one.message] : [])),
    );

  for (const topic of new Set(mixed.map((one) => one.topic))) {
    const written = mixed.filter((one) => one.topic === topic);
    const expected = bad.filter((one) => (one.topic ?? CALLS) === topic);
    const letters = await disturbed.read(deadLetterTopic(topic), expected.length);
    expect(letters).toHaveLength(expected.length);
    for (const [index, { what, bytes, code, path }] of expected.entries()) {
      const letter = letters[index]!;
      expect(Buffer.compare(letter.value, bytes), what).toBe(0);
      expect(letter.key, what).toBe(`k\u00e9y ${bad.indexOf(expected[index]!)}`);
      expect([...letter.headers.trace!], what).toEqual([...trace]);
      const offset = String(written.findIndex((one) => one.message.value === bytes));
      expect({ what, ...headersOf(letter) }).toMatchObject({ what, code, topic, partition: "1", offset });
      expect(headersOf(letter).message, what).toContain(REJECTIONS[code].fix);
      expect(headersOf(letter).message, what).toMatch(path === "" ? /^[A-Z]/ : new RegExp(`^${path}: `));
    }
  }
  await expect.poll(() => disturbed.row(queue), PATIENCE).toEqual(await alone.row(queue));
  expect(still(await disturbed.row("site:krakow"))).toEqual(still(await alone.row("site:krakow")));
  for (const code of new Set(bad.map((one) => one.code)))
    expect([code, await disturbed.metric(`ingest_inputs_rejected_total{code="${code}"}`)]).toEqual([
      code,
      bad.filter((one) => one.code === code).length,
    ]);
  expect(disturbed.healthy()).toBe(true);
});

/** Without what time alone changes: who answered is there, and less busy by the moment. */
const still = (row: object | null): object =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([field]) => !isMovedByTime(field)));

test("every code of the catalogue has an input that is refused with it", () => {
  const shown = new Set<RejectionCode>(badInputs(NOW).map(({ code }) => code));
  // A follower alone can see a line that was never finished; the fold's codes are tried below.
  const elsewhere: readonly RejectionCode[] = ["unterminated_line", ...FOLD_REJECTIONS];
  expect(Object.keys(REJECTIONS).filter((code) => !shown.has(code as RejectionCode))).toEqual(elsewhere);
});

test("an event from before the horizon is late, one of nothing known unattributed: kept, counted, and in no number", async () => {
  const floor = await newFloor();
  const old = message(call("old", 25 * 3600, "queued"));
  const { queue: _, ...stray } = call("stray", 60, "ended") as Record<string, unknown>;
  await floor.send(CALLS, 0, [
    ...goodEvents(NOW).map(message),
    old,
    message(stray),
    message(call("new", 30, "queued")),
  ]);
  const [late, unattributed] = await floor.read(lateEventsTopic(EVENTS_TOPIC), 2);
  expect(lateEventsTopic(EVENTS_TOPIC)).toBe("cc.late.events.v1");
  expect(JSON.parse(text(late!.value))).toMatchObject({ id: "old-queued" });
  expect(headersOf(late!)).toMatchObject({ code: "late", topic: EVENTS_TOPIC, offset: "0", index: "22" });
  expect(JSON.parse(text(unattributed!.value))).toMatchObject({ id: "stray-ended" });
  expect(headersOf(unattributed!)).toMatchObject({
    code: "unattributed",
    topic: EVENTS_TOPIC,
    offset: "0",
    index: "23",
  });
  await expect.poll(async () => (await floor.row("queue:krakow:sales:call"))?.["offered.day"], PATIENCE).toBe(9);
  expect(await floor.metric('events_total{outcome="late"}')).toBe(1);
  expect(await floor.metric('events_total{outcome="unattributed"}')).toBe(1);
  expect(floor.healthy()).toBe(true);
});

test.each([
  ["the winner first", (winner: object, loser: object) => [winner, loser]],
  ["the loser first", (winner: object, loser: object) => [loser, winner]],
] as const)("of two contents with one id the one recorded later counts, the other is kept: %s", async (_, order) => {
  const floor = await newFloor();
  const recorded = (second: number): object => ({ recordedtime: new Date(NOW - 60_000 + second).toISOString() });
  const winner = call("twice", 120, "abandoned", { ...recorded(2), data: { waitMs: 9_000 } });
  const loser = call("twice", 120, "abandoned", { ...recorded(1), data: { waitMs: 1_000 } });
  await floor.send(CALLS, 0, [call("twice", 129, "queued"), ...order(winner, loser), winner].map(message));
  const [letter] = await floor.read(deadLetterTopic(EVENTS_TOPIC), 1);
  expect(JSON.parse(text(letter!.value))).toMatchObject({ id: "twice-abandoned", data: { waitMs: 1_000 } });
  expect(headersOf(letter!)).toMatchObject({ code: "id_conflict", offset: "0", index: "2" });
  const queue = "queue:krakow:sales:call";
  await expect.poll(async () => (await floor.row(queue))?.["abandoned.5m"], PATIENCE).toBe(1);
  expect(await floor.row(queue)).toMatchObject({ "offered.5m": 1, "averageWait.5m": 9, "shortAbandoned.5m": 0 });
  expect(await floor.metric('events_total{outcome="id_conflict"}')).toBe(1);
  expect(await floor.metric('events_total{outcome="duplicate"}')).toBe(1);
});

test("a stranger's bytes on the event topic are kept as malformed, and the owner goes on", async () => {
  const floor = await newFloor();
  await floor.send(CALLS, 0, [message(call("before", 60, "queued"))]);
  const stray = [new Uint8Array([0xff, 0xfe]), json({}), json({ ...call("x", 1, "queued"), time: "yesterday" })];
  const cut = Buffer.from("[{},{");
  await floor.append(EVENTS_TOPIC, 0, [...stray, cut].map(message));
  await floor.append(EVENTS_TOPIC, 0, [message(Buffer.from(`[${stray.slice(1).map(text).join(", ")}]`))]);
  await floor.send(CALLS, 0, [message(call("after", 30, "queued"))]);
  const expected = [...stray, cut, ...stray.slice(1)];
  const letters = await floor.read(deadLetterTopic(EVENTS_TOPIC), expected.length);
  expect(letters.map(({ value }) => [...value])).toEqual(expected.map((bytes) => [...bytes]));
  expect(letters.map((letter) => headersOf(letter).code)).toEqual(expected.map(() => "malformed"));
  expect(letters.map((letter) => headersOf(letter).index)).toEqual(["0", "0", "0", "0", "0", "1"]);
  await expect.poll(async () => (await floor.row("queue:krakow:sales:call"))?.waiting, PATIENCE).toBe(2);
  expect(floor.healthy()).toBe(true);
});

test("an event for a queue that the configuration does not know is taken with defaults, shown and counted", async () => {
  const floor = await newFloor();
  await floor.send(CALLS, 0, [...goodEvents(NOW), call("new", 30, "queued", { queue: "billing" })].map(message));
  await expect
    .poll(() => floor.row("queue:krakow:billing:call"), PATIENCE)
    .toMatchObject({ configured: false, title: "billing", thresholdSeconds: 20, waiting: 1, "offered.5m": 1 });
  expect(await floor.row("queue:krakow:sales:call")).toMatchObject({ configured: true });
  expect(await floor.row("site:krakow")).toMatchObject({ unconfiguredQueues: 1 });
  expect(await floor.metric('unconfigured_queues{site="krakow"}')).toBe(1);
  expect(floor.counts.rejected).toBe(0);
});

test("an end stamped before its start is taken, without a duration, and counted; a negative duration is left out", async () => {
  const floor = await newFloor();
  const agent = { agent: "a1" };
  const skewed = [
    [call("ended", 100, "queued"), call("ended", 80, "answered", agent), call("ended", 90, "ended", agent)],
    [call("answered", 70, "queued"), call("answered", 75, "answered", agent), call("answered", 60, "ended", agent)],
    [call("gone", 50, "queued"), call("gone", 55, "abandoned")],
  ];
  const minus = [
    call("minus", 100, "queued"),
    call("minus", 100, "answered", agent),
    call("minus", 94, "ended", { ...agent, data: { talkMs: -1 } }),
  ];
  await floor.send(CALLS, 0, [...skewed.flat(), ...minus].map(message));
  const queue = "queue:krakow:sales:call";
  await expect.poll(async () => (await floor.row(queue))?.["offered.5m"], PATIENCE).toBe(4);
  expect(await floor.row(queue)).toMatchObject({ "answered.5m": 3, "abandoned.5m": 1, waiting: 0, talking: 0 });
  // Waits of 10 s, 0 s, 0 s and 0 s; talks of 0 s, 15 s and, by its stamps, 6 s.
  expect(await floor.row(queue)).toMatchObject({ "averageTalkTime.5m": 7 });
  expect(await floor.metric('impossible_orders{site="krakow"}')).toBe(skewed.length);
  expect(await floor.metric('ingest_inputs_mended_total{code="bad_field"}')).toBe(1);
  expect(floor.counts.rejected).toBe(0);
});

test("what is written otherwise than the reference says is taken all the same, and what had to be put right is counted", async () => {
  const floor = await newFloor();
  const mended = mendedInputs(NOW);
  await floor.send(
    CALLS,
    0,
    mended.map(({ bytes }) => message(bytes)),
  );
  const queue = "queue:krakow:sales:call";
  await expect.poll(async () => (await floor.row(queue))?.waiting, PATIENCE).toBe(mended.length);
  expect(floor.counts.rejected).toBe(0);
  for (const wanted of ["other_encoding", "nul_cut", "control_cut", "bad_field"] as const)
    expect([wanted, await floor.metric(`ingest_inputs_mended_total{code="${wanted}"}`)]).toEqual([
      wanted,
      mended.filter(({ code }) => code === wanted).length,
    ]);
});

test("a letter names everything that is wrong with its event", async () => {
  const floor = await newFloor();
  const faulty = { ...call("", 50, "queued"), channel: "fax", time: "noon", site: undefined };
  await floor.send(CALLS, 0, [message(faulty)]);
  const [letter] = await floor.read(deadLetterTopic(CALLS), 1);
  const { message: told } = headersOf(letter!);
  for (const field of ["channel", "time", "site", "contact"]) expect(told).toContain(`${field}: `);
});
