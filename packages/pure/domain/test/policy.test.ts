import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_POLICY, elapsed, moment } from "../src/policy.ts";

test("of every policy the time elapsed up to a moment is what the moment was asked for, and time adds up", () => {
  const at = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(DEFAULT_POLICY)), at, fc.nat(), fc.nat(), (policy, from, ms, more) => {
      const then = moment(policy, from, ms);
      const later = moment(policy, from, ms + more);
      expect(elapsed(policy, from, then)).toBe(ms);
      expect(elapsed(policy, from, then) + elapsed(policy, then, later)).toBe(elapsed(policy, from, later));
    }),
  );
});
