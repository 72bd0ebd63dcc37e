import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BACKLOG_PARTS, type BacklogCounts } from "../../src/backlog/backlog.ts";
import { COUNTERS, newCounters } from "../../src/counters.ts";
import { type KpiInput, type Live, OF_SURVEYS } from "../../src/kpi/kpi.ts";
import { KPIS, kpiById } from "../../src/kpi/registry.ts";
import { renderKpiCatalogue } from "../../src/kpi/render-catalogue.ts";
import { SERVICE_LEVEL_POLICIES } from "../../src/kpi/service-level.ts";
import { WORKS, type WorkId } from "../../src/kpi/sources.ts";
import { consistentCounters, countersOf, sum } from "./consistent-counters.ts";

const NOW = Date.parse("2026-11-21T09:00:00Z");

/** Each part one more than the one before, by `step`. */
const backlog = (step: number) =>
  Object.fromEntries(BACKLOG_PARTS.map((part, index) => [part, step * (index + 1)])) as unknown as BacklogCounts;
const QUIET: Live = {
  now: NOW,
  waiting: 0,
  waitingPastThreshold: 0,
  oldestQueuedAt: null,
  backlog: backlog(0),
  agents: null,
};
const NO_WAITS = { quantile: () => null };

const NOTHING: KpiInput = {
  counters: newCounters(),
  waits: NO_WAITS,
  longestWait: null,
  live: QUIET,
  policy: "short-abandons-excluded",
};

/** An hour of a sales queue, with numbers that no two KPIs share. */
const HOUR: KpiInput = {
  counters: countersOf({
    offered: 107,
    contacts: 101,
    reopened: 6,
    answered: 80,
    answeredInThreshold: 60,
    abandoned: 20,
    abandonedInThreshold: 8,
    shortAbandoned: 5,
    flowedOut: 4,
    flowedOutTimeout: 21,
    flowedOutOverflow: 22,
    flowedOutKey: 23,
    flowedOutVoicemail: 24,
    flowedOutCallback: 25,
    flowedOutEmpty: 26,
    flowedOutWithdrawn: 27,
    flowedOutClosed: 28,
    flowedOutLost: 29,
    flowedOutOther: 30,
    flowedOutSelfService: 31,
    callbackInThreshold: 1,
    refusedFull: 2,
    refusedEmpty: 3,
    refusedClosed: 5,
    refusedDiverted: 7,
    answeredWait: 1_600_000,
    abandonedWait: 900_000,
    talkEnded: 75,
    talkTime: 15_000_000,
    holdTime: 750_000,
    handled: 70,
    handledTalkTime: 14_700_000,
    handledHoldTime: 700_000,
    wrapUpTime: 2_100_000,
    notAnswered: 9,
    transferred: 11,
    transferredBlind: 8,
    transferredConsult: 2,
    holds: 15,
    escalated: 12,
    complaints: 13,
    surveyResponses: 14,
    surveysOffered: 56,
    firstContacts: 8,
    firstContactsRepeated: 2,
    lowScores: 1,
    npsAnswers: 20,
    npsPromoters: 12,
    npsDetractors: 3,
    cesAnswers: 4,
    cesScore: 22_000,
    replies: 8,
    replyTime: 320_000,
    resolutions: 3,
    resolutionTime: 3_000_000,
    callbacksDone: 16,
    firstResponseClosedTime: 20_000,
    replyClosedTime: 80_000,
    resolutionClosedTime: 600_000,
    firstResponses: 4,
    firstResponseTime: 100_000,
    surveys: 10,
    surveysTopTwo: 7,
    surveyScore: 38_000,
    idleTime: 5_000_000,
    onContactTime: 13_000_000,
    wrapUpStateTime: 2_000_000,
    pausedTime: 99_000_000,
    scheduledTime: 100_000_000,
    adherentTime: 90_000_000,
  }),
  waits: { quantile: (q) => q * 100_000 },
  isMature: true,
  longestWait: 123_456,
  live: {
    now: NOW,
    waiting: 3,
    waitingPastThreshold: 2,
    oldestQueuedAt: NOW - 45_500,
    backlog: backlog(1),
    agents: { idle: 1, onContact: 6, wrapUp: 2, paused: 4 },
  },
  policy: "short-abandons-excluded",
  spanMs: 3_600_000,
};

const read = (id: string, input: KpiInput): number | null => kpiById(id)!.read(input);

describe("an hour of a sales queue reads", () => {
  test.each<[string, number]>([
    ["offered", 107],
    ["answered", 80],
    ["abandoned", 20],
    ["shortAbandoned", 5],
    ["flowedOut", 4],
    ["refused", 17],
    ["handled", 70],
    ["waiting", 3],
    ["longestWaitNow", 45.5],
    ["longestWait", 123.456],
    ["serviceLevel", 60 / 95],
    ["serviceLevelNow", 60 / 97],
    ["averageSpeedOfAnswer", 20],
    ["averageWait", 25],
    ["waitP50", 50],
    ["waitP80", 80],
    ["waitP90", 90],
    ["waitP95", 95],
    ["averageTalkTime", 200],
    ["averageHoldTime", 10],
    ["averageWrapUpTime", 30],
    ["averageHandleTime", 250],
    ["abandonRate", 20 / 107],
    ["abandonRateWithoutShort", 15 / 102],
    ["csat", 0.7],
    ["csatMean", 3.8],
    ["csatCount", 10],
    ["firstResponseTime", 25],
    ["agentsIdle", 1],
    ["agentsOnContact", 6],
    ["agentsWrapUp", 2],
    ["agentsPaused", 4],
    ["agentsSignedIn", 13],
    ["occupancy", 0.75],
    ["notAnswered", 9],
    ["transferred", 11],
    ["flowedOutTimeout", 21],
    ["flowedOutOverflow", 22],
    ["flowedOutKey", 23],
    ["flowedOutVoicemail", 24],
    ["callbacksRequested", 25],
    ["flowedOutEmpty", 26],
    ["flowedOutWithdrawn", 27],
    ["flowedOutClosed", 28],
    ["flowedOutLost", 29],
    ["flowedOutOther", 30],
    ["flowedOutSelfService", 31],
    ["received", 124],
    ["refusedFull", 2],
    ["refusedEmpty", 3],
    ["refusedClosed", 5],
    ["refusedDiverted", 7],
    ["averageTimeToAbandon", 45],
    ["notAnsweredRate", 9 / 89],
    ["transferredBlind", 8],
    ["transferredConsult", 2],
    ["transferRate", 11 / 80],
    ["holdsPerContact", 0.2],
    ["escalated", 12],
    ["complaints", 13],
    ["firstResponseCalendarTime", 30],
    ["nextResponseCalendarTime", 50],
    ["resolutionCalendarTime", 1200],
    ["nextResponseTime", 40],
    ["resolved", 3],
    ["resolutionTime", 1000],
    ["callbacksDone", 16],
    ["waitingPastThreshold", 2],
    ["backlogAge1", 1],
    ["backlogAge2", 2],
    ["backlogAge3", 3],
    ["backlogAge4", 4],
    ["backlogOverdue", 5],
    ["backlogDue1", 6],
    ["backlogDue2", 7],
    ["backlogDue3", 8],
    ["expectedWait", 180],
    ["utilisation", 15 / 119],
    ["idleShare", 5 / 119],
    ["onContactShare", 13 / 119],
    ["wrapUpShare", 2 / 119],
    ["pausedShare", 99 / 119],
    ["adherence", 0.9],
    ["averageConcurrency", 15.75 / 13],
    ["activeHandleTime", 15_000 / 70],
    ["lowScores", 1],
    ["nps", 45],
    ["npsCount", 20],
    ["ces", 5.5],
    ["cesCount", 4],
    ["surveyResponses", 14],
    ["surveysOffered", 56],
    ["surveyResponseRate", 0.25],
    ["firstContactResolution", 0.75],
    ["firstContactResolutionMature", 0.75],
    ["contacts", 101],
    ["reopened", 6],
  ])("%s %s", (id, value) => {
    expect(read(id, HOUR)).toBeCloseTo(value, 12);
  });

  test("and no KPI of the catalogue is left out of this list", () => {
    expect(KPIS).toHaveLength(97);
  });
});

test("where nothing happened counts are 0 and everything with a division, a wait or agents is undefined", () => {
  const zero = KPIS.filter((kpi) => kpi.read(NOTHING) === 0).map((kpi) => kpi.id);
  const undefinedOnes = KPIS.filter((kpi) => kpi.read(NOTHING) === null).map((kpi) => kpi.id);
  expect(zero).toEqual(KPIS.filter((kpi) => kpi.unit === "count" && !kpi.id.startsWith("agents")).map((kpi) => kpi.id));
  expect(zero.length + undefinedOnes.length).toBe(KPIS.length);
});

test("every share of consistent counters lies between 0 and 1, and no KPI is ever NaN, infinite or negative", () => {
  fc.assert(
    fc.property(consistentCounters, fc.constantFrom(...SERVICE_LEVEL_POLICIES), (counters, policy) => {
      for (const kpi of KPIS) {
        const value = kpi.read({ ...HOUR, counters, policy });
        if (value === null) continue;
        const lowest = kpi.unit === "points" ? -100 : 0;
        expect(Number.isFinite(value) && value >= lowest, `${kpi.id} ${value}`).toBe(true);
        if (kpi.unit === "points") expect(value, kpi.id).toBeLessThanOrEqual(100);
        if (kpi.unit === "ratio") expect(value, kpi.id).toBeLessThanOrEqual(1);
        if (kpi.unit === "score") expect(value, kpi.id).toBeLessThanOrEqual(5);
      }
    }),
  );
});

test("a site reads its KPIs from the sum of its queues, never from an average of their averages", () => {
  const busy = countersOf({ answered: 90, answeredWait: 900_000 });
  const calm = countersOf({ answered: 10, answeredWait: 1_000_000 });
  expect(read("averageSpeedOfAnswer", { ...HOUR, counters: sum(busy, calm) })).toBe(19);
});

test("without anybody waiting past the threshold, service level now equals the finished one under every policy", () => {
  fc.assert(
    fc.property(consistentCounters, fc.constantFrom(...SERVICE_LEVEL_POLICIES), (counters, policy) => {
      const input = { ...HOUR, counters, policy, live: { ...HOUR.live, waitingPastThreshold: 0 } };
      expect(read("serviceLevelNow", input)).toBe(read("serviceLevel", input));
    }),
  );
});

test("a window whose only abandons were short and queued before it has no rate without them, rather than a negative one", () => {
  const counters = countersOf({ offered: 1, abandoned: 2, shortAbandoned: 2 });
  expect(read("abandonRateWithoutShort", { ...NOTHING, counters })).toBeNull();
});

test("a segment queued by a clock ahead of ours has waited 0 s, not less", () => {
  expect(read("longestWaitNow", { ...NOTHING, live: { ...QUIET, waiting: 1, oldestQueuedAt: NOW + 800 } })).toBe(0);
});

test("paused agents lower no occupancy, and nobody signed in has none", () => {
  expect(read("occupancy", { ...NOTHING, counters: countersOf({ pausedTime: 3_600_000 }) })).toBeNull();
  expect(read("occupancy", { ...NOTHING, counters: countersOf({ pausedTime: 3_600_000, idleTime: 60_000 }) })).toBe(0);
});

test("who joins a queue in which nobody waits is told the wait of those who were answered, and nothing where the span's length is not known", () => {
  const calm = { ...HOUR, live: { ...HOUR.live, waiting: 0 } };
  expect(read("expectedWait", calm)).toBe(20);
  expect(read("expectedWait", { ...calm, counters: newCounters() })).toBeNull();
  const { spanMs: _, ...ofADay } = HOUR;
  expect(read("expectedWait", ofADay)).toBeNull();
});

test("where nobody tells that surveys are offered, every handled segment counts as asked", () => {
  const counters = countersOf({ surveyResponses: 5, handled: 20 });
  expect(read("surveyResponseRate", { ...NOTHING, counters })).toBe(0.25);
  expect(read("surveyResponseRate", { ...NOTHING, counters: countersOf({ surveyResponses: 5 }) })).toBeNull();
});

test("more detractors than promoters are a score below 0", () => {
  const counters = countersOf({ npsAnswers: 4, npsPromoters: 1, npsDetractors: 3 });
  expect(read("nps", { ...NOTHING, counters })).toBe(-50);
});

test("ids are unique camelCase words that fit a view's field, and every KPI says its formula in a sentence", () => {
  expect(new Set(KPIS.map((kpi) => kpi.id)).size).toBe(KPIS.length);
  expect(new Set(KPIS.map((kpi) => kpi.title)).size).toBe(KPIS.length);
  for (const kpi of KPIS) {
    expect(kpi.id).toMatch(/^[a-z][A-Za-z0-9]*$/);
    expect(kpi.formula).toMatch(/^.{10,}[.)]$/);
    expect(kpiById(kpi.id)).toBe(kpi);
  }
  expect(kpiById("salesToday")).toBeUndefined();
});

test("no KPI changes the counters it reads", () => {
  const before = [...HOUR.counters];
  for (const kpi of KPIS) kpi.read(HOUR);
  expect([...HOUR.counters]).toEqual(before);
  expect(before).toHaveLength(COUNTERS.length);
});

test("the catalogue page has a row for every KPI and every service-level policy", () => {
  const rows = renderKpiCatalogue().split("\n");
  for (const id of [...KPIS.map((kpi) => kpi.id), ...SERVICE_LEVEL_POLICIES]) {
    const told = rows.filter((row) => row.startsWith(`| \`${id}\` |`));
    expect(told.map((row) => row.split(" | ").length)).toEqual(kpiById(id) === undefined ? [3] : [8, 2, 7]);
  }
  expect(rows).toContain("| `abandonRate` | null | null | N/A | N/A | N/A | N/A |");
  expect(rows).toContain("| `escalated` | 0 | 0 | 0 | 0 | 0 | N/A |");
  expect(rows).toContain("| `occupancy` | N/A | null | null | null | N/A | N/A |");
  expect(rows).toContain("| `nps` | null | null | null | null | null | null |");
});

test("each formula says where it comes from: a work that anybody can read, or ours and why, and no work is listed for nothing", () => {
  const cited = new Set(KPIS.flatMap(({ sources }) => sources.map(({ work }) => work)));
  expect(Object.keys(WORKS).filter((work) => !cited.has(work as WorkId))).toEqual([]);
  for (const { title, url } of Object.values(WORKS)) expect(URL.parse(url)?.hostname, title).toContain(".");
  for (const { id, sources } of KPIS) {
    expect(sources.length, id).toBeGreaterThan(0);
    for (const { work, says } of sources) expect(says.length, id).toBeGreaterThan(work === null ? 20 : 1);
  }
});

test("what is told of nothing does not depend on what is left out of a span: each KPI is null, 0 or not applicable in every scope", () => {
  const told = renderKpiCatalogue().split("\n");
  for (const kpi of KPIS) {
    const row = told.findLast((line) => line.startsWith(`| \`${kpi.id}\` |`))!;
    const cells = row.slice(2, -2).split(" | ").slice(1);
    expect(cells, kpi.id).toEqual(
      OF_SURVEYS.map((scope) => (kpi.scopes.includes(scope) ? expect.stringMatching(/^(0|null)$/) : "N/A")),
    );
  }
});
