/**
 * What nobody configured is taken in up to a limit, in the order of the log. The law (see NameTable): which names are known
 * follows from the order in which they were first named, and the numbers are those of the events that were not refused.
 */
import { type CanonicalEvent, DEFAULT_LIMITS, type Limits } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BEGIN, plausible, SITE } from "../support/src/histories/histories.ts";
import { PureOwner, type PureOwnerOptions } from "../support/src/pure-owner.ts";
import { seeded, shuffled } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const DAY_MS = 86_400_000;
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 40), endOnFailure: true };
const limited = (limits: Partial<Limits>, options: PureOwnerOptions = {}): PureOwner =>
  new PureOwner({
    sites: [{ ...SITE, sources: [] }],
    limits: { ...DEFAULT_LIMITS, ...limits },
    graceMs: 60_000,
    ...options,
  });

/** By the law alone: in the order of the log, an event passes when there is room for every name in it. */
function passing(log: readonly CanonicalEvent[], limits: Limits): CanonicalEvent[] {
  const known = { queue: new Set<string>(), agent: new Set<string>(), source: new Set<string>() };
  const configured = new Set(SITE.queues.map(({ queue, channel }) => `${channel} ${queue}`));
  return log.filter(({ channel, queue, agent, source }) => {
    const names = [
      ["queue", queue === null || channel === null ? null : `${channel} ${queue}`],
      ["agent", agent],
      ["source", source],
    ] as const;
    const strange = names.filter(([kind, name]) => name !== null && !(kind === "queue" && configured.has(name)));
    if (strange.some(([kind, name]) => !known[kind].has(name!) && known[kind].size >= limits[kind])) return false;
    for (const [kind, name] of strange) known[kind].add(name!);
    return true;
  });
}

describe("names beyond the limit", () => {
  const few = { queue: 1, agent: 2, source: 1 };

  test("the numbers are those of the events that were not refused, in any order of these and any size of commits", {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(plausible, fc.integer(), fc.integer({ min: 1, max: 50 }), (events, seed, batch) => {
        const log = shuffled(events, seeded(seed));
        const passed = passing(log, { ...DEFAULT_LIMITS, ...few });
        const owner = limited(few).feed(log, { batch });
        expect(owner.refused.length).toBe(log.length - passed.length);
        const other = limited(few).feed(shuffled(passed, seeded(seed + 1)));
        const to = Math.max(BEGIN, ...events.map(({ time }) => time)) + DAY_MS;
        owner.tick(to);
        other.tick(to);
        // Who is known is the same, when it was last named may differ by who was refused in between.
        expect(owner.report("15m", to)).toEqual(other.report("15m", to));
        expect([...owner.views.keys()]).toEqual([...other.views.keys()]);
      }),
      runs,
    );
  });

  test("whoever reads the log again, in other batches and with crashes in between, refuses the same events", {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(plausible, fc.integer({ min: 1, max: 9 }), (events, batch) => {
        const once = limited(few).feed(events, { batch: 1000 });
        const again = limited(few).feed(events, { batch, crashAfter: (commit) => commit % 3 === 0 });
        expect(again.refused).toEqual(once.refused);
        expect(again.bytes()).toBe(once.bytes());
      }),
      runs,
    );
  });

  test("what is configured passes whatever the limit, and nothing else does when it is 0", () => {
    const owner = limited({ queue: 0 });
    owner.commit([
      tell(0, "contact.queued", { contact: "1", queue: "q1" }),
      tell(0, "contact.queued", { contact: "2", queue: "made-up" }),
    ]);
    expect(owner.refused).toEqual(["queue"]);
    expect(owner.outcomes).toMatchObject({ accepted: 1, refused: 1 });
  });

  test("a refused event takes no room for its other names", () => {
    const owner = limited({ queue: 1, agent: 0 });
    owner.commit([
      tell(0, "contact.answered", { contact: "1", queue: "made-up-1", agent: "nobody" }),
      tell(0, "contact.queued", { contact: "2", queue: "made-up-2" }),
    ]);
    expect(owner.refused).toEqual(["agent"]);
    expect(owner.outcomes.accepted).toBe(1);
  });

  test("a name not heard for as long as numbers are kept gives its room to another, after a crash too", () => {
    const options = { retentionMs: 3 * DAY_MS };
    const told = (day: number, queue: string): CanonicalEvent =>
      tell(day * 86_400, "contact.queued", { contact: `${queue}-${day}`, queue });
    for (const crash of [false, true]) {
      const owner = limited({ queue: 1 }, options).commit([told(0, "old"), told(2, "new")]);
      if (crash) owner.crash();
      owner.commit([told(3, "new"), told(4, "new"), told(4, "old")]);
      expect(owner.refused).toEqual(["queue", "queue", "queue"]);
      expect(owner.outcomes.accepted).toBe(2);
    }
  });

  test("the site's row names the kinds of which it takes no more", () => {
    const owner = limited({ queue: 1 }, { withViews: true });
    const row = (): { refusing: string | null } => JSON.parse(owner.views.get("site:here")!) as { refusing: string };
    owner.commit([tell(0, "contact.queued", { contact: "1", queue: "one" })], T0);
    expect(row().refusing).toBeNull();
    owner.commit([tell(1, "contact.queued", { contact: "2", queue: "two" })], T0 + 1000);
    expect(row().refusing).toBe("queue");
  });

  test("sites that nobody configured are bounded in each partition; configured ones pass", () => {
    const owner = limited({ site: 2 });
    for (const site of ["a", "b", "c", "here", "a"])
      owner.commit([{ ...tell(0, "contact.queued", { contact: site, queue: "q" }), site }]);
    expect(owner.refused).toEqual(["site"]);
    expect([...owner.state.sites()].map(({ id }) => id).sort()).toEqual(["a", "b", "here"]);
    owner.crash().commit([{ ...tell(0, "contact.queued", { contact: "d", queue: "q" }), site: "d" }]);
    expect(owner.refused).toEqual(["site", "site"]);
  });
});

describe("the events of one contact", () => {
  const message = (second: number): CanonicalEvent =>
    tell(second, "contact.message", { contact: "1", queue: "q1", channel: "chat", data: { from: "customer" } });

  test("stop at their limit, but what ends the contact still counts, and a repeated event is one of those it has", () => {
    const owner = limited({ contactEvents: 50 });
    owner.commit([tell(0, "contact.queued", { contact: "1", queue: "q1", channel: "chat" })]);
    for (let second = 1; second <= 60; second++) owner.commit([message(second)]);
    expect(owner.refused.length).toBe(11);
    expect(new Set(owner.refused)).toEqual(new Set(["contactEvents"]));
    owner.commit([tell(90, "contact.ended", { contact: "1", queue: "q1", channel: "chat" })]);
    owner.crash().commit([message(3), message(60)]);
    expect(owner.outcomes).toMatchObject({ accepted: 51, refused: 12 });
    owner.tick(T0 + 100_000);
    expect(owner.site().contacts.live.get("q\u001fq1\u001fchat").waiting).toBe(0);
  });
});
