import fc from "fast-check";
import { expect, test } from "vitest";
import { AgentStatus, AgentTimeline, compareMarks, MARK_KINDS, type Mark } from "../../src/index.ts";

const mark: fc.Arbitrary<Mark> = fc
  .record({
    time: fc.nat(200),
    kind: fc.constantFrom(...MARK_KINDS),
    queue: fc.option(fc.constantFrom("q1", "q2"), { nil: null }),
    key: fc.nat(1_000_000),
  })
  .map((each) => ({ ...each, key: `k${each.key}` }));

type Step =
  | { readonly step: "insert"; readonly mark: Mark }
  | { readonly step: "remove"; readonly which: number }
  | { readonly step: "advance"; readonly by: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: mark.map((each) => ({ step: "insert" as const, mark: each })) },
  { weight: 1, arbitrary: fc.nat(1000).map((which) => ({ step: "remove" as const, which })) },
  { weight: 2, arbitrary: fc.nat(20).map((by) => ({ step: "advance" as const, by })) },
);

/** Transitions that are in force, as text, counted. */
class Ledger {
  readonly counts = new Map<string, number>();

  readonly emit = (at: number, left: string | null, entered: string | null, sign: 1 | -1): void => {
    const key = `${at} ${left} ${entered}`;
    const count = (this.counts.get(key) ?? 0) + sign;
    if (count === 0) this.counts.delete(key);
    else this.counts.set(key, count);
  };

  sorted = (): [string, number][] => [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function sweptAnew(marks: readonly Mark[], clock: number): { ledger: Ledger; state: string | null } {
  const ledger = new Ledger();
  const status = new AgentStatus();
  for (const each of [...marks].sort(compareMarks)) {
    if (each.time > clock) break;
    const left = status.state();
    status.apply(each);
    if (left !== status.state()) ledger.emit(each.time, left, status.state(), 1);
  }
  return { ledger, state: status.state() };
}

test("what a timeline has told, retractions included, is what one sweep over its marks tells", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150, size: "max" }), (steps) => {
      const timeline = new AgentTimeline();
      const ledger = new Ledger();
      let marks: Mark[] = [];
      let clock = 0;
      for (const [index, each] of steps.entries()) {
        if (each.step === "insert") {
          // Two marks of one time, kind and key would be one and the same.
          const added = { ...each.mark, key: `k${index}` };
          timeline.insert(added, ledger.emit);
          marks.push(added);
        } else if (each.step === "advance") clock += each.by;
        else if (marks.length > 0) {
          const gone = marks[each.which % marks.length]!;
          timeline.remove(gone, ledger.emit);
          marks = marks.filter((kept) => kept !== gone);
        }
        timeline.advance(clock, ledger.emit);
      }
      const anew = sweptAnew(marks, clock);
      expect(ledger.sorted()).toEqual(anew.ledger.sorted());
      expect(timeline.state).toBe(anew.state);
    }),
  );
});

test("a timeline whose past became its base goes on as if it still had it", () => {
  fc.assert(
    fc.property(
      fc.array(mark, { maxLength: 80, size: "max" }),
      fc.array(mark, { maxLength: 20 }),
      fc.nat(200),
      (past, later, at) => {
        const [whole, pruned] = [new AgentTimeline(), new AgentTimeline()];
        const [ofWhole, ofPruned] = [new Ledger(), new Ledger()];
        for (const each of past) {
          whole.insert(each, ofWhole.emit);
          pruned.insert(each, ofPruned.emit);
        }
        whole.advance(at, ofWhole.emit);
        pruned.advance(at, ofPruned.emit);
        const dropped = pruned.prune(at);
        expect(dropped.every(({ time }) => time < at)).toBe(true);
        const restored = new AgentTimeline(pruned.base.status, pruned.base.since);
        for (const each of pruned.marks) restored.insert(each, () => {});
        for (const each of later.map((some) => ({ ...some, time: some.time + at }))) {
          whole.insert(each, ofWhole.emit);
          pruned.insert(each, ofPruned.emit);
          restored.insert(each, () => {});
        }
        whole.advance(500, ofWhole.emit);
        pruned.advance(500, ofPruned.emit);
        restored.advance(500, () => {});
        expect(ofPruned.sorted()).toEqual(ofWhole.sorted());
        expect([pruned.state, pruned.since]).toEqual([whole.state, whole.since]);
        expect([restored.state, restored.since]).toEqual([whole.state, whole.since]);
      },
    ),
  );
});
