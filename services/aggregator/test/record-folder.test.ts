/** What is looked up before events are folded: contacts that memory does not know, and whose an id is where calls changed theirs. */
import { type CanonicalEvent, type EventType, unconfiguredSite } from "@floorwalker/domain";
import { encodeEvent } from "@floorwalker/events";
import type { FoundRecord, LogRecord, Store } from "@floorwalker/ports";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { PartitionState } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { aggregatorMetrics } from "../src/aggregator-metrics.ts";
import { readEvents } from "../src/read-events.ts";
import { RecordFolder, type RecordFolderParts } from "../src/record-folder.ts";
import { LIVE_SETTINGS } from "../src/settings.ts";
import { Suspicion } from "../src/suspicion.ts";

const T0 = Date.UTC(2026, 0, 5, 9);

const tell = (seconds: number, type: string, contact: string, rest: Partial<CanonicalEvent> = {}): CanonicalEvent => ({
  id: `${type} ${contact}`,
  source: "/acd",
  type: `cc.${type}` as EventType,
  time: T0 + seconds * 1000,
  recordedTime: null,
  site: "here",
  channel: "call",
  contact,
  segment: null,
  queue: "sales",
  agent: null,
  data: {},
  ...rest,
});

const newState = (): PartitionState =>
  new PartitionState({ ...LIVE_SETTINGS, limits: null, siteConfig: unconfiguredSite });

/** Records of a call that went by two ids and left memory. */
function leftRecords(): Map<string, FoundRecord> {
  const state = newState();
  const told = [
    tell(0, "contact.queued", "c1"),
    tell(5, "contact.answered", "c1", { agent: "ann", data: { waitMs: 5000 } }),
    tell(65, "contact.ended", "c2", { agent: "ann", data: { waitMs: 5000, talkMs: 60_000 } }),
    tell(3600, "contact.abandoned", "later"),
  ];
  const records = new Map<string, FoundRecord>();
  for (const event of told) {
    state.insert(event, event.time);
    state.advance(null);
    for (const { key, bucket, value } of state.draft(false).records)
      if (value !== null) records.set(key, { bucket, value });
  }
  return records;
}

test("an event under an id that a call went by finds the call: the id's record says whose it is, and that one is looked up", async () => {
  const records = leftRecords();
  const trips: (readonly string[])[] = [];
  const lookup: Store["lookup"] = async (_partition, _class, keys) => {
    trips.push(keys.map((key) => key.split("\u001f")[1]!));
    return new Map(keys.flatMap((key) => (records.has(key) ? [[key, records.get(key)!] as const] : [])));
  };
  const state = newState();
  const outcomes: string[] = [];
  const parts = {
    partition: 0,
    options: {
      store: { lookup },
      logger: silentLogger,
      topic: "t",
      group: "g",
      outcome: (_at: unknown, each: string) => outcomes.push(each),
    },
    metrics: aggregatorMetrics(createMetrics({ processMetrics: false }), () => []),
    putAside: async () => {},
    suspicion: new Suspicion(),
  } as unknown as RecordFolderParts;
  const rated = tell(3700, "survey.answered", "c2", { queue: null, data: { score: 5 } });
  const record: LogRecord = {
    offset: 0,
    key: "here",
    value: Buffer.from(encodeEvent(rated)),
    headers: {},
    appendedAt: rated.time,
  };
  await new RecordFolder(parts, state).fold(readEvents([record]), (step) => step());
  expect(trips).toEqual([["c2"], ["c1"]]);
  expect(outcomes).toEqual(["accepted"]);
  expect(state.site("here").contacts.has("call", "c1")).toBe(true);
});
