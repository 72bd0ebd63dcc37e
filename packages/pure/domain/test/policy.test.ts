import fc from "fast-check";
import { expect, test } from "vitest";
import { CHANNELS } from "../src/event.ts";
import { elapsed, moment } from "../src/policy.ts";
import { defaultVersions, sitePolicies } from "../src/policy-versions.ts";
import { unconfiguredSite } from "../src/site-config.ts";

const POLICIES = CHANNELS.flatMap((channel) =>
  defaultVersions(channel, sitePolicies(unconfiguredSite("here"), "outcome")),
);

test("of every policy the time elapsed up to a moment is what the moment was asked for, and time adds up", () => {
  const at = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(fc.constantFrom(...POLICIES), at, fc.nat(), fc.nat(), (policy, from, ms, more) => {
      const then = moment(policy, from, ms);
      const later = moment(policy, from, ms + more);
      expect(elapsed(policy, from, then)).toBe(ms);
      expect(elapsed(policy, from, then) + elapsed(policy, then, later)).toBe(elapsed(policy, from, later));
    }),
  );
});
