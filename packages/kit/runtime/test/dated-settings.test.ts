import { expect, test } from "vitest";
import { localMoment } from "../src/config/dated/local-moment.ts";
import { parseConfiguration } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const WARSAW = "Europe/Warsaw";
const iso = (text: string, zone = WARSAW): string | null => {
  const at = localMoment(text, zone);
  return at === null ? null : new Date(at).toISOString();
};

const site = (more: string): string => `
sites:
  - id: krakow
    zone: Europe/Warsaw
    teams: [{ id: north }, { id: south }]
${more}`;

function parsed(text: string) {
  const result = parseConfiguration(text, "test.yaml", RECEIVER_KINDS);
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 2));
  return result.configuration.sites.get("krakow")!;
}

function codes(text: string): string[] {
  const result = parseConfiguration(text, "test.yaml", RECEIVER_KINDS);
  if (result.ok) throw new Error("expected errors");
  return result.errors.map(({ path, code, fix, line }) => {
    expect([path, fix, line]).not.toContain("");
    return `${path} ${code}`;
  });
}

test("a date is the beginning of that day by the site's clock, a date and time a minute of it, an offset makes it a moment anywhere", () => {
  expect(iso("2026-12-01")).toBe("2026-11-30T23:00:00.000Z");
  expect(iso("2026-07-01T09:30")).toBe("2026-07-01T07:30:00.000Z");
  expect(iso("2026-07-01 09:30:15")).toBe("2026-07-01T07:30:15.000Z");
  expect(iso("2026-07-01T09:30Z")).toBe("2026-07-01T09:30:00.000Z");
  expect(iso("2026-07-01T09:30+05:00", "UTC")).toBe("2026-07-01T04:30:00.000Z");
});

test("a minute that the clocks leave out is the first one after it, one that they show twice the first of the two", () => {
  expect(iso("2026-03-29T02:30")).toBe("2026-03-29T01:00:00.000Z");
  expect(iso("2026-10-25T02:30")).toBe("2026-10-25T00:30:00.000Z");
  // Beirut's clocks go forward at midnight.
  expect(iso("2026-03-29", "Asia/Beirut")).toBe("2026-03-28T22:00:00.000Z");
});

test("what is no date is none", () => {
  for (const text of ["", "tomorrow", "2026-13-01", "2026-02-30", "2026-12-1", "2026-12-01T24:30", "2026-12-01T9:30"])
    expect([text, iso(text)]).toEqual([text, null]);
});

test("a site, a queue and an agent change on dates what they name, in the site's zone; a queue without a policy has the site's", () => {
  const { policy, attribution, changes, queues, agents } = parsed(
    site(`    policy: abandons-count
    attribution: offered
    changes: [{ from: 2027-01-01, policy: answered-only, attribution: outcome }]
    queues:
      - queue: sales
        changes:
          - { from: 2026-12-01, threshold: 15s, target: 90% }
          - { from: 2026-12-24T14:00, shortAbandon: 0, policy: removed-in-time }
    agents:
      - id: a42
        team: north
        changes: [{ from: 2026-12-02, team: south }, { from: 2026-12-03T12:15, team: null }]`),
  );
  const at = (text: string): number => Date.parse(text);
  expect({ policy, attribution, changes }).toEqual({
    policy: "abandons-count",
    attribution: "offered",
    changes: [{ from: at("2026-12-31T23:00Z"), policy: "answered-only", attribution: "outcome" }],
  });
  expect(queues[0]).toMatchObject({
    policy: null,
    changes: [
      { from: at("2026-11-30T23:00Z"), thresholdMs: 15_000, target: 0.9 },
      { from: at("2026-12-24T13:00Z"), shortAbandonMs: 0, policy: "removed-in-time" },
    ],
  });
  expect(agents[0]!.moves).toEqual([
    { from: at("2026-12-01T23:00Z"), team: "south" },
    { from: at("2026-12-03T11:15Z"), team: null },
  ]);
});

test("dates that cannot be read, come out of order, overlap or change nothing are said with their place and a fix", () => {
  expect(
    codes(
      site(`    changes: [{ from: soon, policy: answered-only }, { policy: answered-only }]
    queues:
      - queue: sales
        changes:
          - { from: 2026-12-02, threshold: 15s }
          - { from: 2026-12-01, threshold: 20s }
          - { from: 2026-12-01T00:00, target: 0.9 }
          - { from: 2026-12-05 }
    agents:
      - id: a42
        changes: [{ from: 2026-12-02T12:07, team: nowhere }]`),
    ).sort(),
  ).toEqual([
    "sites[0].agents[0].changes[0].team unknown_team",
    "sites[0].changes[0].from not_a_date",
    "sites[0].changes[1].from missing",
    "sites[0].queues[0].changes[1].from unordered_dates",
    "sites[0].queues[0].changes[2].from overlapping_dates",
    "sites[0].queues[0].changes[3].from empty_change",
  ]);
});

test("a date in a change is a text also where YAML would see something else", () => {
  expect(codes(site("    changes: [{ from: 2026, policy: answered-only }]"))).toEqual([
    "sites[0].changes[0].from not_a_date",
  ]);
});

const SCHEDULED = `    calendars:
      - { id: early, hours: { monday: 06:00-14:00 } }
      - { id: night, hours: { monday: 22:00-06:00 } }
      - { id: lunch, hours: { monday: 10:00-10:30 } }
`;

test("an agent is scheduled by calendars of the site, by dates; who only moves keeps his schedule, and who is only scheduled otherwise his team", () => {
  const { agents } = parsed(
    site(`${SCHEDULED}    agents:
      - id: ann
        team: north
        schedule: early
        breaks: lunch
        changes:
          - { from: 2027-01-01, team: south }
          - { from: 2027-02-01, schedule: night, breaks: null }
          - { from: 2027-03-01, schedule: null }
      - { id: bob }
`),
  );
  const plans = agents[0]!.schedule!.map(({ working, breaks, from, until }) => [
    working?.hours.id ?? null,
    breaks?.hours.id ?? null,
    Number.isFinite(from) ? new Date(from).toISOString() : from,
    Number.isFinite(until) ? new Date(until).toISOString() : until,
  ]);
  const [february, march] = ["2027-01-31T23:00:00.000Z", "2027-02-28T23:00:00.000Z"];
  expect(plans).toEqual([
    ["early", "lunch", Number.NEGATIVE_INFINITY, february],
    ["night", null, february, march],
    [null, null, march, Number.POSITIVE_INFINITY],
  ]);
  expect(agents[0]!.moves).toEqual([{ from: Date.UTC(2026, 11, 31, 23), team: "south" }]);
  expect(agents[1]).not.toHaveProperty("schedule");
});

test("a schedule that names no calendar of the site, and breaks without work, are said with their place", () => {
  expect(
    codes(
      site(`${SCHEDULED}    agents:
      - { id: ann, schedule: earyl }
      - { id: bob, schedule: early, changes: [{ from: 2027-01-01, breaks: tea }] }
      - { id: cid, breaks: lunch }
`),
    ),
  ).toEqual([
    "sites[0].agents[0].schedule unknown_calendar",
    "sites[0].agents[1].changes[0].breaks unknown_calendar",
    "sites[0].agents[2].breaks breaks_without_schedule",
  ]);
});
