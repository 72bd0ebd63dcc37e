/** What repeated failures of one record show of its events: exactly the ones that fail are set aside. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { FoldError } from "../src/owner-error.ts";
import { Suspicion } from "../src/suspicion.ts";

const OFFSET = 7;

/** Folds the record as an owner would, over and over, until nothing fails; counts the attempts. */
function attempts(suspicion: Suspicion, events: number, fails: (index: number) => boolean): number {
  for (let attempt = 1; attempt < 2_000; attempt++) {
    const trial = suspicion.trial(OFFSET);
    const until = trial ?? events;
    let failed = false;
    for (let index = 0; index < until; index++) failed ||= fails(index) && suspicion.errorOf(OFFSET, index) === null;
    if (failed) suspicion.failed(new FoldError(new Error("poison"), { first: OFFSET, last: OFFSET, events }));
    else if (trial !== null) suspicion.passed();
    else return attempt;
  }
  throw new Error("it is never over");
}

test("whichever events of a record fail, these are set aside and no other, soon", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 900 }),
      fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 3 }),
      (events, bad) => {
        const poison = new Set(bad.map((index) => index % events));
        const suspicion = new Suspicion();
        const took = attempts(suspicion, events, (index) => poison.has(index));
        const setAside = Array.from({ length: events }, (_, index) => index).filter(
          (index) => suspicion.errorOf(OFFSET, index) !== null,
        );
        expect(setAside).toEqual([...poison].toSorted((a, b) => a - b));
        expect(took).toBeLessThanOrEqual(2 + poison.size * (2 + Math.ceil(Math.log2(events)) + 1));
        suspicion.committed(OFFSET + 1);
        expect(suspicion.errorOf(OFFSET, setAside[0]!)).toBeNull();
      },
    ),
  );
});

test("what fails once and never again sets nothing aside", () => {
  for (const once of [1, 2, 3, 4, 5]) {
    const suspicion = new Suspicion();
    let failures = 0;
    attempts(suspicion, 64, (index) => index === 40 && ++failures <= once);
    const setAside = Array.from({ length: 64 }, (_, index) => suspicion.errorOf(OFFSET, index)).filter(Boolean);
    expect(setAside).toEqual([]);
    expect(suspicion.narrowing).toBe(false);
  }
});
