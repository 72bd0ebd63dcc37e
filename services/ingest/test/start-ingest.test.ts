import { openEmbedded } from "@floorwalker/embedded";
import {
  deadLetterTopic,
  decodeEvent,
  decodeRecord,
  EVENTS_TOPIC,
  partitionOfSite,
  QUEUE_LOG_TOPIC,
} from "@floorwalker/events";
import type { Log, LogBatch, TopicPartition } from "@floorwalker/ports";
import { createMetrics, customersOf, type Logger, silentLogger } from "@floorwalker/runtime";
import { causeOf } from "@floorwalker/runtime/transport";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DEFAULT_SOURCES, INGEST_GROUP, type Ingest, type IngestOptions, startIngest } from "../src/index.ts";
import { withAppend } from "./faulty-log.ts";
import { readEvents, readTopic, sorted } from "./read-topic.ts";

const NOW = Date.UTC(2026, 10, 21, 9);
const CALLS = "cc.call.events.v1";
const PARTITIONS = 4;
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | undefined) => new TextDecoder().decode(value);

const event = (more: object = {}) => ({
  specversion: "1.0",
  id: "1",
  source: "/acd",
  type: "cc.contact.queued",
  time: "2026-11-21T08:59:00.000Z",
  site: "krakow",
  channel: "call",
  contact: "c-1",
  queue: "sales",
  ...more,
});

let embedded: ReturnType<typeof openEmbedded>;
let ingest: Ingest | undefined;

beforeEach(() => {
  embedded = openEmbedded(":memory:", () => NOW);
});

afterEach(async () => {
  await ingest?.stop();
  ingest = undefined;
  await embedded.close();
});

const endsOf = async (log: Log) => (await log.bounds(EVENTS_TOPIC)).map(({ high }) => high);

const start = (
  log: Log = embedded.log,
  metrics = createMetrics({ processMetrics: false }),
  more: Pick<IngestOptions, "customers"> = {},
) =>
  startIngest({
    log,
    sources: DEFAULT_SOURCES,
    partitions: PARTITIONS,
    clock: () => NOW,
    logger: silentLogger,
    metrics,
    passes: (error) => error instanceof Error && error.message === "broker away",
    ...more,
  });

test("an event from any source topic lands as canonical bytes on its site's partition, without headers", async () => {
  ingest = await start();
  await embedded.log.append(CALLS, 3, [{ key: "x", value: bytes(JSON.stringify(event())), headers: { trace: "t" } }]);
  const [record] = await readTopic(embedded.log, EVENTS_TOPIC, 1);
  expect(decodeEvent(record!.value)).toMatchObject({ id: "1", site: "krakow", contact: "c-1" });
  expect(record).toMatchObject({ key: null, headers: {} });
  const ends = await endsOf(embedded.log);
  expect(ends[partitionOfSite("krakow", PARTITIONS)]).toBe(1);
});

test("what is read at once is written as one record of its partition, in the order it was read", async () => {
  const ids = Array.from({ length: 50 }, (_, index) => String(index));
  const messages = ids.map((id) => ({
    key: null,
    value: bytes(JSON.stringify(event({ id, site: Number(id) % 3 === 0 ? "lodz" : "krakow" }))),
  }));
  await embedded.log.ensureTopics([{ topic: CALLS, partitions: 1 }]);
  await embedded.log.append(CALLS, 0, messages);
  ingest = await start();
  const events = await readEvents(embedded.log, ids.length);
  const of = (site: string) => events.flatMap((event) => (event.site === site ? [event.id] : []));
  expect([of("krakow"), of("lodz")]).toEqual([
    ids.filter((id) => Number(id) % 3 !== 0),
    ids.filter((id) => Number(id) % 3 === 0),
  ]);
  const partitions = new Set(["krakow", "lodz"].map((site) => partitionOfSite(site, PARTITIONS)));
  expect((await endsOf(embedded.log)).reduce((sum, end) => sum + end, 0)).toBe(partitions.size);
});

test("a queue_log line finds its site in the header, else in the key", async () => {
  ingest = await start();
  const line = (call: string) => bytes(`1763715610|${call}|sales|NONE|ENTERQUEUE|||1`);
  await embedded.log.append(QUEUE_LOG_TOPIC, 0, [
    { key: "krakow", value: line("1"), headers: { site: "gdansk" } },
    { key: "krakow", value: line("2") },
    { key: null, value: line("3") },
  ]);
  const events = await readEvents(embedded.log, 2);
  expect(sorted(events.map(({ site }) => site))).toEqual(["gdansk", "krakow"]);
  const [dead] = await readTopic(embedded.log, deadLetterTopic(QUEUE_LOG_TOPIC), 1);
  expect(text(dead!.headers["_dlq.errors.code"])).toBe("missing_field");
});

const REFUSED = { key: "krakow", value: bytes("1763715610|c1|sales|PJSIP/101|RINGNOANSWER|0") };
const idsAmong = async (count: number) => (await readEvents(embedded.log, count)).map(({ id }) => id);

test("a reader of lines commits the start of the newest second: stopped between two identical lines, it tells both", async () => {
  const commits: number[] = [];
  const log = withFaults(embedded.log, { commits });
  ingest = await start(log);
  const earlier = { key: "krakow", value: bytes("1763715609|c1|sales|NONE|ENTERQUEUE|||1") };
  await embedded.log.append(QUEUE_LOG_TOPIC, 0, [earlier, REFUSED]);
  await vi.waitUntil(() => commits.includes(1), { timeout: 30_000 });
  await ingest.stop();
  await embedded.log.append(QUEUE_LOG_TOPIC, 0, [REFUSED]);
  ingest = await start(log);
  const [queued, first, again, second] = await idsAmong(4);
  expect(again).toBe(first);
  expect(new Set([queued, first, second]).size).toBe(3);
  await vi.waitUntil(() => commits.length === 2, { timeout: 30_000 });
  expect(commits).toEqual([1, 1]);
});

test("lines that had to be written again because the log was away are counted once", async () => {
  let refused = 0;
  const append: Log["append"] = (topic, partition, messages) =>
    refused++ < 2 ? Promise.reject(new Error("broker away")) : embedded.log.append(topic, partition, messages);
  ingest = await start(withFaults(embedded.log, { append, commits: [] }));
  await embedded.log.append(QUEUE_LOG_TOPIC, 0, [REFUSED]);
  await vi.waitUntil(() => refused > 2, { timeout: 30_000 });
  await embedded.log.append(QUEUE_LOG_TOPIC, 0, [REFUSED]);
  const [first, second] = await idsAmong(2);
  await ingest.stop();
  ingest = await start();
  const again = await idsAmong(4);
  expect(new Set(again)).toEqual(new Set([first, second]));
  expect(second).not.toBe(first);
});

test("a right to write that is missing says nothing of the source that it was read from: nothing is left out, and it is tried again at once", async () => {
  // As a driver may tell it: another error, with what was thrown as its cause.
  const missing = () => new Error("consumption failed", { cause: new Error("write refused") });
  let refused = 0;
  const append: Log["append"] = (topic, partition, messages) =>
    topic === EVENTS_TOPIC && refused++ < 2
      ? Promise.reject(missing())
      : embedded.log.append(topic, partition, messages);
  const named: unknown[] = [];
  const error = (event: string) => void named.push(event);
  ingest = await startIngest({
    log: withFaults(embedded.log, { append, commits: [] }),
    sources: DEFAULT_SOURCES,
    partitions: PARTITIONS,
    clock: () => NOW,
    logger: { ...silentLogger, error } as unknown as Logger,
    passes: () => true,
    refuses: (why) => causeOf(why, ({ message }) => message === "write refused") !== null,
  });
  await embedded.log.append(QUEUE_LOG_TOPIC, 0, [REFUSED]);
  expect(await idsAmong(1)).toHaveLength(1);
  expect([ingest.refused(), new Set(named)]).toEqual([[], new Set(["ingest_starts_again"])]);
});

test("what cannot be understood is kept with key, value, headers and reason, and nothing else is disturbed", async () => {
  ingest = await start();
  const bad: readonly (readonly [value: Uint8Array, code: string])[] = [
    [bytes("{"), "not_json"],
    [new Uint8Array([0x7b, 0xff, 0x7d]), "not_json"],
    [bytes(JSON.stringify(event({ type: "cc.contact.exploded" }))), "unknown_type"],
    [bytes(JSON.stringify(event({ contact: 7 }))), "wrong_type"],
    [bytes(JSON.stringify(event({ id: "" }))), "missing_field"],
    [bytes(JSON.stringify(event({ time: "2027-01-01T00:00:00Z" }))), "future_time"],
    [new Uint8Array(1_000_000), "too_large"],
  ];
  const good = { key: "g", value: bytes(JSON.stringify(event())) };
  const letters = bad.map(([value]) => ({ key: "k\u00e9y", value, headers: { trace: new Uint8Array([0xff, 1]) } }));
  await embedded.log.append(CALLS, 1, [good, ...letters, good]);

  const dead = await readTopic(embedded.log, deadLetterTopic(CALLS), bad.length);
  for (const [index, [value, code]] of bad.entries()) {
    const { key, headers, value: kept } = dead[index]!;
    expect(Buffer.compare(kept, value), code).toBe(0);
    expect(key).toBe("k\u00e9y");
    expect([...headers.trace!]).toEqual([0xff, 1]);
    expect(text(headers["_dlq.errors.code"])).toBe(code);
    expect(text(headers["_dlq.errors.topic"])).toBe(CALLS);
    expect(text(headers["_dlq.errors.partition"])).toBe("1");
    expect(text(headers["_dlq.errors.offset"])).toBe(String(index + 1));
    expect(text(headers["_dlq.errors.group"])).toBe(INGEST_GROUP);
    expect(text(headers["_dlq.errors.message"])).not.toBe("");
    expect(text(headers["_dlq.errors.version"])).toMatch(/^\d/);
  }
  expect(await readEvents(embedded.log, 2)).toHaveLength(2);
  expect(ingest.counts).toMatchObject({ accepted: 2, rejected: bad.length });
  expect(ingest.counts.rejectedByCode.get("too_large")).toBe(1);
});

const TINY = `[${Array(2_000).fill("{}").join()}]`;

test("a record that is a JSON array is the events it holds, and each bad one is kept alone with its place", async () => {
  ingest = await start();
  const good = (id: string) => JSON.stringify(event({ id }));
  const bad = JSON.stringify(event({ id: "b", contact: 7 }));
  const values = [
    `[${good("1")},${bad},,[${good("x")}], ${good("2")}]`,
    `\ufeff [${good("3")}]`,
    "[]",
    `[${good("y")}`,
    TINY,
  ];
  await embedded.log.append(
    CALLS,
    2,
    [...values, good("4")].map((value) => ({ key: "k", value: bytes(value) })),
  );
  const dead = await readTopic(embedded.log, deadLetterTopic(CALLS), 6);
  const told = dead.map(({ value, headers }) =>
    [text(value), ...["offset", "index", "code"].map((name) => text(headers[`_dlq.errors.${name}`]))].join(" "),
  );
  expect(told).toEqual([
    `${bad} 0 1 wrong_type`,
    " 0 2 not_json",
    `[${good("x")}] 0 3 not_an_object`,
    "[] 2  not_an_object",
    `[${good("y")} 3  not_json`,
    // Its letters would be two hundred times as large.
    `${TINY} 4  not_an_object`,
  ]);
  expect((await readEvents(embedded.log, 4)).map(({ id }) => id)).toEqual(["1", "2", "3", "4"]);
});

test("a customer whose site wants him hashed lies plain in no topic that is written, and is one on all channels", async () => {
  const plain = "+48 600 100 200";
  const key = "k".repeat(40);
  const customers = () => customersOf({ hashedAt: new Set(["krakow"]), key });
  ingest = await start(embedded.log, createMetrics({ processMetrics: false }), { customers });
  const told = [
    event({ customer: plain }),
    event({ id: "2", contact: "c-2", channel: "chat", customer: plain, shop: "x" }),
    event({ id: "3", contact: "c-3", channel: "fax", customer: plain }),
  ];
  const cut = JSON.stringify(event({ customer: plain })).slice(0, -1);
  await embedded.log.append(CALLS, 0, [
    ...told.map((each) => ({ key: null, value: bytes(JSON.stringify(each)) })),
    { key: "krakow", value: bytes(cut), headers: { ce_customer: plain } },
  ]);
  const dead = await readTopic(embedded.log, deadLetterTopic(CALLS), 2);
  const events = await readTopic(embedded.log, EVENTS_TOPIC, 1);
  const [call, chat] = events.flatMap(({ value }) => decodeRecord(value)).map((each) => each.event?.customer);
  expect(call).toMatch(/^h1\.[\w-]{22}$/);
  expect(chat).toBe(call);
  expect(dead.map(({ value, headers }) => [text(value).includes(call!), text(headers.ce_customer) || null])).toEqual([
    [true, null],
    [true, call],
  ]);
  for (const { value } of [...events, ...dead]) expect(text(value)).not.toContain("600");
});

test("the counters say what became of each input, and stand at 0 before the first", async () => {
  const metrics = createMetrics({ processMetrics: false });
  ingest = await start(embedded.log, metrics);
  expect(await metrics.text()).toContain('floorwalker_ingest_inputs_rejected_total{code="not_json"} 0');
  await embedded.log.append(CALLS, 0, [
    { key: null, value: bytes("{") },
    { key: null, value: bytes("\n") },
  ]);
  await vi.waitUntil(() => ingest!.counts.rejected === 1, { timeout: 30_000 });
  const text = await metrics.text();
  expect(text).toContain('floorwalker_ingest_inputs_rejected_total{code="not_json"} 1');
  expect(text).toContain('floorwalker_ingest_inputs_ignored_total{reason="blank_line"} 1');
});

test("the position moves only after the append is acknowledged, and what was not is sent when the log is back", async () => {
  const commits: number[] = [];
  let refused = 0;
  const append: Log["append"] = (topic, partition, messages) => {
    if (refused < 3) {
      refused++;
      return Promise.reject(new Error("broker away"));
    }
    return embedded.log.append(topic, partition, messages);
  };
  ingest = await start(withFaults(embedded.log, { append, commits }));
  await embedded.log.append(CALLS, 0, [{ key: null, value: bytes(JSON.stringify(event())) }]);
  await vi.waitUntil(() => refused === 1, { timeout: 30_000 });
  expect(commits).toEqual([]);
  await vi.waitUntil(() => commits.length > 0, { timeout: 30_000 });
  expect({ refused, commits, reading: ingest.reading() }).toEqual({ refused: 3, commits: [1], reading: true });
  expect(await readTopic(embedded.log, EVENTS_TOPIC, 1)).toHaveLength(1);
});

test("a batch of a partition that was taken away is dropped", async () => {
  const commits: number[] = [];
  let seen = 0;
  const stale = withFaults(embedded.log, {
    commits,
    batch: (batch) => {
      seen++;
      return { ...batch, isStale: () => true };
    },
  });
  ingest = await start(stale);
  await embedded.log.append(CALLS, 0, [{ key: null, value: bytes(JSON.stringify(event())) }]);
  await vi.waitUntil(() => seen > 0, { timeout: 30_000 });
  await ingest.stop();
  expect(commits).toEqual([]);
  expect(await endsOf(embedded.log)).toEqual([0, 0, 0, 0]);
});

interface Faults {
  readonly commits: number[];
  readonly append?: Log["append"];
  readonly batch?: (batch: LogBatch) => LogBatch;
}

/** The real log, failing where it is told to. */
function withFaults(log: Log, { append, batch = (given) => given, commits }: Faults): Log {
  const faulty = withAppend(log, append ?? ((topic, partition, messages) => log.append(topic, partition, messages)));
  const consume: Log["consume"] = async (options) => {
    const consumption = await log.consume({ ...options, batch: (given) => options.batch(batch(given)) });
    const commit = async (partition: TopicPartition, next: number) => {
      commits.push(next);
      await consumption.commit(partition, next);
    };
    return { ...consumption, commit };
  };
  return { ...faulty, consume };
}

test("topics that are named while it runs are read from then on, and one that is taken away is read on when it is named again", async () => {
  const more = { topic: "acd.events", format: "canonical", site: null } as const;
  const tell = (topic: string, id: string) =>
    embedded.log.append(topic, 0, [{ key: null, value: bytes(JSON.stringify(event({ id }))) }]);
  // What was written as the change came may be written once more.
  const heard = (...ids: readonly string[]) =>
    vi.waitFor(
      async () => {
        const events = await readEvents(embedded.log, ids.length);
        expect(new Set(events.map(({ id }) => id))).toEqual(new Set(ids));
      },
      { timeout: 30_000, interval: 50 },
    );
  ingest = await start();
  await embedded.log.ensureTopics([{ topic: more.topic, partitions: 1 }]);
  ingest.change([...DEFAULT_SOURCES, more]);
  await tell(more.topic, "1");
  await heard("1");
  ingest.change(DEFAULT_SOURCES);
  await tell(CALLS, "2");
  await heard("1", "2");
  await tell(more.topic, "3");
  ingest.change([...DEFAULT_SOURCES, more]);
  await heard("1", "2", "3");
});

test("a dead-letter topic that takes less than ours gets its letters cut, and what comes after them is read", async () => {
  const commits: number[] = [];
  const append: Log["append"] = async (topic, partition, messages) => {
    const isTooLarge = topic.startsWith("dlq.") && messages.some(({ value }) => value.byteLength > 100_000);
    if (isTooLarge) throw Object.assign(new Error("above the limit"), { code: "record_too_large" });
    await embedded.log.append(topic, partition, messages);
  };
  ingest = await start(withFaults(embedded.log, { append, commits }));
  await embedded.log.append(CALLS, 0, [
    { key: null, value: bytes("x".repeat(900_000)) },
    { key: null, value: bytes(JSON.stringify(event())) },
  ]);
  await vi.waitUntil(() => commits.includes(2), { timeout: 30_000 });
  const [letter] = await readTopic(embedded.log, deadLetterTopic(CALLS), 1);
  expect(letter!.value.byteLength).toBeLessThan(100_000);
  expect(text(letter!.headers["_dlq.errors.truncated"])).toBe("900000");
});

test.each(["when it is to join", "when it is to read"])(
  "topics that the log refuses %s are said, and what was read before is read on",
  async (when) => {
    const refused = { topic: "acd.secret", format: "canonical", site: null } as const;
    let mayRead = false;
    const log: Log = {
      ...withAppend(embedded.log, (...given) => embedded.log.append(...given)),
      consume: async (options) => {
        if (mayRead || !options.topics.includes(refused.topic)) return embedded.log.consume(options);
        const missing = new Error("rights missing");
        if (when === "when it is to join") throw missing;
        return { ...(await embedded.log.consume(options)), failed: Promise.reject(missing) };
      },
    };
    ingest = await start(log);
    ingest.change([...DEFAULT_SOURCES, refused]);
    await vi.waitUntil(() => ingest!.refused().length > 0, { timeout: 30_000 });
    expect(ingest.refused()).toEqual([refused.topic]);
    await embedded.log.append(CALLS, 0, [{ key: null, value: bytes(JSON.stringify(event())) }]);
    expect(await readEvents(embedded.log, 1)).toMatchObject([{ id: "1" }]);
    mayRead = true;
    ingest.change(DEFAULT_SOURCES);
    ingest.change([...DEFAULT_SOURCES, refused]);
    await vi.waitUntil(() => ingest!.refused().length === 0, { timeout: 30_000 });
    await embedded.log.append(refused.topic, 0, [{ key: null, value: bytes(JSON.stringify(event({ id: "2" }))) }]);
    await vi.waitFor(async () => expect(await readEvents(embedded.log, 2)).toHaveLength(2), { timeout: 30_000 });
  },
);

test("a stop that meets a reading which is just beginning ends that too", async () => {
  const away = Promise.withResolvers<never>();
  const back = Promise.withResolvers<void>();
  let joined = 0;
  const log: Log = {
    ...withAppend(embedded.log, (...given) => embedded.log.append(...given)),
    consume: async (options) => {
      joined++;
      if (joined > 1) await back.promise;
      const consumption = await embedded.log.consume(options);
      return joined > 1 ? consumption : { ...consumption, failed: away.promise };
    },
  };
  const stopped = await start(log);
  away.reject(new Error("broker away"));
  await vi.waitUntil(() => joined === 2, { timeout: 30_000 });
  const stopping = stopped.stop();
  back.resolve();
  await stopping;
  expect(stopped.healthy()).toBe(false);
});
