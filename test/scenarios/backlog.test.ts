/** What waits for an answer, by age and by due time, moves on by time alone; of mails in the hours of their queue. */
import { Calendar, NOTHING_SPECIAL, queueCell, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { StoredNumbers } from "../support/src/explain-stored.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { salesQueue } from "../support/src/sales-queue.ts";
import { T0, tell } from "../support/src/tell.ts";

const HOUR = 3_600_000;
/** Mondays to Fridays, 9 to 17 UTC. T0 is a Monday, 9:00. */
const OFFICE = new Calendar({
  id: "office",
  zone: "UTC",
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => (day > 5 ? [] : [{ from: 540, to: 1_020 }])),
  special: NOTHING_SPECIAL,
});
const MAILS: SiteConfig = {
  ...unconfiguredSite("here"),
  // Nobody expects to hear of it: waits are of now.
  sources: [{ source: "/acd", silentAfterMs: null }],
  queues: [salesQueue("email", { thresholdMs: 4 * HOUR, calendar: OFFICE })],
};
const mail = (contact: string, hour: number) =>
  tell(hour * 3600, "contact.queued", { contact, channel: "email", queue: "sales" });

const row = (owner: PureOwner, id = "queue:here:sales:email") =>
  JSON.parse(owner.views.get(id)!) as Record<string, unknown>;

const parts = (owner: PureOwner, id?: string): readonly [ages: unknown[], due: unknown[]] => {
  const shown = row(owner, id);
  const of = (names: string) => names.split(" ").map((name) => shown[`backlog${name}`]);
  return [of("Age1 Age2 Age3 Age4"), of("Overdue Due1 Due2 Due3")];
};

test("a mail's time stands still while its queue is closed; row, explanation and list say the same at each moment", () => {
  const owner = new PureOwner({ sites: [MAILS], withViews: true });
  owner.commit([mail("m1", 0), mail("m2", 6)], T0 + 6 * HOUR);
  expect(parts(owner)).toEqual([
    [1, 0, 1, 0],
    [1, 0, 0, 1],
  ]);
  expect(row(owner)).toMatchObject({ backlogAges: "[7200,14400,28800]", backlogDues: "[3600,7200]" });
  // At 17:00 the second one has waited two hours, and the night adds nothing.
  owner.tick(T0 + 8 * HOUR);
  owner.tick(T0 + 20 * HOUR);
  expect(parts(owner)).toEqual([
    [1, 0, 1, 0],
    [1, 0, 1, 0],
  ]);
  owner.tick(T0 + 24 * HOUR + 1);
  expect(parts(owner)).toEqual([
    [0, 1, 0, 1],
    [1, 0, 1, 0],
  ]);
  const numbers = new StoredNumbers(owner, MAILS, "outcome");
  const asked = {
    cell: queueCell("sales", "email"),
    from: T0,
    to: Number.POSITIVE_INFINITY,
    live: true,
    backlogAt: T0 + 24 * HOUR + 1,
  };
  for (const [kpi, contacts] of [
    ["backlogAge4", ["m1"]],
    ["backlogAge2", ["m2"]],
    ["backlogOverdue", ["m1"]],
    ["backlogDue2", ["m2"]],
    ["backlogDue1", []],
  ] as const) {
    const { value, numerator } = numbers.explain(kpi, asked);
    expect([kpi, value, numerator.facts.map(({ contact }) => contact)]).toEqual([kpi, contacts.length, contacts]);
  }
});

test("a caller has a backlog of his queue's threshold without a word of configuration, and none once he is answered", () => {
  const owner = new PureOwner({ withViews: true }).commit([tell(0, "contact.queued")], T0);
  const at = (seconds: number) => parts(owner.tick(T0 + seconds * 1000), "queue:here:sales:call");
  expect([at(0)[0], at(10)[0], at(10.001)[0], at(20)[0], at(20.001)[0], at(40.001)[0]]).toEqual([
    [1, 0, 0, 0],
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
  ]);
  expect(row(owner, "queue:here:sales:call")).toMatchObject({ backlogOverdue: 1, waitingPastThreshold: 1 });
  owner.commit([tell(41, "contact.answered", { agent: "ann" })], T0 + 41_000);
  expect(
    parts(owner, "queue:here:sales:call")
      .flat()
      .every((count) => count === 0),
  ).toBe(true);
});

test("a clock that is set back makes nobody older than he is", () => {
  const owner = new PureOwner({ withViews: true }).commit([tell(0, "contact.queued")], T0 + 50_000);
  expect(parts(owner, "queue:here:sales:call")[0]).toEqual([0, 0, 0, 1]);
  owner.tick(T0 + 12_000);
  expect(parts(owner, "queue:here:sales:call")[0]).toEqual([0, 1, 0, 0]);
});

test("while the only source of a queue is silent, its backlog is that of when it was last heard", () => {
  const owner = new PureOwner({ withViews: true }).commit([tell(0, "contact.queued")], T0 + 15_000);
  owner.tick(T0 + 2 * HOUR);
  expect(row(owner, "queue:here:sales:call").staleSince).toBe(T0);
  expect(parts(owner, "queue:here:sales:call")[0]).toEqual([1, 0, 0, 0]);
});
