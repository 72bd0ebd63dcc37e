import fc from "fast-check";
import { expect, test } from "vitest";
import { type AskedRule, RULE_DAYS, readRule, ruleParams, ruleText, writtenRule } from "../src/model/asked-rule.ts";

const rule: fc.Arbitrary<AskedRule> = fc.record({
  kpi: fc.constantFrom("serviceLevelNow", "waiting"),
  queue: fc.option(fc.string({ minLength: 1 })),
  channel: fc.option(fc.constantFrom("call", "chat")),
  eachQueue: fc.boolean(),
  window: fc.constantFrom("15m", "day"),
  side: fc.constantFrom("below", "above"),
  limit: fc.string(),
  clear: fc.string(),
  holdFor: fc.string(),
  least: fc.string(),
  severity: fc.constantFrom("critical", "warning"),
  days: fc.constantFrom(...RULE_DAYS),
});

test("a rule that is tried is in its address, and read from there again", () => {
  fc.assert(
    fc.property(rule, (asked) => {
      const params = new URLSearchParams();
      for (const [name, value] of Object.entries(ruleParams(asked))) if (value !== null) params.set(name, value);
      expect(readRule(params)).toEqual(asked);
    }),
  );
});

test("it is written as the configuration has it: numbers as numbers, what is left empty is left out", () => {
  const asked = readRule(new URLSearchParams("kpi=waiting&queue=café&ch=call&side=above&limit=12&hold=&least="));
  expect(writtenRule(asked)).toEqual({
    id: "caf-waiting",
    kpi: "waiting",
    queue: "café",
    channel: "call",
    window: "15m",
    above: 12,
    severity: "critical",
  });
  expect(ruleText(asked).split("\n").slice(0, 3)).toEqual(["- id: caf-waiting", "  kpi: waiting", '  queue: "café"']);
});
