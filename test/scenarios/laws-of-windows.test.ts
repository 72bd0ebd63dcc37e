/** What the wallboard shows at any clock equals the oracle's count of the same panes, though the sums roll by addition and subtraction. */
import { type CanonicalEvent, dayStart, KPIS, type SiteConfig } from "@floorwalker/domain";
import { PANE_MS } from "@floorwalker/stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BEGIN, plausible } from "../support/src/histories/histories.ts";
import { changing } from "../support/src/histories/policy-changes.ts";
import { REASONS } from "../support/src/histories/reasons.ts";
import { SURVEYS } from "../support/src/histories/surveys.ts";
import { inTeams } from "../support/src/histories/teams.ts";
import { NOWHERE, Oracle } from "../support/src/oracle/oracle.ts";
import { agentsAt } from "../support/src/oracle/places.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded } from "../support/src/shuffle.ts";

type Row = Readonly<Record<string, number | string | null>>;

const PANES = { "5m": 30, "15m": 90, "30m": 180, "60m": 360 } as const;
const SPAN_NUMBERS = [
  "offered",
  "answered",
  "answeredInThreshold",
  "abandoned",
  "shortAbandoned",
  "flowedOut",
  "flowedOutTimeout",
  "flowedOutLost",
  "callbacksRequested",
  "handled",
  "averageSpeedOfAnswer",
  "averageWait",
  "longestWait",
  "averageTalkTime",
  "averageHandleTime",
  "csat",
  "csatCount",
  "nps",
  "ces",
  "lowScores",
  "surveyResponses",
  "surveysOffered",
  "firstResponseTime",
  "notAnswered",
  "transferred",
  "transferredBlind",
  "transferredConsult",
  "escalated",
  "complaints",
  "holdsPerContact",
  "averageTimeToAbandon",
  "serviceLevelNow",
  "waitP50",
  "waitP80",
  "waitP90",
  "waitP95",
];

/** Of a team, and of an agent's day: all that can be told of who works. */
const DONE = KPIS.filter(({ scopes, nature }) => scopes.includes("agent") && nature !== "moment").map(({ id }) => id);

const ANSWERED = KPIS.filter(({ scopes }) => scopes.includes("survey")).map(({ id }) => id);
const DONE_IN_A_QUEUE = KPIS.filter(({ scopes }) => scopes.includes("agentQueue")).map(({ id }) => id);

/** Arriving about in order, some of it late, with clocks that stand, step and jump. */
function watch(site: SiteConfig, events: readonly CanonicalEvent[], random: () => number, crashes: boolean): string[] {
  const arriving = [...events]
    .sort((a, b) => a.time - b.time)
    .map((event) => ({ event, at: event.time + (random() < 0.2 ? random() * 2_000_000 : 0) }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
  const owner = new PureOwner({ sites: [site], withViews: true, graceMs: 30_000 });
  const wrong: string[] = [];
  const seen: CanonicalEvent[] = [];
  let clock = BEGIN;
  for (let at = 0; at < arriving.length || random() < 0.8; ) {
    const batch = arriving.slice(at, at + Math.floor(random() * 6));
    at += batch.length;
    seen.push(...batch);
    clock = Math.max(
      clock + (random() < 0.1 ? Math.floor(random() * 7_200_000) : Math.floor(random() * 60_000)),
      ...batch.map(({ time }) => time),
    );
    owner.commit(batch, clock);
    if (crashes && random() < 0.2) owner.crash().commit([], clock);
    wrong.push(...compare(site, owner, seen, clock));
  }
  return wrong;
}

function compare(site: SiteConfig, owner: PureOwner, seen: readonly CanonicalEvent[], clock: number): string[] {
  const options = { events: seen, site, attribution: "outcome", asOf: clock } as const;
  const oracle = new Oracle(options);
  const rows = [...owner.views.values()].map((row) => JSON.parse(row) as Row);
  const queues = rows.filter((row) => row.kind === "queue").map((row) => `${row.queue} ${row.channel}`);
  const spans = Object.entries(PANES).map(
    ([name, panes]) => [name, (Math.floor(clock / PANE_MS) - panes + 1) * PANE_MS] as const,
  );
  const wrong: string[] = [];
  for (const row of rows) {
    const about = row.kind === "reason" ? String(row.reason) : null;
    const differ = (name: string, shown: unknown, expected: number | null): void => {
      // Percentiles are promised within 1 %.
      const share = name.startsWith("waitP") ? 0.01 : 0;
      if (Math.abs(Number(shown ?? -1) - (expected ?? -1)) > 1e-6 + share * (expected ?? 0))
        wrong.push(`${row.id} ${name} at ${clock - BEGIN}: ${String(shown)} shown, ${expected} counted`);
    };
    const day = ["day", dayStart(clock, site.zone)] as const;
    if (row.kind === "team" || row.kind === "agent") {
      const until = Number(row.asOf);
      for (const [name, from] of row.kind === "team" ? [...spans, day] : [day]) {
        const counted =
          row.kind === "team"
            ? oracle.team(String(row.team), from, clock + 1, until)
            : oracle.agent(String(row.agent), from, clock + 1, until);
        for (const number of DONE) differ(`${number}.${name}`, row[`${number}.${name}`], counted[number]!);
      }
    }
    if (row.kind === "agentQueue") {
      const did = oracle.agentIn(String(row.agent), `${row.queue} ${row.channel}`, day[1], clock + 1);
      for (const number of DONE_IN_A_QUEUE) differ(`${number}.day`, row[`${number}.day`], did[number]!);
    }
    if (row.kind === "survey") {
      const answers = oracle.survey(String(row.survey), day[1], clock + 1);
      for (const number of ANSWERED) differ(`${number}.day`, row[`${number}.day`], answers[number]!);
    }
    if (row.kind === "team")
      for (const [state, count] of Object.entries(
        agentsAt({ ...options, asOf: clock + 1 }, clock + 1, String(row.team)),
      ))
        differ(state, row[state], count!);
    if (row.kind === "queue") {
      const place = `${row.queue} ${row.channel}`;
      const bounds = site.queues.find((each) => `${each.queue} ${each.channel}` === place)?.backlog;
      const waits = oracle.backlog(
        place,
        clock + 1,
        clock,
        bounds === undefined ? null : [bounds.agesMs, bounds.dueMs],
      );
      for (const [part, count] of Object.entries(waits)) differ(part, row[part], count!);
    }
    if (row.kind !== "queue" && row.kind !== "site" && row.kind !== "reason") continue;
    const places = { site: [...queues, ...NOWHERE], queue: [`${row.queue} ${row.channel}`], reason: queues }[row.kind];
    for (const [name, from] of about === null ? [...spans, day] : [day]) {
      // The pane in progress holds what happened at this very moment.
      const counted = oracle.numbers(places, from, clock + 1, clock, about);
      for (const number of SPAN_NUMBERS) differ(`${number}.${name}`, row[`${number}.${name}`], counted[number]!);
      differ("waiting", row.waiting, counted.waiting!);
    }
  }
  const about = rows.flatMap(({ kind, reason }) => (kind === "reason" ? [String(reason)] : []));
  for (const reason of oracle.reasons(queues))
    if (!about.includes(reason)) wrong.push(`${reason} at ${clock - BEGIN}: counted, and no row tells of it`);
  const answered = rows.flatMap(({ kind, survey }) => (kind === "survey" ? [String(survey)] : []));
  for (const survey of oracle.surveys())
    if (!answered.includes(survey)) wrong.push(`${survey} at ${clock - BEGIN}: answered, and no row tells of it`);
  const shown = rows.flatMap(({ kind, agent, queue, channel }) =>
    kind === "agentQueue" ? [`${agent} ${queue} ${channel}`] : [],
  );
  const day = dayStart(clock, site.zone);
  for (const agent of oracle.agents())
    for (const queue of oracle.queuesOf(agent))
      if (!shown.includes(`${agent} ${queue}`) && Number(oracle.agentIn(agent, queue, day, clock + 1).answered) > 0)
        wrong.push(`${agent} in ${queue} at ${clock - BEGIN}: counted, and no row tells of it`);
  return wrong;
}

test("rolling windows and the day so far equal a recount at any clock", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(plausible, changing, inTeams, fc.integer(), fc.boolean(), (events, site, agents, chance, crashes) => {
      expect(
        watch(
          { ...site, agents, reasons: REASONS, surveys: SURVEYS, agentsByQueue: true },
          events,
          seeded(chance),
          crashes,
        ),
      ).toEqual([]);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 40), endOnFailure: true },
  );
});
