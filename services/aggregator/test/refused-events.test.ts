/** What the person on call hears of refused events: a dead letter for each, a count by kind, one warning for a kind and site. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { encodeEvent, REJECTIONS } from "@floorwalker/events";
import { createMetrics } from "@floorwalker/runtime";
import type { EventOutcome, Refused } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { aggregatorMetrics } from "../src/aggregator-metrics.ts";
import { judged, REFUSED_CODES } from "../src/judged-event.ts";
import { Refusals } from "../src/refusals.ts";

const event = (site: string): CanonicalEvent => ({
  id: "1",
  source: "/acd",
  type: "cc.contact.queued",
  time: 0,
  recordedTime: null,
  site,
  channel: "call",
  contact: "c1",
  segment: null,
  queue: "made-up",
  agent: null,
  data: {},
});
const refused = (kind: Refused): EventOutcome => ({ outcome: "refused", refused: kind });
const input = (site: string) => ({
  key: site,
  value: Buffer.from(encodeEvent(event(site))),
  topic: "cc.events.v1",
  partition: 3,
  offset: 7,
  group: "g",
});

test.each(Object.entries(REFUSED_CODES))("what has no room (%s) is a dead letter %s with its fix", (kind, code) => {
  const { told, letter } = judged(refused(kind as Refused), event("s"), () => input("s"));
  expect(told).toBe(code);
  expect(letter!.headers!["_dlq.errors.code"]).toBe(code);
  expect(letter!.headers!["_dlq.errors.message"]).toContain(REJECTIONS[code].fix);
});

test("each is counted by kind, but there is one warning for a kind and site, and one for all sites refused", async () => {
  const metrics = createMetrics({ processMetrics: false });
  const own = aggregatorMetrics(metrics, () => []);
  const warned: unknown[] = [];
  const refusals = new Refusals({
    partition: 3,
    logger: { warn: (_id, fields) => void warned.push(fields) },
    count: (kind) => own.refused(kind),
  });
  for (const site of ["a", "a", "b"]) refusals.note(refused("queue"), event(site));
  for (const site of ["x1", "x2", "x3"]) refusals.note(refused("site"), event(site));
  refusals.note(refused("contactEvents"), event("a"));
  refusals.note({ outcome: "accepted" }, event("a"));
  expect(warned).toEqual([
    { code: "too_many_queues", partition: 3, site: "a" },
    { code: "too_many_queues", partition: 3, site: "b" },
    { code: "too_many_sites", partition: 3 },
    { code: "too_many_events", partition: 3, site: "a" },
  ]);
  const text = await metrics.text();
  for (const [kind, count] of Object.entries({ queue: 3, site: 3, agent: 0, source: 0 }))
    expect(text).toContain(`floorwalker_names_refused_total{kind="${kind}"} ${count}`);
});
