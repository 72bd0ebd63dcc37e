import fc from "fast-check";
import { expect, test } from "vitest";
import { PRIVACY_PRESETS, type PrivacyProfile, tellsNoMore } from "../../src/index.ts";

const profile = fc.record({
  id: fc.constant("any"),
  agents: fc.constantFrom("names", "pseudonyms", "groups"),
  lasting: fc.boolean(),
  atLeast: fc.integer({ min: 3, max: 6 }),
  pauseReasons: fc.boolean(),
  satisfaction: fc.boolean(),
}) as fc.Arbitrary<PrivacyProfile>;

test("what tells no more does so through others too, and of itself; of two that do so mutually nothing that counts differs", () =>
  fc.assert(
    fc.property(profile, profile, profile, (one, other, third) => {
      expect(tellsNoMore(one, one)).toBe(true);
      if (tellsNoMore(one, other) && tellsNoMore(other, third)) expect(tellsNoMore(one, third)).toBe(true);
      if (tellsNoMore(one, other) && tellsNoMore(other, one))
        expect([one.agents, one.pauseReasons, one.satisfaction]).toEqual([
          other.agents,
          other.pauseReasons,
          other.satisfaction,
        ]);
    }),
  ));

test("of the presets names tell most and groups least", () => {
  const [names, pseudonyms, lasting, council] = PRIVACY_PRESETS;
  const within = (inner: PrivacyProfile | undefined, outer: PrivacyProfile | undefined) => tellsNoMore(inner!, outer!);
  expect([within(council, pseudonyms), within(pseudonyms, lasting), within(lasting, names)]).toEqual([
    true,
    true,
    true,
  ]);
  expect([within(names, lasting), within(lasting, pseudonyms), within(pseudonyms, council)]).toEqual([
    false,
    false,
    false,
  ]);
});
