import { type CanonicalEvent, FoldEvent, FoldOrder, type Name } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Names } from "../../src/columns/names.ts";
import { ClosedWords } from "../../src/contacts/closed-words.ts";
import { FoldEvents } from "../../src/contacts/fold-events.ts";
import { ToldEvents } from "../../src/contacts/told-events.ts";
import { told } from "./told.ts";

/** What is told apart within a contact only is compared by what it says. */
const spelled = (event: FoldEvent, label: (name: Name) => string | null): unknown => ({
  ...Object.fromEntries(Object.entries(event)),
  segment: label(event.segment),
  survey: label(event.survey),
});

test("the fold reads of the bytes what it reads of the events, each one's agent by the name he goes by", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 30 }), (events) => {
      const names = new Names();
      const known = names.of("known as");
      const agentOf = (name: Name): Name => (names.textOf(name)!.length % 2 === 0 ? name : known);
      const view = new ToldEvents(new ClosedWords());
      for (const event of events) {
        view.insert(event);
        if (view.changedFrom >= 0) view.open(view.written.taken(), 0, view.written.length);
      }
      const contact = events[0]!;
      const list: CanonicalEvent[] = view.all(contact);
      const read = new FoldEvents(names, agentOf).of(view.look());
      const labels = new Names();
      for (const [index, event] of list.entries()) {
        const plain = new FoldEvent().set(event, {
          source: (text) => names.of(text),
          queue: (text) => names.of(text),
          agent: (text) => agentOf(names.of(text)),
          reason: (text) => names.of(text),
          label: (text) => labels.of(text),
        });
        expect(spelled(read.at(index), (ref) => view.texts.textOf(ref))).toEqual(
          spelled(plain, (name) => labels.textOf(name)),
        );
      }
      const sources = list.map(({ source }) => names.of(source));
      const plainOrder = new FoldOrder().of({
        count: list.length,
        areAtOnce: (one, other) => list[one]!.time === list[other]!.time,
        sourceAt: (index) => sources[index]!,
        typeAt: (index) => view.typeAt(index),
      });
      expect([...new FoldOrder().of(view)]).toEqual([...plainOrder]);
    }),
  );
});
