/** A sum over cells that are judged by different formulas: each by its own, and the sides are added, never the shares. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  C,
  type CounterName,
  type Interval,
  kpiById,
  mergedInput,
  newCounters,
  queueCell,
  SERVICE_LEVEL_POLICIES,
  serviceLevelParts,
  WaitSketch,
} from "../../src/index.ts";

const COUNTS: readonly CounterName[] = [
  "answered",
  "answeredInThreshold",
  "abandoned",
  "abandonedInThreshold",
  "shortAbandoned",
  "flowedOut",
];
const TOLD = fc.record({
  amounts: fc.array(fc.nat(50), { minLength: COUNTS.length, maxLength: COUNTS.length }),
  formula: fc.constantFrom(...SERVICE_LEVEL_POLICIES),
  otherwise: fc.nat(5),
});

test("its service level is the sum of the numerators over the sum of the denominators, in whatever order the cells come", () => {
  fc.assert(
    fc.property(fc.array(TOLD, { minLength: 1, maxLength: 6 }), (told) => {
      const intervals = told.map(({ amounts, formula, otherwise }): Interval => {
        const counters = newCounters();
        COUNTS.forEach((name, index) => {
          counters[C[name]] = amounts[index]!;
        });
        counters[C.otherwiseDecided] = otherwise;
        return {
          site: "krakow",
          zone: "UTC",
          cell: queueCell("sales", "call"),
          length: "15m",
          from: 0,
          to: 900_000,
          version: { epoch: 1, sequence: 1 },
          restated: 0,
          restatedBy: 0,
          formula,
          policies: [],
          counters,
          waits: new WaitSketch(),
          longestWait: null,
          atEnd: { waiting: 0, waitingPastThreshold: 0, agents: null },
        };
      });
      const parts = intervals.map(({ formula, counters }) => serviceLevelParts(formula, counters));
      const numerator = parts.reduce((sum, each) => sum + each.numerator, 0);
      const denominator = parts.reduce((sum, each, index) => sum + each.denominator + told[index]!.otherwise, 0);
      const level = (all: readonly Interval[]) =>
        kpiById("serviceLevel")!.read(mergedInput(all as [Interval, ...Interval[]], { from: 0, to: 900_000 }, true));
      const expected = denominator <= 0 ? null : numerator / denominator;
      expect(level(intervals)).toBe(expected);
      expect(level([...intervals].reverse())).toBe(expected);
    }),
  );
});
