/** Names are what a phone system calls things: every string is a name like any other. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";

const NINE = Date.UTC(2026, 10, 21, 9);
const NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "a:b",
  "a",
  "b",
  "b:a",
  "x/y",
  "%3A",
  "Zürich 😀",
  " ",
  "l".repeat(5_000),
];

const answered = (name: string, site = "here"): CanonicalEvent[] => {
  const event = { source: "/acd", recordedTime: null, site, contact: name, segment: null, agent: name, data: {} };
  const call = { ...event, channel: "call", queue: name } as const;
  return [
    { ...event, id: `${name}-in`, type: "cc.agent.signedIn", time: NINE, channel: null, contact: null, queue: null },
    { ...call, id: `${name}-queued`, type: "cc.contact.queued", time: NINE },
    { ...call, id: `${name}-answered`, type: "cc.contact.answered", time: NINE + 5_000 },
    { ...call, id: `${name}-ended`, type: "cc.contact.ended", time: NINE + 65_000 },
  ];
};

test("every queue and agent is in the report under its own name", () => {
  const owner = new PureOwner().commit(NAMES.flatMap((name) => answered(name)));
  const { total } = owner.report("1h", NINE + 3_600_000);
  const printed = JSON.parse(JSON.stringify(total)) as typeof total;
  expect(Object.keys(printed.queues).sort()).toEqual([...NAMES].sort());
  expect(Object.keys(printed.agents).sort()).toEqual([...NAMES].sort());
  for (const name of NAMES) {
    expect(Object.getOwnPropertyDescriptor(printed.queues, name)?.value.call.counters.answered).toBe(1);
    expect(Object.getOwnPropertyDescriptor(printed.agents, name)?.value.answered).toBe(1);
  }
  expect(Object.hasOwn(Object.prototype, "call")).toBe(false);
  expect(Object.hasOwn(Object, "call")).toBe(false);
});

test("no two rows share an id, whatever their site, queue and agent are called", () => {
  const owner = new PureOwner({ withViews: true });
  for (const site of ["a", "a:b", "__proto__"]) owner.commit(NAMES.flatMap((name) => answered(name, site)));
  owner.tick(NINE + 65_000);
  const rows = [...owner.views].map(([id, row]) => ({ key: id, ...(JSON.parse(row) as { id: string; kind: string }) }));
  for (const { key, id } of rows) expect(id).toBe(key);
  const count = (kind: string): number => rows.filter((row) => row.kind === kind).length;
  expect([count("site"), count("queue"), count("agent")]).toEqual([3, 3 * NAMES.length, 3 * NAMES.length]);
});
