import { decodeRecord, EVENTS_TOPIC, partitionOfSite, RECORD_BYTES } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import { createMetrics, customersOf, emptyConfiguration, type Metrics } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SLICE } from "../src/turns.ts";
import { PARTITIONS, type RunningGateway, runGateway, until } from "./running-gateway.ts";

let running: RunningGateway;
beforeEach(async () => {
  running = await runGateway();
});
afterEach(() => running.stop());

const event = (id: string, changes: object = {}) => ({
  specversion: "1.0",
  id,
  source: "/acd/krakow",
  type: "cc.contact.queued",
  time: "2026-11-21T09:00:00.000Z",
  site: "krakow",
  channel: "call",
  contact: `c-${id}`,
  queue: "sales",
  datacontenttype: "application/json",
  data: {},
  ...changes,
});

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { "content-type": "application/json" },
) {
  const response = await fetch(`${running.gateway.url}v1/events`, { method: "POST", body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

let readers = 0;

/** Events in each partition. */
async function held(): Promise<readonly number[]> {
  const { log } = running.embedded;
  const bounds = await log.bounds(EVENTS_TOPIC);
  const counts = bounds.map(() => 0);
  const read = bounds.map(() => 0);
  const reader = await log.consume({
    group: `reader-${readers++}`,
    topics: [EVENTS_TOPIC],
    assigned: async () => 0,
    revoked: async () => {},
    batch: async ({ partition, records }) => {
      for (const { value } of records)
        counts[partition]! += decodeRecord(value).filter(({ event }) => event !== null).length;
      read[partition]! += records.length;
    },
  });
  await until(() => bounds.every(({ high }, partition) => read[partition] === high), "the topic is read");
  await reader.stop();
  return counts;
}
const total = async () => (await held()).reduce((sum, count) => sum + count, 0);

test("one event, an array, lines and binary mode are all accepted, each at the partition of its site", async () => {
  expect(await post(JSON.stringify(event("1")), { "content-type": "application/cloudevents+json" })).toEqual({
    status: 202,
    body: { accepted: 1 },
  });
  expect(await post(JSON.stringify(event("2"), null, 2))).toEqual({ status: 202, body: { accepted: 1 } });
  expect(await post(JSON.stringify([event("3"), event("4", { site: "roma" })]))).toMatchObject({
    status: 202,
    body: { accepted: 2 },
  });
  const lines = `${JSON.stringify(event("5"))}\n\n${JSON.stringify(event("6"))}\r\n`;
  expect(await post(lines, { "content-type": "application/x-ndjson" })).toMatchObject({
    status: 202,
    body: { accepted: 2 },
  });
  const { specversion, id, source, type, time, site, channel, contact, queue, data } = event("7");
  const attributes = Object.entries({ specversion, id, source, type, time, site, channel, contact, queue }).map(
    ([name, value]) => [`ce-${name}`, value],
  );
  expect(
    await post(JSON.stringify(data), { "content-type": "application/json", ...Object.fromEntries(attributes) }),
  ).toMatchObject({ status: 202 });
  const expected = [0, 0, 0];
  expected[partitionOfSite("krakow", PARTITIONS)]! += 6;
  expected[partitionOfSite("roma", PARTITIONS)]! += 1;
  expect(await held()).toEqual(expected);
});

test("a customer whose site wants him hashed is hashed, in structured and in binary mode", async () => {
  const key = "k".repeat(40);
  const customers = { hashedAt: new Set(["krakow"]), key };
  const appended: string[] = [];
  const append: Log["append"] = async (_topic, _partition, messages) => {
    for (const { value } of messages) appended.push(...decodeRecord(value).map((each) => each.event!.customer!));
  };
  await running.restart({ config: () => ({ ...emptyConfiguration(), customers }), log: { append } });
  await post(JSON.stringify([event("1", { customer: "k-2041" }), event("2", { customer: "k-2041", shop: "x" })]));
  const { data, ...attributes } = event("3", { customer: "k-2041" });
  const headers = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]);
  await post(JSON.stringify(data), { ...Object.fromEntries(headers), "content-type": "application/json" });
  expect(appended).toEqual(Array(3).fill(customersOf(customers)!("krakow")!("k-2041")));
});

test("good events of a request with bad ones are accepted, and each bad one is told with its place and what to do", async () => {
  const bad = [
    event("b", { type: "cc.contact.teleported" }),
    event("c", { contact: "" }),
    event("d", { time: "2999-01-01T00:00:00Z" }),
    7,
  ];
  const { status, body } = await post(JSON.stringify([event("a"), ...bad, event("e")]));
  expect(status).toBe(400);
  expect(body).toMatchObject({
    accepted: 2,
    rejected: 4,
    errors: [
      { index: 1, code: "unknown_type", path: "type" },
      { index: 2, code: "missing_field", path: "contact" },
      { index: 3, code: "future_time", path: "time" },
      { index: 4, code: "not_an_object" },
    ],
  });
  for (const error of body.errors as { reason: string; fix: string }[]) expect(error.reason && error.fix).toBeTruthy();
  expect(await total()).toBe(2);
  expect(await running.metrics.text()).toContain('floorwalker_gateway_events_rejected_total{code="unknown_type"} 1');
});

test("a line that is no JSON spoils only itself, and one that is no UTF-8 is read as Windows-1252", async () => {
  const lines = Buffer.concat([
    Buffer.from(`${JSON.stringify(event("1"))}\n{"broken\n`),
    Buffer.from(`${JSON.stringify(event("2", { agent: "Jos\u00e9" }))}\n`, "latin1"),
    Buffer.from(JSON.stringify(event("3"))),
  ]);
  expect(await post(new Uint8Array(lines))).toMatchObject({
    status: 400,
    body: {
      accepted: 3,
      errors: [{ index: 1, code: "not_json" }],
    },
  });
});

test("a body is read in its charset, UTF-8's and UTF-16's marks are no part of it, and headers are percent-decoded", async () => {
  const appended: string[] = [];
  const append: Log["append"] = async (_topic, _partition, messages) => {
    for (const { value } of messages) appended.push(...decodeRecord(value).map(({ event: told }) => told!.queue!));
  };
  await running.restart({ log: { append } });
  const json = "application/json";
  const named = (id: string) => JSON.stringify([event(id, { queue: "\u0141\u00f3d\u017a" })]);
  const latin2 = Buffer.from(named("1"), "latin1");
  latin2.set(Buffer.from([0xa3, 0xf3, 0x64, 0xbc]), named("1").indexOf("\u0141"));
  const bodies: readonly (readonly [body: Buffer, type: string])[] = [
    [latin2, `${json}; charset="ISO-8859-2"`],
    [Buffer.from(named("2")), `${json}; charset=latin1`],
    [Buffer.from(`\ufeff${named("3")}`), json],
    [Buffer.from(`\ufeff${named("4")}\n`, "utf16le"), json],
    [Buffer.from(named("5"), "utf16le"), `${json};charset=utf-16`],
    [Buffer.from(named("6")), `${json}; charset=nobody-knows`],
  ];
  for (const [body, type] of bodies)
    expect(await post(new Uint8Array(body), { "content-type": type }), type).toMatchObject({ status: 202 });
  const { data, ...attributes } = event("7", { queue: "%C5%81%C3%B3d%C5%BA" });
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]));
  expect(await post(JSON.stringify(data), { ...headers, "content-type": json })).toMatchObject({ status: 202 });
  // Whole events whose sender repeats attributes of theirs in headers.
  const repeated = { ...headers, "content-type": "application/cloudevents-batch+json" };
  expect(await post(named("8"), repeated)).toMatchObject({ status: 202 });
  expect(appended).toEqual(Array(8).fill("\u0141\u00f3d\u017a"));
});

test("an event whose new queue the site will most likely not take is accepted, and its sender is warned with the code", async () => {
  await running.commit(partitionOfSite("krakow", PARTITIONS), {
    "site:krakow": { kind: "site", site: "krakow", refusing: "queue" },
    "queue:krakow:sales:call": { kind: "queue", site: "krakow", queue: "sales", channel: "call" },
  });
  await until(
    async () => (await (await running.get("v1/views/floor")).text()).includes("refusing"),
    "the gateway knows",
  );
  expect(await post(JSON.stringify([event("1"), event("2", { queue: "made-up-7" })]))).toMatchObject({
    status: 202,
    body: { accepted: 2, warnings: [{ index: 1, code: "too_many_queues", path: "queue", fix: expect.any(String) }] },
  });
  expect(await total()).toBe(2);
});

test("an event over 64 KB is 413, and the others of its request are taken", async () => {
  const large = event("1", { data: { note: "x".repeat(70_000) } });
  expect(await post(JSON.stringify(large))).toMatchObject({
    status: 413,
    body: { accepted: 0, errors: [{ code: "too_large" }] },
  });
  expect(await post(JSON.stringify([large, event("2")]))).toMatchObject({ status: 413, body: { accepted: 1 } });
  expect(await total()).toBe(1);
});

test("a request over 2 MB or 10,000 events is refused whole, with the limit, however good its events are", async () => {
  const small = { source: "/a", datacontenttype: undefined, data: undefined };
  const good = Array.from({ length: 10_001 }, (_, index) => JSON.stringify(event(`${index}`, small)));
  expect(await post(good.join("\n"))).toMatchObject({ status: 413, body: { code: "too_many_events" } });
  expect(await post(`[${good.slice(0, 9_000).join()}]`.padEnd(3_000_000))).toMatchObject({ status: 413 });
  expect(await post(`[${"7,".repeat(1_000_000)}7]`)).toMatchObject({ status: 413, body: { code: "too_many_events" } });
  expect(await post(`[${"{},".repeat(10_000)}{}]`)).toMatchObject({
    status: 413,
    body: { code: "too_many_events", limit: 10_000, fix: expect.stringContaining("10,000 events and 2 MB") },
  });
  expect(await post("x".repeat(2 * 1024 * 1024 + 1))).toMatchObject({
    status: 413,
    body: { code: "too_large", limit: 2_097_152 },
  });
  expect(await total()).toBe(0);
  expect(await running.metrics.text()).toContain("gateway_events_accepted_total 0");
  expect(await running.metrics.text()).not.toContain("events_rejected_total{");
  expect(await post(good.slice(1).join("\n"))).toEqual({ status: 202, body: { accepted: 10_000 } });
  expect(await total()).toBe(10_000);
}, 20_000);

test("the log is given no more than one record at a time, in order, and each as full as it may be", async () => {
  await running.stop();
  const appended: Uint8Array[] = [];
  const append = async (_: string, __: number, messages: readonly { value: Uint8Array }[]): Promise<void> => {
    expect(messages).toHaveLength(1);
    appended.push(messages[0]!.value);
  };
  running = await runGateway({ log: { append } });
  const ids = Array.from({ length: 2_000 }, (_, index) => `${index}`);
  await post(ids.map((id) => JSON.stringify(event(id))).join("\n"));
  expect(appended.flatMap((value) => decodeRecord(value).map(({ event }) => event?.id))).toEqual(ids);
  expect(Math.max(...appended.map(({ length }) => length))).toBeLessThanOrEqual(RECORD_BYTES);
  expect(appended.length).toBe(Math.ceil(appended.reduce((sum, { length }) => sum + length, 0) / RECORD_BYTES));
});

test("while a request of many events is judged, the event loop turns after every slice", async () => {
  await running.stop();
  const plain = createMetrics({ processMetrics: false });
  let judged = 0;
  const counter: Metrics["counter"] = (name, ...rest) => {
    const real = plain.counter(name, ...rest);
    if (name !== "gateway_events_rejected_total") return real;
    return Object.assign(real, { inc: () => void judged++ });
  };
  running = await runGateway({ metrics: { ...plain, counter } });
  let most = 0;
  let before = 0;
  let watching = true;
  const watch = (): void => {
    most = Math.max(most, judged - before);
    before = judged;
    if (watching) setImmediate(watch);
  };
  setImmediate(watch);
  expect(await post("7\n".repeat(5_000))).toMatchObject({ status: 400, body: { rejected: 5_000 } });
  watching = false;
  expect(judged).toBe(5_000);
  // The first slice, and the one of the same turn.
  expect(most).toBeLessThanOrEqual(2 * SLICE.items);
});

test("more bodies than there is memory for are told to come again, before any of them is received", async () => {
  await running.stop();
  const hung = Promise.withResolvers<void>();
  running = await runGateway({ log: { append: () => hung.promise } });
  const large = JSON.stringify(event("1")).padEnd(2 * 1024 * 1024);
  const inWork = Array.from({ length: 32 }, () => post(large));
  await until(async () => (await post(JSON.stringify(event("2")))).status === 503, "the budget is used up");
  expect(await post(JSON.stringify(event("2")))).toMatchObject({
    status: 503,
    body: { code: "busy", temporary: true },
  });
  hung.resolve();
  for (const { status } of await Promise.all(inWork)) expect(status).toBe(202);
  expect((await post(JSON.stringify(event("2")))).status).toBe(202);
}, 20_000);

test("a request without an event is an error, not a success of nothing", async () => {
  for (const body of ["", "\n \n", "[]"])
    expect(await post(body)).toMatchObject({ status: 400, body: { errors: [{ code: "empty_body" }] } });
});

test("when the log does not acknowledge, the sender is told to send again", async () => {
  await running.stop();
  running = await runGateway({ log: { append: () => Promise.reject(new Error("no broker")) } });
  expect(await post(JSON.stringify(event("1")))).toMatchObject({
    status: 503,
    body: { code: "log_unavailable", temporary: true },
  });
});
