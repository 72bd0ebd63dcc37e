import type { CanonicalEvent } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FreshEvents } from "../../src/contacts/fresh-events.ts";
import { CONTACT, told } from "./told.ts";

test("of each slot come out the events that went in, in their order, and each once", () => {
  const step = fc.oneof(
    fc.record({ add: fc.nat({ max: 5 }), event: told }),
    fc.record({ take: fc.nat({ max: 5 }) }),
    fc.constant({ clear: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const fresh = new FreshEvents();
      const model = new Map<number, CanonicalEvent[]>();
      const takeAll = (slot: number): void => {
        expect(fresh.countOf(slot)).toBe(model.get(slot)?.length ?? 0);
        expect(fresh.take(slot)).toEqual(model.get(slot) ?? []);
        model.delete(slot);
      };
      for (const each of steps) {
        if ("add" in each) {
          const event = { ...each.event, ...CONTACT };
          fresh.add(each.add, event);
          model.set(each.add, [...(model.get(each.add) ?? []), event]);
          expect(fresh.has(each.add, event)).toBe(true);
        } else if ("take" in each) takeAll(each.take);
        else {
          const slots = new Set<number>();
          fresh.eachSlot((slot) => slots.add(slot));
          for (const slot of model.keys()) {
            expect(slots).toContain(slot);
            takeAll(slot);
          }
          fresh.clear();
        }
      }
      for (let slot = 0; slot < 7; slot++) takeAll(slot);
    }),
  );
});
