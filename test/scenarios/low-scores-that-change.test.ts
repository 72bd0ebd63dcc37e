/** What is a low score is judged as of when the contact was queued, whatever the site calls low later (rule 30). */
import { queueCell, SITE_CELL, type SiteChange, type SiteConfig, tagCell, unconfiguredSite } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { StoredNumbers } from "../support/src/explain-stored.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

/** Five past nine. */
const CHANGE = T0 + 300_000;
const NEVER = Number.POSITIVE_INFINITY;

const here = (changes: readonly SiteChange[]): SiteConfig => ({
  ...unconfiguredSite("here"),
  surveys: [{ survey: "voice", title: "After the call" }],
  changes,
});
const STRICTER = here([{ from: CHANGE, lowScore: 3 }]);

/** Queued at a second, rated with 3 of 5 an hour later. */
const rated = (contact: string, queued: number) => [
  tell(queued, "contact.queued", { contact }),
  tell(queued + 5, "contact.answered", { contact, agent: "ann" }),
  tell(queued + 60, "contact.ended", { contact, agent: "ann" }),
  tell(queued + 3600, "survey.answered", { contact, data: { score: 3, survey: "voice" } }),
];

const row = (owner: PureOwner, id: string): Record<string, unknown> =>
  JSON.parse(owner.views.get(id)!) as Record<string, unknown>;

test("who was queued before the change is judged by what was low then, also when all of it comes late; counter, list and explanation agree, by queue, site and survey", () => {
  const events = [...rated("before", 299), ...rated("after", 300)];
  for (const told of [events, events.toReversed()]) {
    const owner = new PureOwner({ sites: [STRICTER], withViews: true });
    for (const event of told) owner.commit([event], T0 + 4_000_000).crash();
    for (const id of ["queue:here:sales:call", "site:here", "survey:here:voice"])
      expect(row(owner, id)).toMatchObject({ "lowScores.day": 1, "csatCount.day": 2 });
    const numbers = new StoredNumbers(owner, STRICTER, "outcome");
    for (const cell of [queueCell("sales", "call"), SITE_CELL, tagCell("survey", "voice")]) {
      const asked = { cell, from: T0, to: NEVER, live: true };
      expect(numbers.list("lowScore", asked).map(({ contact }) => contact)).toEqual(["after"]);
      const { value, numerator } = numbers.explain("lowScores", asked);
      expect([value, numerator.facts.map(({ contact }) => contact)]).toEqual([1, ["after"]]);
    }
  }
});

test("a survey of a contact that nobody saw is judged by what is low when it is told", () => {
  const owner = new PureOwner({ sites: [STRICTER], withViews: true });
  const stray = (second: number, queue: string | null) =>
    tell(second, "survey.answered", { contact: `c${second}${queue}`, queue, data: { score: 3 } });
  owner.commit([stray(299, "sales"), stray(300, "sales"), stray(299, null), stray(300, null)], T0 + 400_000);
  expect(row(owner, "queue:here:sales:call")).toMatchObject({ "lowScores.day": 1, "csatCount.day": 2 });
  expect(row(owner, "site:here")).toMatchObject({ "lowScores.day": 2, "csatCount.day": 4 });
});

test("a number of a span over the change names both versions", () => {
  const owner = new PureOwner({ sites: [STRICTER], withViews: true }).commit(rated("before", 0), T0 + 3_700_000);
  expect(row(owner, "site:here")["policies.day"]).toBe("short-abandons-excluded short-abandons-excluded-low3");
  expect(row(owner, "survey:here:voice")["policies.day"]).toBe("short-abandons-excluded short-abandons-excluded-low3");
});

test("an edit of the low score without a date is refused, and what was low stays low", () => {
  const before = new PureOwner({ sites: [here([])], withViews: true }).commit(rated("before", 0), T0 + 60_000);
  const after = new PureOwner({ sites: [{ ...here([]), lowScore: 3 }], withViews: true });
  for (const [key, value] of before.rows) after.rows.set(key, value);
  for (const [bucket, records] of before.records) after.records.set(bucket, records);
  after.crash().commit(rated("after", 3_600), T0 + 8_000_000);
  expect(after.state.site("here").refusedEdits.map(({ of, because }) => [of[0], because])).toEqual([
    ["site", "edited_in_place"],
  ]);
  expect(row(after, "site:here")).toMatchObject({ "lowScores.day": 0, "csatCount.day": 2 });
});
