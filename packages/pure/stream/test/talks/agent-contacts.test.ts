import fc from "fast-check";
import { expect, test } from "vitest";
import { AgentContacts } from "../../src/talks/agent-contacts.ts";

test("each agent has the contacts that were added and have not left since, whatever came and went beside them", () => {
  const step = fc.record({ slot: fc.nat(9), agent: fc.integer({ min: 1, max: 4 }), leaves: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const contacts = new AgentContacts();
      const plain = new Map<number, Set<number>>([1, 2, 3, 4].map((agent) => [agent, new Set()]));
      for (const { slot, agent, leaves } of steps) {
        if (leaves) {
          contacts.remove(slot);
          for (const slots of plain.values()) slots.delete(slot);
        } else {
          contacts.add(slot, agent);
          plain.get(agent)!.add(slot);
        }
        for (const [each, slots] of plain) {
          const found = new Set<number>();
          contacts.collect(each, found);
          expect(found).toEqual(slots);
        }
      }
    }),
  );
});
