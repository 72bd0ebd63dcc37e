import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import {
  hiddenId,
  type Identity,
  NamesHidden,
  OPEN_PRIVACY,
  profileOf,
  pseudonymOf,
  STRICTEST_PROFILE,
  shortPseudonym,
} from "../../src/index.ts";

const by = (key: string) => (text: string) => createHmac("sha256", key).update(text).digest();
const digest = by("a key");
const agents = Array.from({ length: 2_000 }, (_, number) => `agent-${number}`);

test("a pseudonym is the agent's alone, readable, and another one at another site, on another day, by another key", () => {
  const made = agents.map((agent) => pseudonymOf(digest, { site: "krakow", agent, date: null }));
  expect(new Set(made).size).toBe(agents.length);
  for (const pseudonym of made)
    expect(pseudonym).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ][BCDFGHJKLMNPQRSTVWXZ2-9]{3}-[BCDFGHJKLMNPQRSTVWXZ2-9]{12}$/);
  // For people the short one has to do: of a hundred agents hardly two share it.
  expect(new Set(made.slice(0, 100).map(shortPseudonym)).size).toBe(100);
  const of = { site: "krakow", agent: "agent-1", date: 20_781 };
  const others = [
    pseudonymOf(digest, of),
    pseudonymOf(digest, { ...of, date: 20_782 }),
    pseudonymOf(digest, { ...of, date: null }),
    pseudonymOf(digest, { ...of, site: "lublin" }),
    pseudonymOf(by("another"), of),
  ];
  expect(new Set(others).size).toBe(others.length);
  expect(pseudonymOf(digest, of)).toBe(others[0]);
  expect(hiddenId(digest, "x", null)).toMatch(/^[\da-f]{32}$/);
});

test("a text is without names, parts of them and ids, whatever their case and what stands beside them", () => {
  const names = ["Anna Nowak-Lis", "a.42", "欧阳", "C++"];
  expect(new NamesHidden(names).in("anna, NOWAK and Lis; (a.42) took it; a142 and Annabel did not. 欧阳 C++")).toBe(
    "…, … and …; (…) took it; a142 and Annabel did not. … …",
  );
  expect(new NamesHidden([]).in("nothing to hide")).toBe("nothing to hide");
});

test("whose profile nobody configured is told as little as anybody; else his own counts, then that of his role", () => {
  const of = (identity: Partial<Identity>) => profileOf({ role: "manager", ...identity }, OPEN_PRIVACY).id;
  expect(of({})).toBe("names");
  expect(of({ profile: "pseudonyms" })).toBe("pseudonyms");
  expect(of({ profile: "mistyped" })).toBe(STRICTEST_PROFILE.id);
});
