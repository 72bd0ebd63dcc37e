/** The longest wait of a span is told wrongly, and mended later: the next longest is found again among the contacts themselves. */
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const MINUTE = 60;
const at = (seconds: number): number => T0 + seconds * 1000;

/** A call that is answered in the tenth minute, having waited `waited` seconds. */
const answered = (contact: string, waited: number, ended: boolean) => [
  tell(9 * MINUTE - waited, "contact.queued", { contact }),
  tell(9 * MINUTE, "contact.answered", { contact, agent: contact, id: `${contact}-answered` }),
  ...(ended ? [tell(10 * MINUTE, "contact.ended", { contact, agent: contact })] : []),
];

/** Told again by its source, with the wait as it was. */
const mended = (contact: string, waited: number) =>
  tell(9 * MINUTE, "contact.answered", {
    contact,
    agent: contact,
    id: `${contact}-answered`,
    recordedTime: at(3600),
    data: { waitMs: waited * 1000 },
  });

const longestWait = (owner: PureOwner): number | null | undefined =>
  owner.report("1h", at(3600)).total.site.kpis.longestWait;

test.each([
  ["is over and remembered", true],
  ["goes on", false],
] as const)("it is the wait of a call that %s", (_name, ended) => {
  const owner = new PureOwner({ longestKept: 1, graceMs: 60_000 });
  owner.feed([...answered("long", 500, true), ...answered("next", 400, ended), ...answered("short", 3, true)]);
  owner.tick(at(20 * MINUTE));
  expect(owner.records.size > 0).toBe(true);
  expect([longestWait(owner), owner.recounted]).toEqual([500, 0]);
  owner.commit([mended("long", 100)], at(21 * MINUTE));
  expect(longestWait(owner)).toBe(400);
  expect(owner.recounted).toBeGreaterThan(0);
  // What is not the longest comes and goes without a look at any contact.
  const looked = owner.recounted;
  owner.commit([mended("short", 2)], at(22 * MINUTE));
  expect([longestWait(owner), owner.recounted]).toEqual([400, looked]);
});
