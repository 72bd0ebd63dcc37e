import fc from "fast-check";
import { expect, test } from "vitest";
import { mayAs } from "../../src/access/role.ts";
import {
  type AccessPart,
  type AccessScope,
  covers,
  EVERYTHING,
  has,
  isEverything,
  isWithin,
  maySee,
  ROLES,
} from "../../src/index.ts";

const NAMES = ["a", "b", "c"] as const;
const name = fc.constantFrom(...NAMES);
const covered = fc.oneof(fc.constant("all" as const), fc.uniqueArray(name));
const anyScope: fc.Arbitrary<AccessScope> = fc.record({ sites: covered, queues: covered, teams: covered });
const team = fc.option(name);
const partOfSite: fc.Arbitrary<Exclude<AccessPart, { of: "sites" }>> = fc.oneof(
  fc.record({ of: fc.constantFrom("site" as const, "frame" as const), site: name }),
  fc.record({ of: fc.constant("queue" as const), site: name, queue: name }),
  fc.record({ of: fc.constant("contact" as const), site: name, queue: team }),
  fc.record({ of: fc.constant("team" as const), site: name, team: name }),
  fc.record({ of: fc.constant("agent" as const), site: name, team }),
  fc.record({ of: fc.constant("agentQueue" as const), site: name, team, queue: name }),
);
const anyPart: fc.Arbitrary<AccessPart> = fc.oneof(fc.constant({ of: "sites" as const }), partOfSite);
const role = fc.constantFrom(...ROLES);

test("who may see a site's sums may see everything of the site", () =>
  fc.assert(
    fc.property(anyScope, partOfSite, (scope, part) => {
      fc.pre(covers(scope, { of: "site", site: part.site }));
      expect(covers(scope, part)).toBe(true);
    }),
  ));

test("who may see one queue or one team only gets no sum of the site, and nothing of another site", () => {
  for (const narrow of [{ queues: ["a"] }, { teams: ["a"] }, { queues: [] }]) {
    const scope: AccessScope = { ...EVERYTHING, sites: ["a"], ...narrow };
    expect(covers(scope, { of: "site", site: "a" })).toBe(false);
    expect(covers(scope, { of: "sites" })).toBe(false);
    expect(covers(scope, { of: "frame", site: "a" })).toBe(true);
    expect(covers(scope, { of: "frame", site: "b" })).toBe(false);
  }
  const oneQueue: AccessScope = { sites: ["a"], queues: ["a"], teams: [] };
  expect(covers(oneQueue, { of: "queue", site: "a", queue: "a" })).toBe(true);
  expect(covers(oneQueue, { of: "queue", site: "b", queue: "a" })).toBe(false);
  expect(covers(oneQueue, { of: "agentQueue", site: "a", queue: "a", team: "a" })).toBe(false);
});

test("an agent whose team is not known is seen by who sees all teams only", () => {
  expect(covers({ ...EVERYTHING, teams: [...NAMES] }, { of: "agent", site: "a", team: null })).toBe(false);
  expect(covers(EVERYTHING, { of: "agent", site: "a", team: null })).toBe(true);
});

test("a wider scope covers whatever a narrower one does, and the widest everything", () =>
  fc.assert(
    fc.property(anyScope, anyScope, anyPart, (inner, outer, part) => {
      expect(covers(EVERYTHING, part)).toBe(true);
      expect(isWithin(inner, EVERYTHING)).toBe(true);
      expect(isWithin(EVERYTHING, inner)).toBe(isEverything(inner));
      fc.pre(isWithin(inner, outer) && covers(inner, part));
      expect(covers(outer, part)).toBe(true);
    }),
  ));

test("a higher role may whatever a lower one may", () =>
  fc.assert(
    fc.property(role, role, role, anyScope, anyPart, (lower, higher, needed, scope, part) => {
      fc.pre(mayAs(higher, lower));
      const [low, high] = [
        { kind: "user", role: lower, scope },
        { kind: "user", role: higher, scope },
      ] as const;
      if (has(low, { role: needed })) expect(has(high, { role: needed })).toBe(true);
      if (maySee(low, part)) expect(maySee(high, part)).toBe(true);
    }),
  ));

test("what is of one person or contact is not for a viewer, whatever his scope", () => {
  const viewer = { role: "viewer", scope: EVERYTHING } as const;
  expect(maySee(viewer, { of: "agent", site: "a", team: "a" })).toBe(false);
  expect(maySee(viewer, { of: "agentQueue", site: "a", team: "a", queue: "a" })).toBe(false);
  expect(maySee(viewer, { of: "contact", site: "a", queue: "a" })).toBe(false);
  expect(maySee(viewer, { of: "team", site: "a", team: "a" })).toBe(true);
  expect(maySee({ ...viewer, role: "supervisor" }, { of: "agent", site: "a", team: "a" })).toBe(true);
});

test("what needs everything is not for an admin of one site", () => {
  const needs = { role: "admin", everything: true } as const;
  expect(has({ kind: "user", role: "admin", scope: EVERYTHING }, needs)).toBe(true);
  expect(has({ kind: "user", role: "admin", scope: { ...EVERYTHING, sites: ["a"] } }, needs)).toBe(false);
  expect(has({ kind: "user", role: "manager", scope: EVERYTHING }, needs)).toBe(false);
});

test("a paired screen has only what says that screens may, however much it sees", () => {
  const screen = { kind: "screen", role: "viewer", scope: EVERYTHING } as const;
  expect(has(screen, { role: "viewer" })).toBe(false);
  expect(has(screen, { role: "viewer", screens: true })).toBe(true);
  expect(has({ ...screen, kind: "user" }, { role: "viewer", screens: true })).toBe(true);
});
