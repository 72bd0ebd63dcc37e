import { type CanonicalEvent, unconfiguredSite } from "@floorwalker/domain";
import type { Row } from "@floorwalker/protocol";
import { expect, test } from "vitest";
import { expectedRefusals } from "../src/expected-refusals.ts";

const rows = new Map<string, Row>(
  [
    { id: "site:krakow", kind: "site", refusing: "queue agent" },
    { id: "site:roma", kind: "site", refusing: null },
    { id: "queue:krakow:sales:call", kind: "queue" },
    { id: "agent:krakow:a1", kind: "agent" },
  ].map((row) => [row.id, row]),
);
const krakow = { ...unconfiguredSite("krakow"), agents: [{ agent: "a2", name: "A", team: null }] };
const expected = expectedRefusals({
  sites: () => new Map([["krakow", krakow]]),
  row: (id) => rows.get(id) ?? null,
});

const event = (changes: Partial<CanonicalEvent>): CanonicalEvent => ({
  id: "1",
  source: "/acd",
  type: "cc.contact.queued",
  time: 0,
  recordedTime: null,
  site: "krakow",
  channel: "call",
  contact: "c",
  segment: null,
  queue: "sales",
  agent: null,
  data: {},
  ...changes,
});

test.each([
  ["a queue that is known", {}, null],
  ["a queue that is not", { queue: "made-up-1" }, "too_many_queues"],
  ["a known queue on another channel", { channel: "chat" as const }, "too_many_queues"],
  ["an agent that is known", { agent: "a1" }, null],
  ["an agent of the configuration", { agent: "a2" }, null],
  ["an agent that is neither", { agent: "a3" }, "too_many_agents"],
  ["a new source, of which there is room", { source: "/new" }, null],
  ["a site that refuses nothing", { site: "roma", queue: "x" }, null],
  ["a site nobody knows", { site: "nowhere", queue: "x" }, null],
])("%s", (_, changes, code) => {
  const told = event(changes);
  expect(expected(told.site, () => told)?.code ?? null).toBe(code);
});
