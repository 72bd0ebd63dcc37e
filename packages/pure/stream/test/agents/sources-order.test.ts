import { expect, test } from "vitest";
import { inSourcesOrder, type Placed } from "../../src/agents/sources-order.ts";

const told = (source: string, type: string, sequence: number | null, id: string): Placed => ({
  source,
  sequence,
  rank: ["signedIn", "paused", "signedOut"].indexOf(type),
  id,
});
const ids = (events: readonly Placed[]) => inSourcesOrder(events).map(({ id }) => id);

test("of one moment a source's own events keep its own order, what it did not number comes after by lifecycle, then by id", () => {
  const [back, out] = [told("phones", "signedIn", 5, "back"), told("phones", "signedOut", 4, "out")];
  const [idle, paused] = [told("phones", "paused", null, "a"), told("phones", "paused", null, "b")];
  const login = told("phones", "signedIn", null, "z");
  expect(ids([login, paused, back, idle, out])).toEqual(["out", "back", "z", "a", "b"]);
});

test("the lists of several sources are merged by what comes first by lifecycle, never against a source's own order", () => {
  const phones = [told("phones", "signedOut", 1, "p1"), told("phones", "signedIn", 2, "p2")];
  const chats = [told("chats", "paused", 1, "c1"), told("chats", "signedIn", 2, "c2")];
  // The chats' pause comes before the phones' sign-out by lifecycle, and brings the sign-in behind it forward.
  expect(ids([...phones, ...chats])).toEqual(["c1", "c2", "p1", "p2"]);
  expect(ids([...chats, ...phones].reverse())).toEqual(["c1", "c2", "p1", "p2"]);
  const both = [told("phones", "paused", 9, "p"), told("chats", "paused", 1, "c")];
  expect(ids(both)).toEqual(["c", "p"]);
});
