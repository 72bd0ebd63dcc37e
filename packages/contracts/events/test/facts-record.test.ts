import { type ContactFacts, FACT_OUTCOMES, type Fact } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsKey, readFacts, writeFacts } from "../src/index.ts";

const NAME = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
const MOMENT = fc.integer({ min: 0, max: 4e12 });
const FACT = fc.record({
  segment: fc.option(NAME),
  queue: fc.option(NAME),
  queuedAt: fc.option(MOMENT),
  waitMs: fc.option(fc.nat()),
  talkMs: fc.option(fc.nat()),
  holdMs: fc.option(fc.nat()),
  wrapUpMs: fc.option(fc.nat()),
  endedAt: fc.option(MOMENT),
  outcome: fc.option(fc.constantFrom(...FACT_OUTCOMES)),
  reason: fc.option(NAME),
  outcomeAt: fc.option(MOMENT),
  agent: fc.option(NAME),
  agents: fc.array(NAME, { maxLength: 3 }),
  inTime: fc.option(fc.boolean()),
  thresholdMs: fc.option(fc.nat()),
  policy: fc.option(NAME),
  transferred: fc.boolean(),
  escalated: fc.boolean(),
  complained: fc.boolean(),
  reopened: fc.boolean(),
  why: fc.string(),
});
const ADDED = fc.record({
  fact: fc.integer({ min: -1, max: 2 }),
  queue: fc.option(NAME),
  agent: fc.option(NAME),
  team: fc.option(NAME),
  reason: fc.option(NAME),
  survey: fc.option(NAME),
  amounts: fc.array(fc.tuple(NAME, MOMENT, fc.integer()), { maxLength: 4 }),
});

const FACTS: fc.Arbitrary<ContactFacts> = fc
  .record({
    site: NAME,
    zone: fc.constant("Europe/Warsaw"),
    channel: fc.constantFrom("call" as const, "chat" as const, "email" as const),
    name: fc.oneof(NAME, fc.constant("\u001d/survey\u001d7")),
    version: fc.record({ epoch: fc.nat(), sequence: fc.nat() }),
    leftAt: MOMENT,
    first: fc.boolean(),
    toldFrom: fc.option(MOMENT),
    from: MOMENT,
    to: MOMENT,
    facts: fc.array(FACT, { maxLength: 3 }),
    added: fc.array(ADDED, { maxLength: 4 }),
  })
  .map(({ facts, ...rest }) => {
    const contact = rest.name.startsWith("\u001d") ? null : rest.name;
    return { ...rest, contact, facts: facts.map((each): Fact => ({ ...each, contact, channel: rest.channel })) };
  });

describe("a record of a contact's facts", () => {
  test("is read back as it was written", () => {
    fc.assert(
      fc.property(FACTS, (facts) => {
        expect(readFacts(writeFacts(facts))).toEqual(facts);
      }),
    );
  });

  test("has the key of its contact and of no other one", () => {
    fc.assert(
      fc.property(FACTS, FACTS, (one, other) => {
        const keyOf = ({ site, channel, name }: ContactFacts) => ({ site, channel, name });
        expect(factsKey(one)).toBe(factsKey({ ...other, ...keyOf(one) }));
        const same = JSON.stringify(keyOf(one)) === JSON.stringify(keyOf(other));
        expect(factsKey(one) === factsKey(other)).toBe(same);
      }),
    );
  });

  test("of a newer format, or without a name, is refused", () => {
    const [facts] = fc.sample(FACTS, 1);
    const record = JSON.parse(writeFacts(facts!)) as object;
    expect(() => readFacts(JSON.stringify({ ...record, format: 2 }))).toThrow();
    expect(() => readFacts(JSON.stringify({ ...record, name: "" }))).toThrow();
    expect(() => readFacts("")).toThrow(SyntaxError);
  });
});
