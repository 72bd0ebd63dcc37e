/** Pages of a list, one after the other, are the list: nobody is left out, nobody comes twice, whatever order they were found in. */

import type { Fact } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { comparePlaces, type FactPlace } from "../../src/facts/found-stay.ts";
import { NewestFacts } from "../../src/facts/newest-facts.ts";
import { StayCounts } from "../../src/facts/stay-counts.ts";

const place = fc.record({
  site: fc.constantFrom("a", "b"),
  at: fc.nat(5),
  key: fc.constantFrom("a", "b", "c"),
  stay: fc.integer({ min: -1, max: 3 }),
});
const textOf = ({ site, at, key, stay }: FactPlace): string => `${at} ${site} ${key} ${stay}`;

test("pages follow each other without a gap, newest first, and each says how many there are in all", () => {
  const places = fc.uniqueArray(place, { selector: textOf, maxLength: 40 });
  fc.assert(
    fc.property(places, fc.integer({ min: 1, max: 7 }), (found, most) => {
      const listed: string[] = [];
      let after: FactPlace | null = null;
      for (let pages = 0; pages <= found.length; pages++) {
        const list: NewestFacts = new NewestFacts(most, after);
        for (const each of found)
          list.add({ place: each, counts: new StayCounts(), keep: () => () => ({}) as Fact }, 1);
        const page = list.page();
        expect(page.count).toBe(found.length);
        listed.push(...page.facts.map((fact) => textOf(fact.place)));
        after = page.next;
        if (after === null) break;
      }
      expect(listed).toEqual(found.toSorted(comparePlaces).map(textOf));
    }),
  );
});
