import { ENTRY_NAMES, type QueuePolicy } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteReader } from "../../src/columns/byte-reader.ts";
import { ByteWriter } from "../../src/columns/byte-writer.ts";
import { Names } from "../../src/columns/names.ts";
import { Added, WORK_KINDS } from "../../src/contacts/added.ts";
import { AddedDifference } from "../../src/contacts/added-difference.ts";
import { ClosedWords } from "../../src/contacts/closed-words.ts";
import { ContactHead } from "../../src/contacts/contact-head.ts";

const name = fc.constantFrom("sales", "support", "a1", "a2", "Zürich");
const maybe = fc.option(name, { nil: null });
const time = fc.oneof(fc.nat({ max: 100 }), fc.integer({ min: 1_795_000_000_000, max: 1_795_000_100_000 }));
const entry = fc.oneof(
  fc.record({
    kind: fc.constant("counted" as const),
    queue: maybe,
    agent: maybe,
    at: time,
    counter: fc.nat({ max: ENTRY_NAMES.length - 1 }),
    amount: fc.integer(),
  }),
  fc.record({ kind: fc.constant("waiting" as const), queue: name, since: time, past: fc.boolean() }),
  fc.record({ kind: fc.constant("handling" as const), queue: name }),
  fc.record({
    kind: fc.constant("surveyed" as const),
    survey: name,
    queue: maybe,
    at: time,
    counter: fc.nat({ max: ENTRY_NAMES.length - 1 }),
    amount: fc.integer(),
  }),
  fc.record({
    kind: fc.constant("work" as const),
    queue: maybe,
    agent: name,
    work: fc.constantFrom(...WORK_KINDS),
    from: time,
    to: fc.oneof(fc.constant(-1), time),
    sequence: fc.constantFrom(-1, 0, 3, Number.MAX_SAFE_INTEGER),
  }),
);
type Entry = typeof entry extends fc.Arbitrary<infer E> ? E : never;

const version = (thresholdMs: number): QueuePolicy => ({
  id: "v",
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
  formula: "answered-only",
  siteFormula: "answered-only",
  attribution: "outcome",
  lowScore: 2_000,
  firstContactMs: 604_800_000,
  calendar: null,
  hours: null,
  target: 0.8,
  first: { formula: "answered-only", siteFormula: "answered-only" },
  thresholdMs,
  shortAbandonMs: -1,
  lostAfterMs: 14_400_000,
  waitLostAfterMs: Number.POSITIVE_INFINITY,
  wrapUpLostAfterMs: 0,
});

const BESIDES = { teamOf: (agent: number) => agent, reasonOf: (reason: number) => reason };

function emit(entries: readonly Entry[], reason: string | null, sink: Added, names: Names): void {
  sink.about(names.of(reason));
  for (const each of entries)
    if (each.kind === "counted") {
      sink.into(names.of(each.queue), names.of(each.agent), each.at);
      sink.add(each.at, each.counter, each.amount);
    } else if (each.kind === "waiting") sink.waiting(names.of(each.queue), each.since, each.past);
    else if (each.kind === "handling") sink.handling(names.of(each.queue));
    else if (each.kind === "surveyed") {
      sink.ofSurvey(names.of(each.survey), names.of(each.queue));
      sink.add(each.at, each.counter, each.amount);
    } else {
      const { work, from, to, sequence } = each;
      sink.work(work, names.of(each.agent), names.of(each.queue), names.of("/acd"), from, to, sequence);
    }
}

const said = (added: Added, names: Names): unknown[] =>
  Array.from({ length: added.count }, (_, at) => [
    added.kindOf(at),
    names.textOf(added.queueOf(at)),
    names.textOf(added.agentOf(at)),
    names.textOf(added.besideOf(at)),
    added.atOf(at),
    added.whatOf(at),
    added.amountOf(at),
    added.sequenceOf(at),
  ]);

const optionalTime = fc.option(time, { nil: null });
const times = fc.record({
  unfinished: fc.boolean(),
  lostAsOf: optionalTime,
  nextAt: optionalTime,
  changedAt: optionalTime,
});

test("what a contact has added is read as it was written, by another process that knows other names", () => {
  fc.assert(
    fc.property(
      fc.array(entry),
      maybe,
      times,
      fc.array(name),
      fc.nat(),
      (entries, reason, stands, queues, impossible) => {
        const names = new Names();
        const words = new ClosedWords();
        const head = Object.assign(new ContactHead(names, words, new Added(BESIDES)).clear(), stands, {
          impossible,
        });
        emit(entries, reason, head.added, names);
        for (const queue of queues) head.policies.of(names.of(queue), version(queue.length));
        const writer = new ByteWriter();
        head.write(writer);
        const others = new Names();
        others.of("somebody else");
        const again = new ContactHead(others, words, new Added({ teamOf: () => 0, reasonOf: () => 0 })).read(
          new ByteReader().open(writer.taken()),
        );
        expect(said(again.added, others)).toEqual(said(head.added, names));
        const { unfinished, lostAsOf, nextAt, changedAt } = again;
        expect({ unfinished, lostAsOf, nextAt, changedAt }).toEqual(stands);
        expect(again.impossible).toBe(impossible);
        for (const queue of queues)
          expect(again.policies.of(others.of(queue), version(7))).toEqual({ ...version(7), thresholdMs: queue.length });
        const rewritten = new ByteWriter();
        for (const queue of queues) again.policies.of(others.of(queue), version(7));
        again.write(rewritten);
        expect(rewritten.taken()).toEqual(writer.taken());
      },
    ),
  );
});

test("taking back what is gone and adding what is new comes to what is there now, and nothing is both", () => {
  fc.assert(
    fc.property(fc.array(entry), fc.array(entry), fc.array(fc.nat()), maybe, maybe, (shared, fresh, mixed, was, is) => {
      const names = new Names();
      const before = new Added(BESIDES);
      const after = new Added(BESIDES);
      emit(shared, was, before, names);
      const now = [...shared.filter((_, index) => (mixed[index] ?? 0) % 3 !== 0), ...fresh];
      now.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
      emit(now, is, after, names);
      const difference = new AddedDifference().of(before, after);
      const count = (entries: readonly unknown[]): Map<string, number> => {
        const counts = new Map<string, number>();
        for (const each of entries) counts.set(JSON.stringify(each), (counts.get(JSON.stringify(each)) ?? 0) + 1);
        return counts;
      };
      const old = said(before, names);
      const gone = old.filter((_, index) => difference.isTakenBack(index));
      const come = said(after, names).filter((_, index) => difference.isNew(index));
      const goneKeys = count(gone);
      for (const each of count(come).keys()) expect(goneKeys.has(each)).toBe(false);
      const kept = old.filter((_, index) => !difference.isTakenBack(index));
      expect(count([...kept, ...come])).toEqual(count(said(after, names)));
    }),
  );
});
