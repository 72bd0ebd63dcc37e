/**
 * Alerts of a group are one message, told anew as they fire and resolve: whatever is crashed in between, whoever is told knows at the end
 * what fires, each message has a key of its own, and all of them are one thread.
 */
import { type KpiRule, unconfiguredSite } from "@floorwalker/domain";
import { type AlertNotification, readAlertNotification } from "@floorwalker/protocol/alerts";
import { toldEpisode } from "@floorwalker/protocol/message";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1000;
const GROUP = { name: "floor", waitMs: 30_000, intervalMs: 300_000 };
const WAITS: KpiRule = {
  kind: "kpi",
  id: "waits",
  default: false,
  holdForMs: 0,
  severity: "critical",
  receivers: ["chat", "duty"],
  kpi: "waiting",
  queue: null,
  channel: null,
  each: { of: "queue", usualWindow: false },
  window: "15m",
  direction: "above",
  limit: 0,
  clear: 0,
  minimumSample: 0,
  group: GROUP,
};
const owned = () =>
  new PureOwner({
    sites: [{ ...unconfiguredSite("here"), sources: [{ source: "/acd", silentAfterMs: null }], rules: [WAITS] }],
  });
type Group = Extract<AlertNotification, { about: "group" }>;
const told = (owner: PureOwner, receiver: string): Group[] =>
  owner.outbox
    .map((text) => readAlertNotification(text)!)
    .filter((message): message is Group => message.about === "group" && message.receivers.includes(receiver));
const said = (owner: PureOwner, receiver = "chat") =>
  told(owner, receiver).map(({ at: time, state, step, firing, over, members }) => [
    (time - T0) / 1000,
    state,
    step,
    `${firing} ${over}`,
    members.map(({ queue, state: its }) => `${queue} ${its}`).join(),
  ]);
const queued = (seconds: number, queue: string) => tell(seconds, "contact.queued", { contact: queue + seconds, queue });
const left = (since: number, seconds: number, queue: string) =>
  tell(seconds, "contact.abandoned", { contact: queue + since, queue });
const plain = { key: (_about: string, key: string) => key };

test("many queues at once are one message, which is told anew in its thread as they fire and resolve", () => {
  const owner = owned();
  owner.commit([queued(0, "a"), queued(0, "b")], at(1)).crash();
  owner.commit([queued(20, "c")], at(20)).tick(at(30));
  expect(said(owner)).toEqual([]);
  owner.tick(at(31)).crash();
  expect(said(owner)).toEqual([[31, "firing", 0, "3 0", "a firing,b firing,c firing"]]);
  expect(said(owner, "duty")).toEqual(said(owner));
  owner.commit([left(0, 60, "a"), queued(60, "d")], at(60)).tick(at(330));
  expect(said(owner)).toHaveLength(1);
  owner.crash().tick(at(331));
  expect(said(owner)[1]).toEqual([331, "firing", 1, "3 1", "b firing,c firing,d firing,a resolved"]);
  owner.commit([left(0, 400, "b"), left(20, 400, "c"), left(60, 400, "d")], at(400)).crash();
  owner.tick(at(429)).tick(at(430)).tick(at(900));
  expect(said(owner)[2]).toEqual([430, "resolved", 2, "0 3", "b resolved,c resolved,d resolved"]);
  expect(said(owner)).toHaveLength(3);
  const messages = told(owner, "chat");
  expect(new Set(messages.map((message) => toldEpisode(message, plain)))).toEqual(new Set([messages[0]!.key]));
  const keys = owner.outbox.map((text) => readAlertNotification(text)!.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect([...owner.rows.keys()].filter((key) => key.includes("floor"))).toEqual([]);
  // What fires later is another thread.
  owner.commit([queued(1000, "a")], at(1000)).tick(at(1030));
  expect(told(owner, "chat").at(-1)!.key).not.toBe(messages[0]!.key);
});

test("what fires and is over before anybody was told is told to nobody", () => {
  const owner = owned();
  owner
    .commit([queued(0, "a"), queued(0, "b")], at(1))
    .commit([left(0, 10, "a")], at(10))
    .crash();
  owner.tick(at(31));
  expect(said(owner)).toEqual([[31, "firing", 0, "1 0", "b firing"]]);
  owner
    .commit([left(0, 40, "b")], at(40))
    .commit([queued(50, "a")], at(50))
    .commit([left(50, 55, "a")], at(55));
  owner.tick(at(2000));
  expect(said(owner).map(([, state]) => state)).toEqual(["firing", "resolved"]);
});

test("whoever is told knows what fires, whatever happens and whenever it dies", () => {
  const happening = fc.record({
    seconds: fc.integer({ min: 0, max: 1500 }),
    queue: fc.constantFrom("a", "b", "c"),
    lasts: fc.integer({ min: 1, max: 500 }),
  });
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (all, every) => {
      const [calm, dying] = [owned(), owned()];
      const events = all
        .flatMap(({ seconds, queue, lasts }, index) => [
          tell(seconds, "contact.queued", { contact: `c${index}`, queue }),
          tell(seconds + lasts, "contact.abandoned", { contact: `c${index}`, queue }),
        ])
        .sort((a, b) => a.time - b.time);
      const moments = [
        ...new Set([...events.map(({ time }) => time), ...Array.from({ length: 90 }, (_, n) => at(30 * n))]),
      ];
      for (const [index, now] of moments.sort((a, b) => a - b).entries()) {
        const due = events.filter(({ time }) => time === now);
        calm.commit(due, now);
        dying.commit(due, now);
        if (index % every === 0) dying.crash();
      }
      expect(said(dying)).toEqual(said(calm));
      const knows = new Set<string>();
      for (const { members } of told(calm, "chat"))
        for (const { queue, state } of members)
          if (state === "resolved") knows.delete(queue!);
          else knows.add(queue!);
      expect([...knows]).toEqual([]);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});
