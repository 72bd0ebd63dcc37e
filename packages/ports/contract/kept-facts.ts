/** The suite for facts of every history: the laws F1–F5 of `../src/kept-facts.ts`. F6 needs a process to kill. */
import { type ContactFacts, latestFacts, REACH_STEPS, reachStepOf, withoutAgents } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FactsQuery, KeptFacts } from "../src/index.ts";
import { anyFacts, BEGIN, contactFacts, fact, HOUR, MINUTE } from "./facts-samples.ts";

const RUNS = 25;
const EVER = { channel: null, from: 0, to: BEGIN + 10_000 * HOUR };

const shown = (told: ContactFacts): object => ({ ...told, facts: told.facts });
const nameOf = ({ channel, name }: ContactFacts): string => `${channel} ${name}`;

async function readAll(kept: KeptFacts, query: FactsQuery): Promise<ContactFacts[]> {
  const all: ContactFacts[] = [];
  for await (const chunk of kept.read(query)) all.push(...chunk);
  return all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** Longest first, of each step those that began last; chunks of one step. */
async function checkOrder(kept: KeptFacts, query: FactsQuery): Promise<void> {
  let before = [REACH_STEPS.length, Number.POSITIVE_INFINITY];
  for await (const chunk of kept.read(query)) {
    expect(new Set(chunk.map(reachStepOf)).size).toBe(1);
    for (const told of chunk) {
      const [step, began] = [reachStepOf(told), told.from];
      expect(step < before[0]! || (step === before[0] && began <= before[1]!)).toBe(true);
      before = [step, began];
    }
  }
}

/** `of`: what is under test. */
export function factsContract(of: () => KeptFacts, newSite: () => string): void {
  describe("facts", () => {
    const names = async (query: FactsQuery): Promise<string[]> => (await readAll(of(), query)).map(({ name }) => name);

    test("F1 whatever the order and repetition of versions, the latest of each contact is kept, whole, and nothing else", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(anyFacts, { maxLength: 6 }), { maxLength: 6 }),
          fc.boolean(),
          async (batches, again) => {
            const site = newSite();
            const told = batches.map((batch) => batch.map((each) => ({ ...each, site })));
            for (const batch of again ? [...told, ...told] : told) await of().put(batch);
            const latest = [...latestFacts(told.flat())].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
            expect((await readAll(of(), { site, ...EVER })).map(shown)).toEqual(latest.map(shown));
          },
        ),
        { numRuns: RUNS },
      );
    });

    test("F1 how many contacts are another now is told: none where the topic is read again", async () => {
      const site = newSite();
      const old = contactFacts({ site, version: { epoch: 3, sequence: 9 } });
      const late = contactFacts({ site, version: { epoch: 4, sequence: 1 }, facts: [fact({ agent: "eve" })] });
      const other = contactFacts({ site, name: "c-2" });
      expect(await of().put([old, late, other, old])).toBe(2);
      expect(await of().put([old, late, other])).toBe(0);
      expect(await of().put([])).toBe(0);
      expect((await readAll(of(), { site, ...EVER })).map(({ facts: [first] }) => first?.agent)).toEqual([
        "eve",
        "ann",
      ]);
    });

    test("F3 a reading is of contacts that count in the span or go on over all of it, however long they went on", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ start: fc.nat(300), hours: fc.constantFrom(0, 0.1, 0.3, 3.9, 4.1, 71, 73, 700) }), {
            maxLength: 12,
          }),
          fc.nat(300),
          fc.constantFrom(1, 5, 200),
          async (contacts, start, length) => {
            const site = newSite();
            const told = contacts.map(({ start: at, hours }, index) =>
              contactFacts({ site, name: `c-${index}`, from: BEGIN + at * HOUR, to: BEGIN + (at + hours) * HOUR }),
            );
            await of().put(told);
            const [from, to] = [BEGIN + start * HOUR, BEGIN + (start + length) * HOUR];
            const due = told.filter((each) => each.from < to && each.to >= from).map(({ name }) => name);
            expect(await names({ site, channel: null, from, to })).toEqual(due.sort());
            await checkOrder(of(), { site, channel: null, from, to });
          },
        ),
        { numRuns: RUNS },
      );
    });

    test("F3 a reading is of the site and the channel that are asked for, each contact once however many there are", async () => {
      const site = newSite();
      const told = Array.from({ length: 1_203 }, (_, index) =>
        contactFacts({
          site,
          name: `c-${index}`,
          channel: index % 3 === 0 ? "chat" : "call",
          from: BEGIN + (index % 7),
        }),
      );
      await of().put(told);
      await of().put([contactFacts({ site: newSite() })]);
      const read = await names({ site, ...EVER });
      expect([read.length, new Set(read).size]).toEqual([1_203, 1_203]);
      expect(await names({ site, ...EVER, channel: "chat" })).toHaveLength(401);
      expect(await names({ site, ...EVER, channel: "email" })).toEqual([]);
    });

    test("F3 what is put while somebody reads is in it or not, never half; a reading that is given up leaves nothing open", async () => {
      const site = newSite();
      const told = (sequence: number) =>
        Array.from({ length: 1_100 }, (_, index) =>
          contactFacts({ site, name: `c-${index}`, version: { epoch: 1, sequence }, leftAt: sequence }),
        );
      await of().put(told(1));
      const seen = new Set<number>();
      let put: Promise<unknown> = Promise.resolve();
      for await (const chunk of of().read({ site, ...EVER })) {
        if (seen.size === 0) put = of().put(told(2));
        for (const { leftAt } of chunk) seen.add(leftAt);
      }
      await put;
      expect(seen.size).toBe(1);
      for await (const chunk of of().read({ site, ...EVER })) if (chunk.length > 0) break;
      expect(await names({ site, ...EVER })).toHaveLength(1_100);
    });

    test("F4 up to where contacts were put, and since when none is missing, is known of each site and never goes back", async () => {
      const site = newSite();
      expect(await of().kept(site)).toBe(null);
      const put = (sequence: number, changes: Partial<ContactFacts> = {}) =>
        of().put([contactFacts({ site, version: { epoch: 2, sequence }, leftAt: BEGIN + sequence, ...changes })]);
      await put(5);
      expect(await of().kept(site)).toEqual({ from: BEGIN + 5, version: { epoch: 2, sequence: 5 } });
      await put(3);
      await put(9, { version: { epoch: 1, sequence: 9 } });
      expect(await of().kept(site)).toEqual({ from: BEGIN + 5, version: { epoch: 2, sequence: 5 } });
      await put(8, { name: "c-2" });
      expect(await of().kept(site)).toEqual({ from: BEGIN + 5, version: { epoch: 2, sequence: 8 } });
      // Its owner told nothing for a while.
      await put(9, { toldFrom: BEGIN + HOUR });
      await put(10);
      expect(await of().kept(site)).toEqual({ from: BEGIN + HOUR, version: { epoch: 2, sequence: 10 } });
      const whole = newSite();
      await of().put([contactFacts({ site: whole, first: true })]);
      await of().put([contactFacts({ site: whole, name: "c-2" })]);
      expect((await of().kept(whole))?.from).toBe(Number.MIN_SAFE_INTEGER);
      const other = newSite();
      await of().put([contactFacts({ site: other, toldFrom: BEGIN + 2 * HOUR })]);
      expect((await of().kept(other))?.from).toBe(BEGIN + 2 * HOUR);
    });

    test("F7 agents of contacts of which nothing counts since a moment are nowhere, and numbers, queues and teams as before", async () => {
      const site = newSite();
      const old = contactFacts({ site, name: "old", from: BEGIN - HOUR, to: BEGIN - MINUTE });
      const fresh = contactFacts({ site, name: "fresh" });
      await of().put([old, fresh]);
      await of().forgetAgents(BEGIN);
      const [kept, forgotten] = await readAll(of(), { site, ...EVER });
      expect(shown(kept!)).toEqual(shown(fresh));
      expect(shown(forgotten!)).toEqual(shown(withoutAgents(old)));
      expect(JSON.stringify(shown(forgotten!))).not.toMatch(/"ann"|bo'b/);
      expect(forgotten!.added.map(({ queue, team, amounts }) => [queue, team, amounts])).toEqual(
        old.added.map(({ queue, team, amounts }) => [queue, team, amounts]),
      );
      // Read again from the topic, or told anew: they do not come back.
      const late = contactFacts({ ...old, version: { epoch: 9, sequence: 9 } });
      await of().put([old, late]);
      await of().forgetAgents(BEGIN);
      const again = (await readAll(of(), { site, ...EVER })).find(({ name }) => name === "old")!;
      expect(shown(again)).toEqual(shown(withoutAgents(late)));
    });

    test("F5 contacts of which nothing counts since a moment are forgotten, and no others", async () => {
      const site = newSite();
      const told = [1, 10, 100, 1_000, 10_000].flatMap((minutes) =>
        [0, 1].map((later) =>
          contactFacts({ site, name: `${minutes}-${later}`, from: BEGIN - minutes * MINUTE, to: BEGIN + later }),
        ),
      );
      await of().put(told);
      await of().forget(BEGIN + 1);
      expect(await names({ site, ...EVER })).toEqual(
        told
          .filter(({ to }) => to > BEGIN)
          .map(({ name }) => name)
          .sort(),
      );
      expect(await of().kept(site)).not.toBe(null);
    });
  });
}
