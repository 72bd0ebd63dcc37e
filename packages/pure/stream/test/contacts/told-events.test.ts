import { type CanonicalEvent, EVENT_TYPES, type Insertion, insertEvent } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ClosedWords } from "../../src/contacts/closed-words.ts";
import { ToldEvents } from "../../src/contacts/told-events.ts";
import { CONTACT, told } from "./told.ts";

class Told {
  readonly view: ToldEvents;
  bytes = new Uint8Array(0);

  constructor(words = new ClosedWords()) {
    this.view = new ToldEvents(words);
  }

  open(): ToldEvents {
    // Somewhere in a buffer, as in a slab.
    const buffer = new Uint8Array(this.bytes.length + 7).fill(0xee);
    buffer.set(this.bytes, 3);
    return this.view.open(buffer, 3, 3 + this.bytes.length);
  }

  insert(event: CanonicalEvent): Insertion {
    const insertion = this.open().insert({ ...event, ...CONTACT });
    if (this.view.changedFrom >= 0) this.bytes = this.view.written.taken();
    return insertion;
  }
}

test("bytes keep a contact's events as the list of the specification does, whatever comes twice, differs or is late", {
  timeout: 30_000,
}, () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 40 }), (events) => {
      const bytes = new Told();
      const list: CanonicalEvent[] = [];
      for (const event of events) {
        expect(bytes.insert(event)).toEqual(insertEvent(list, event));
        const view = bytes.open();
        expect(view.all(CONTACT)).toEqual(list);
        expect(view.has(event)).toBe(true);
        view.look();
        expect(list.map((_, index) => view.timeAt(index))).toEqual(list.map(({ time }) => time));
        expect(list.map((_, index) => EVENT_TYPES[view.typeAt(index)])).toEqual(list.map(({ type }) => type));
        expect(view.lastEventAt).toBe(list.at(-1)!.time);
      }
    }),
    { numRuns: 100 },
  );
});

test("the same events have the same bytes, whatever order they came in", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.uniqueArray(told, { maxLength: 30, selector: ({ source, id }) => `${source} ${id}` }), (events) => {
      const words = new ClosedWords();
      const one = new Told(words);
      for (const event of events) one.insert(event);
      const other = new Told(words);
      for (const event of events.toReversed()) other.insert(event);
      expect(other.bytes).toEqual(one.bytes);
    }),
  );
});

test("events that are taken together are told as if they came one by one", () => {
  const batches = fc.uniqueArray(told, { maxLength: 30, selector: ({ source, id }) => `${source} ${id}` });
  fc.assert(
    fc.property(batches, fc.nat(), (events, cut) => {
      const words = new ClosedWords();
      const one = new Told(words);
      for (const event of events) one.insert(event);
      const together = new Told(words);
      const first = events.slice(0, cut % (events.length + 1));
      for (const batch of [first, events.slice(first.length)]) {
        if (batch.length === 0) continue;
        const before = together.open().all(CONTACT);
        together.open().take(batch.map((event) => ({ ...event, ...CONTACT })));
        const { changedFrom, written, writtenCount, writtenLastAt } = together.view;
        together.bytes = written.taken();
        const after = together.open();
        expect([after.count, after.lastEventAt]).toEqual([writtenCount, writtenLastAt]);
        expect(after.all(CONTACT).slice(0, changedFrom)).toEqual(before.slice(0, changedFrom));
        expect(after.all(CONTACT)[changedFrom]).not.toEqual(before[changedFrom]);
      }
      expect(together.bytes).toEqual(one.bytes);
    }),
  );
});

test("an insertion tells from where on events are no longer as they were", () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 20 }), (events) => {
      const bytes = new Told();
      for (const event of events) {
        const before = bytes.open().all(CONTACT);
        bytes.insert(event);
        const { changedFrom } = bytes.view;
        const after = bytes.open().all(CONTACT);
        const same = changedFrom < 0 ? before.length : changedFrom;
        expect(after.slice(0, same)).toEqual(before.slice(0, same));
        if (changedFrom < 0) expect(after).toEqual(before);
        else expect(after[changedFrom]).not.toEqual(before[changedFrom]);
      }
    }),
  );
});

test("a plain call of four events takes less than 150 bytes", () => {
  const bytes = new Told();
  const call = {
    ...CONTACT,
    source: "/acd/krakow",
    recordedTime: null,
    segment: null,
    queue: "sales",
    agent: null,
    data: {},
  };
  const at = 1_795_000_000_000;
  bytes.insert({ ...call, id: "9f3c2e7a51b04d68", type: "cc.contact.queued", time: at });
  bytes.insert({
    ...call,
    id: "9f3c2e7a51b04d69",
    type: "cc.contact.answered",
    time: at + 12_345,
    agent: "a42",
    data: { waitMs: 12_345 },
  });
  bytes.insert({ ...call, id: "9f3c2e7a51b04d6a", type: "cc.contact.ended", time: at + 200_000, agent: "a42" });
  bytes.insert({ ...call, id: "9f3c2e7a51b04d6b", type: "cc.contact.wrapUpEnded", time: at + 230_000, agent: "a42" });
  expect(bytes.bytes.length).toBeLessThan(150);
});
