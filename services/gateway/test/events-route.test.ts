import { EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PARTITIONS, type RunningGateway, runGateway } from "./running-gateway.ts";

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

const ends = async () => (await running.embedded.log.bounds(EVENTS_TOPIC)).map(({ high }) => high);
const total = async () => (await ends()).reduce((sum, end) => sum + end, 0);

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
  expect(await ends()).toEqual(expected);
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

test("too large is 413: an event over 64 KB, and a request over 8 MB", async () => {
  const large = event("1", { data: { note: "x".repeat(70_000) } });
  expect(await post(JSON.stringify(large))).toMatchObject({
    status: 413,
    body: { accepted: 0, errors: [{ code: "too_large" }] },
  });
  expect(await post(JSON.stringify([large, event("2")]))).toMatchObject({ status: 413, body: { accepted: 1 } });
  expect(await post("x".repeat(9 * 1024 * 1024))).toMatchObject({ status: 413, body: { code: "too_large" } });
  expect(await total()).toBe(1);
});

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
