import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import {
  type AskedRule,
  RULE_DAYS,
  readRule,
  ruleParams,
  ruleText,
  withFired,
  writtenRule,
} from "../src/model/asked-rule.ts";

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

test("an address that names a fired rule is filled from it once: whatever is changed then is what the address says, none of it springs back", () => {
  fc.assert(
    fc.property(rule, rule, (fired, changed) => {
      const filled = withFired(new URLSearchParams("w=15m"), fired);
      expect(readRule(filled)).toEqual(fired);
      for (const [name, value] of Object.entries(ruleParams(changed)))
        if (value === null) filled.delete(name);
        else filled.set(name, value);
      expect(readRule(withFired(filled, fired))).toEqual(changed);
      expect(readRule(withFired(filled, null))).toEqual(changed);
    }),
  );
  const one = readRule(new URLSearchParams("kpi=waiting&limit=12"));
  expect(readRule(withFired(new URLSearchParams("limit=60&rehearse=31d"), one))).toEqual({
    ...one,
    limit: "60",
    days: 31,
  });
});

test("it is written as the configuration has it: numbers as numbers, what is left empty is left out", () => {
  const asked = readRule(new URLSearchParams("kpi=waiting&queue=café&ch=call&side=above&limit=12&hold=&least="));
  expect(writtenRule(asked)).toEqual({
    id: "café-call-waiting",
    kpi: "waiting",
    queue: "café",
    channel: "call",
    window: "15m",
    above: 12,
    severity: "critical",
  });
  expect(ruleText(asked).split("\n").slice(0, 3)).toEqual([
    '- id: "café-call-waiting"',
    "  kpi: waiting",
    '  queue: "café"',
  ]);
});

test("as YAML it says the same to every reader, whatever a queue is called", () => {
  const odd = [
    "600",
    "007",
    "1e3",
    "E0",
    "e-1",
    "0x1f",
    "1_000",
    "12:30",
    "2026-11-30",
    ".5",
    ".inf",
    "-",
    "~",
    "null",
    "Yes",
    "off",
    "y",
    "%a",
    "客服",
  ];
  const text = fc.oneof(fc.constantFrom(...odd), fc.string({ minLength: 1 }));
  fc.assert(
    fc.property(
      fc.record({
        asked: rule,
        queue: text,
        holdFor: text,
        limit: fc.oneof(text, fc.constantFrom("70%", "12", "90s")),
      }),
      ({ asked: of, ...given }) => {
        const asked = { ...of, ...given };
        for (const version of ["1.1", "1.2"] as const)
          expect(parse(ruleText(asked), { version })).toEqual([writtenRule(asked)]);
      },
    ),
  );
});

test("its id says what it is about: the queue in whatever script, and the channel", () => {
  const idOf = (asked: string) => writtenRule(readRule(new URLSearchParams(asked))).id;
  expect(idOf("queue=客服&ch=chat")).toBe("客服-chat-serviceLevelNow");
  expect(idOf("queue=客服&ch=call")).not.toBe(idOf("queue=客服&ch=chat"));
  expect(idOf("queue=Sales %26 more&ch=call&kpi=waiting")).toBe("Sales-more-call-waiting");
  expect(idOf("queue=***")).toBe("serviceLevelNow");
  expect(idOf("each=queue")).toBe("each-queue-serviceLevelNow");
  expect(idOf(`queue=${"q".repeat(200)}`)).toHaveLength(128);
});
