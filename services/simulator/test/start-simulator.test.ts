import type { CanonicalEvent } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { decodeEvent, partitionOfSite, SOURCE_TOPICS } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import { silentLogger } from "@floorwalker/runtime";
import { afterEach, describe, expect, test, vi } from "vitest";
import { followedSimulator, generate, type Simulator, type SimulatorOptions, startSimulator } from "../src/index.ts";
import { BEGIN, demo, MINUTE } from "./recording.ts";

const PARTITIONS = 4;
const patience = { timeout: 20_000, interval: 20 };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Stage {
  readonly log: Log;
  /** Moves the clock. */
  pass(ms: number): void;
  now(): number;
  start(options?: Partial<SimulatorOptions>): Promise<Simulator>;
  /** Everything on the source topics, in the order of ids: as it happened. */
  events(): Promise<CanonicalEvent[]>;
}

async function newStage(): Promise<Stage> {
  const { log, close } = openEmbedded(":memory:");
  closing.push(close);
  await log.ensureTopics(SOURCE_TOPICS.map((topic) => ({ topic, partitions: PARTITIONS })));
  let now = BEGIN;
  let readers = 0;
  const stage: Stage = {
    log,
    now: () => now,
    pass: (ms) => {
      now += ms;
    },
    start: async (options = {}) => {
      const clock = { now: () => now };
      const simulator = await startSimulator({
        log,
        site: demo,
        scenario: "normal",
        seed: 11,
        run: "r1",
        speed: 1,
        backfillMs: 0,
        clock,
        partitions: PARTITIONS,
        logger: silentLogger,
        ...options,
      });
      closing.push(() => simulator.stop());
      return simulator;
    },
    events: async () => {
      const ends = await Promise.all(SOURCE_TOPICS.map((topic) => endsOf(log, topic)));
      const total = ends.flat().reduce((sum, end) => sum + end, 0);
      const found: CanonicalEvent[] = [];
      const consumption = await log.consume({
        group: `reader-${++readers}`,
        topics: SOURCE_TOPICS,
        assigned: async () => 0,
        revoked: async () => {},
        batch: async (batch) => {
          expect(batch.partition).toBe(partitionOfSite(demo.id, PARTITIONS));
          for (const record of batch.records) {
            expect(record.key).toBe(demo.id);
            const event = decodeEvent(record.value)!;
            expect(topicOf(event)).toBe(batch.topic);
            found.push(event);
          }
        },
      });
      await expect.poll(() => found.length, patience).toBeGreaterThanOrEqual(total);
      await consumption.stop();
      return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
  return stage;
}

/** Contacts by channel, agents on one topic, heartbeats where their source writes. */
function topicOf(event: CanonicalEvent): string {
  if (event.agent !== null && event.contact === null) return "cc.agent.events.v1";
  if (event.source === "/survey/demo") return "cc.survey.events.v1";
  return { "/acd/demo": "cc.call.events.v1", "/chat/demo": "cc.chat.events.v1", "/mail/demo": "cc.email.events.v1" }[
    event.source
  ]!;
}

const newest = (events: readonly CanonicalEvent[]): number => Math.max(...events.map((event) => event.time));
/** Waits until the simulator told something of the last seconds before `time`, and no more is due. */
const reached = async (stage: Stage, time: number): Promise<CanonicalEvent[]> => {
  await expect.poll(async () => newest(await stage.events()), patience).toBeGreaterThan(time - 2_600);
  return stage.events();
};

describe("a running simulator", { timeout: 60_000 }, () => {
  test("first writes the hour before its start, exactly as it is generated", async () => {
    const stage = await newStage();
    const simulator = await stage.start({ backfillMs: 60 * MINUTE });
    await simulator.backfilled;
    const options = { site: demo, seed: 11, run: "r1", scenario: "normal", liveFrom: BEGIN } as const;
    const expected = [...generate({ ...options, from: BEGIN - 60 * MINUTE, to: BEGIN + 1 })];
    expect(expected.length).toBeGreaterThan(7_000);
    expect(await stage.events()).toEqual(expected);
  });

  test("then follows the clock and tells nothing of the future", async () => {
    const stage = await newStage();
    await stage.start();
    for (const seconds of [5, 20, 35]) {
      stage.pass(seconds * 1_000);
      const events = await reached(stage, stage.now());
      expect(newest(events)).toBeLessThanOrEqual(stage.now());
    }
    const generated = [
      ...generate({ site: demo, seed: 11, run: "r1", scenario: "normal", from: BEGIN, to: stage.now() }),
    ];
    expect((await stage.events()).slice(0, generated.length - 20)).toEqual(generated.slice(0, -20));
  });

  test("at speed ten a minute of the clock holds ten of the centre, with the durations of the centre", async () => {
    const stage = await newStage();
    await stage.start({ speed: 10 });
    stage.pass(30_000);
    const caughtUp = await reached(stage, stage.now());
    stage.pass(30_000);
    const events = await reached(stage, stage.now());
    expect(events.length).toBeGreaterThan(caughtUp.length);
    expect(newest(events)).toBeLessThanOrEqual(stage.now());
    expect(events.filter((event) => event.type === "cc.source.heartbeat").length).toBeGreaterThanOrEqual(230);
    const ended = events.filter((event) => event.type === "cc.contact.ended" && event.channel === "call");
    expect(ended.length).toBeGreaterThan(10);
    expect(Math.max(...ended.map((event) => event.data.talkMs!))).toBeGreaterThan(60_000);
  });

  test("after a long stall it goes on from now instead of racing through what it slept away", async () => {
    const stage = await newStage();
    await stage.start();
    stage.pass(20_000);
    await reached(stage, stage.now());
    const [asleep, awake] = [stage.now(), stage.now() + 180 * MINUTE];
    stage.pass(180 * MINUTE);
    await reached(stage, awake);
    stage.pass(10_000);
    const events = await reached(stage, awake + 10_000);
    expect(events.filter((event) => event.time > asleep && event.time < awake)).toEqual([]);
    expect(events.filter((event) => event.time >= awake).length).toBeLessThan(200);
    expect(newest(events)).toBeLessThanOrEqual(stage.now());
  });

  test("what the log refuses is offered again until it is taken, and nothing is missing", async () => {
    const stage = await newStage();
    let refusals = 0;
    const failing: Log = {
      ...boundTo(stage.log),
      append: async (topic, partition, messages) => {
        if (topic === "cc.chat.events.v1" && refusals < 3) {
          refusals++;
          throw new Error("the broker is away");
        }
        return stage.log.append(topic, partition, messages);
      },
    };
    const simulator = await stage.start({ log: failing, backfillMs: 10 * MINUTE });
    await simulator.backfilled;
    expect(refusals).toBe(3);
    const span = {
      site: demo,
      seed: 11,
      run: "r1",
      scenario: "normal",
      from: BEGIN - 10 * MINUTE,
      to: BEGIN + 1,
    } as const;
    const expected = [...generate({ ...span, liveFrom: BEGIN })];
    const ids = new Set((await stage.events()).map((event) => event.id));
    expect(expected.filter((event) => !ids.has(event.id))).toEqual([]);
  });

  test("on stop calls and chats end, everyone signs out, and nothing follows", async () => {
    const stage = await newStage();
    const simulator = await stage.start({ backfillMs: 20 * MINUTE });
    await simulator.backfilled;
    await simulator.stop();
    await simulator.stop();
    const events = await stage.events();
    expect(newest(events)).toBeLessThanOrEqual(stage.now());
    const open = new Set<string>();
    const signedIn = new Set<string>();
    for (const event of events) {
      const segment = `${event.contact} ${event.segment}`;
      if (event.type === "cc.contact.queued" && event.channel !== "email") open.add(segment);
      const over = ["abandoned", "flowedOut", "callbackRequested", "transferred", "ended"];
      if (over.includes(event.type.slice("cc.contact.".length))) open.delete(segment);
      if (event.type === "cc.agent.signedIn") signedIn.add(event.agent!);
      if (event.type === "cc.agent.signedOut") signedIn.delete(event.agent!);
    }
    expect([...open]).toEqual([]);
    expect([...signedIn]).toEqual([]);
    const wrapUps = (type: CanonicalEvent["type"]): number => events.filter((event) => event.type === type).length;
    expect(wrapUps("cc.contact.wrapUpEnded")).toBe(wrapUps("cc.contact.wrapUpStarted"));
    stage.pass(60_000);
    expect((await stage.events()).length).toBe(events.length);
  });

  test("a stop waits for what is on its way to the log, and no event is left out", async () => {
    const stage = await newStage();
    const taken = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    let stopped = false;
    const slow: Log = {
      ...boundTo(stage.log),
      append: async (topic, partition, messages) => {
        if (topic === "cc.call.events.v1" && !stopped) {
          taken.resolve();
          await gate.promise;
        }
        return stage.log.append(topic, partition, messages);
      },
    };
    const simulator = await stage.start({ log: slow, backfillMs: 5 * MINUTE });
    await taken.promise;
    stopped = true;
    const done = simulator.stop();
    const first = await Promise.race([
      done.then(() => "stop"),
      expect
        .poll(() => endsOf(stage.log, "cc.agent.events.v1"), patience)
        .not.toEqual([0, 0, 0, 0])
        .then(() => "others"),
    ]);
    expect(first).toBe("others");
    gate.resolve();
    await done;
    const ids = (await stage.events()).map((event) => Number.parseInt(event.id.split("-")[1]!, 36));
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => index + 1));
  });

  test("a second run on the same log restarts its sources after the first and repeats no id", async () => {
    const stage = await newStage();
    const first = await stage.start({ backfillMs: 5 * MINUTE });
    await first.backfilled;
    await first.stop();
    const before = await stage.events();
    stage.pass(2 * MINUTE);
    const second = await stage.start({ run: "r2", backfillMs: 2 * MINUTE });
    await second.backfilled;
    const events = await stage.events();
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    const later = events.filter((event) => event.id.startsWith("r2-"));
    expect(later.slice(0, 4).map((event) => event.type)).toEqual(new Array(4).fill("cc.source.restarted"));
    expect(Math.min(...later.map((event) => event.time))).toBeGreaterThanOrEqual(newest(before));
  });
});

const endsOf = async (log: Log, topic: string) => (await log.bounds(topic)).map(({ high }) => high);

const boundTo = (log: Log): Log => ({
  ensureTopics: (topics) => log.ensureTopics(topics),
  removeTopics: (topics) => log.removeTopics(topics),
  partitions: (topic) => log.partitions(topic),
  append: (topic, partition, messages) => log.append(topic, partition, messages),
  bounds: (topic) => log.bounds(topic),
  identity: (topic) => log.identity(topic),
  consume: (options) => log.consume(options),
  close: () => log.close(),
});

test("a site whose queues are edited is played anew from then on, what was open ends; an edit that it does not play changes nothing", async () => {
  const stage = await newStage();
  const simulator = await followedSimulator({
    log: stage.log,
    site: demo,
    scenario: "normal",
    seed: 11,
    speed: 1,
    backfillMs: 0,
    clock: { now: () => stage.now() },
    partitions: PARTITIONS,
    logger: silentLogger,
  });
  closing.push(() => simulator.stop());
  const queuesOf = async (): Promise<readonly string[]> => (await stage.events()).flatMap(({ queue }) => queue ?? []);
  const plays = (queue: string): Promise<void> =>
    vi.waitFor(
      async () => {
        // A tick lies 100 ms apart: more than a minute between two would be a stall.
        stage.pass(MINUTE / 8);
        expect(await queuesOf()).toContain(queue);
      },
      { timeout: 55_000, interval: 20 },
    );
  await plays(demo.queues[0]!.queue);
  // A run begins by saying so.
  const runs = async (): Promise<number> =>
    (await stage.events()).filter(({ type }) => type === "cc.source.restarted").length;
  const first = await runs();
  await simulator.change({ ...demo, name: "Another name" });
  expect(await runs()).toBe(first);
  await simulator.change({ ...demo, queues: [{ ...demo.queues[0]!, queue: "reception" }] });
  expect((await stage.events()).some(({ type }) => type === "cc.agent.signedOut")).toBe(true);
  await plays("reception");
  expect(await runs()).toBeGreaterThan(first);
});
