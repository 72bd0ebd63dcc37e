/**
 * A call that ended under another id has left memory when something late says whose talk that was (rule 24, ADR 19): it is found again,
 * read live or across restarts, and nothing is left that a store would not have had in order.
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const HOUR = 3600_000;
const ann = { agent: "ann" } as const;

const queued = tell(0, "contact.queued");
const answered = tell(9, "contact.answered", { ...ann, data: { waitMs: 9000 } });
const ended = tell(69, "contact.ended", { ...ann, contact: "c2", data: { waitMs: 9000, talkMs: 60_000 } });
/** An hour in which other calls come. */
const anHourLater = tell(3600, "contact.abandoned", { contact: "c3" });

/** Of another call that she took in that second, after five seconds of waiting. */
const other = { ...ann, contact: "c5" } as const;
const otherCall = [
  tell(4, "contact.queued", { contact: "c5" }),
  tell(9, "contact.answered", { ...other, data: { waitMs: 5000 } }),
];
const otherEnded = tell(39, "contact.ended", { ...ann, contact: "c6", data: { waitMs: 5000, talkMs: 30_000 } });

interface Story {
  readonly told: readonly CanonicalEvent[];
  readonly contacts: number;
  readonly handled: number;
}

const STORIES: Readonly<Record<string, Story>> = {
  "an answer": { told: [ended, anHourLater, queued, answered], contacts: 1, handled: 1 },
  "an answer that was told before nobody knew in which queue": {
    told: [{ ...answered, queue: null }, ended, anHourLater, queued],
    contacts: 1,
    handled: 1,
  },
  "the end of another call of hers that might have been it": {
    told: [
      queued,
      answered,
      tell(0, "contact.queued", { contact: "c4" }),
      tell(9, "contact.answered", { ...ann, contact: "c4", data: { waitMs: 9000 } }),
      ended,
      anHourLater,
      tell(200, "contact.ended", { ...ann, contact: "c4" }),
    ],
    contacts: 2,
    handled: 2,
  },
  "an answer that shows whose the hand-over was which had been taken for its own": {
    told: [
      queued,
      answered,
      tell(60, "contact.transferred", { ...ann, contact: "c7", data: { kind: "attended" } }),
      ended,
      anHourLater,
      tell(55, "contact.answered", { ...ann, contact: "c7", data: { waitMs: 2000 } }),
    ],
    contacts: 2,
    handled: 2,
  },
  "the answers of two calls that she took in one second": {
    told: [ended, otherEnded, anHourLater, queued, answered, ...otherCall],
    contacts: 2,
    handled: 2,
  },
  "those answers, the ends told an hour apart": {
    told: [
      ended,
      anHourLater,
      otherEnded,
      tell(7200, "contact.abandoned", { contact: "c9" }),
      queued,
      answered,
      ...otherCall,
    ],
    contacts: 2,
    handled: 2,
  },
  "the answer to the one of two such ends whose other was rated meanwhile": {
    told: [
      ended,
      otherEnded,
      anHourLater,
      tell(3700, "survey.answered", { contact: "c2", data: { score: 5 } }),
      tell(7200, "contact.abandoned", { contact: "c9" }),
      ...otherCall,
    ],
    contacts: 2,
    handled: 2,
  },
  "the answer to the one of two such ends that was told first, and later to the other": {
    told: [
      ended,
      otherEnded,
      anHourLater,
      queued,
      answered,
      tell(7200, "contact.abandoned", { contact: "c9" }),
      ...otherCall,
    ],
    contacts: 2,
    handled: 2,
  },
};

describe.each(Object.entries(STORIES))("an end under an id that has left memory is found by %s", (_name, story) => {
  const inOrder = story.told.toSorted((a, b) => a.time - b.time);
  const asOf = T0 + 2 * HOUR + 60_000;

  test.each([
    ["by one process", () => false],
    ["across a restart after each commit", () => true],
    ["across a restart after every other one", (commit: number) => commit % 2 === 0],
  ] as const)("%s", (_how, crashAfter) => {
    const owner = new PureOwner()
      .feed(story.told, { batch: 1, crashAfter })
      .tick(asOf)
      .tick(asOf + HOUR);
    const fresh = new PureOwner()
      .feed(inOrder)
      .tick(asOf)
      .tick(asOf + HOUR);
    expect(owner.report("1h", asOf)).toEqual(fresh.report("1h", asOf));
    expect(owner.bytes()).toBe(fresh.bytes());
    const { contacts, handled, abandoned } = owner.report("1h", asOf).total.queues.sales!.call!.counters;
    expect({ contacts: Number(contacts) - Number(abandoned), handled }).toEqual({
      contacts: story.contacts,
      handled: story.handled,
    });
  });
});

test.each([
  ["by one process", false],
  ["across restarts", true],
] as const)(
  "an end is found when the hand-over that had the talk may be another talk's, and so is nobody's: %s",
  (_how, restarts) => {
    const told = [
      queued,
      answered,
      tell(60, "contact.transferred", { ...ann, contact: "c7", data: { kind: "attended" } }),
      ended,
      anHourLater,
      tell(20, "contact.queued", { contact: "c8" }),
      tell(30, "contact.answered", { ...ann, contact: "c8", data: { waitMs: 10_000 } }),
    ];
    const owner = new PureOwner().feed(told, { batch: 1, crashAfter: () => restarts });
    const { agents } = owner.report("1h", anHourLater.time).total;
    // Of the call from her answer to the end under the other id; the one that goes on has none yet.
    expect(agents.ann).toMatchObject({ answered: 2, talkTime: 60 });
  },
);
