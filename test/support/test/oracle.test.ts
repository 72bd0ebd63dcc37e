/** The oracle by itself: what the field, a real Asterisk and a statistics product say of an input, it foresees. */
import { readFileSync } from "node:fs";
import { unconfiguredSite } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import { AGENTS } from "../../scenarios/field/agents.ts";
import { CHANGED_IDS } from "../../scenarios/field/changed-ids.ts";
import { ENDS } from "../../scenarios/field/ends.ts";
import { eventsOf, expectedRows, type FieldCase } from "../../scenarios/field/field-case.ts";
import { ONE_LINE_CASES } from "../../scenarios/field/one-line.ts";
import { SECOND_LIVES } from "../../scenarios/field/second-lives.ts";
import { TRANSFERS } from "../../scenarios/field/transfers.ts";
import { type AsteriskSaid, SAID_QUEUES, siteOfAsterisk } from "../src/asterisk-said.ts";
import { Oracle } from "../src/oracle/oracle.ts";
import { agentsAt, foreseen } from "../src/oracle/places.ts";
import { readQueueLog } from "../src/read-queue-log.ts";
import { referenceData } from "../src/reference-data.ts";
import { T0 } from "../src/tell.ts";

test.for([...CHANGED_IDS, ...ONE_LINE_CASES, ...TRANSFERS, ...ENDS, ...SECOND_LIVES, ...AGENTS])("$name", (given) => {
  const rows = expectedRows(given);
  const options = optionsOf(given);
  const from = Math.min(...options.events.map(({ time }) => time));
  const places = foreseen(options, [{ name: "all", from, to: options.asOf }]).all!;
  const now = agentsAt(options, options.asOf);
  const actual = rows.map(({ place, measure }) => ({
    place,
    measure,
    value: places[place]?.[measure] ?? (place === "site" ? now[measure] : undefined) ?? null,
  }));
  expect(actual).toEqual(
    rows.map((row) => ({ ...row, value: row.value === null ? null : expect.closeTo(row.value, 6) })),
  );
});

function optionsOf(given: FieldCase) {
  const site = { ...unconfiguredSite("here"), ...given.site };
  return { events: eventsOf(given), site, attribution: "outcome", asOf: T0 + given.until * 1000 } as const;
}

const folder = referenceData("asterisk", "real");
const why = folder === null ? " (skipped: FLOORWALKER_REFERENCE_DATA is not set)" : "";

describe.skipIf(folder === null)(`the log of a real Asterisk${why}`, () => {
  test("queue by queue and agent by agent it says what was counted of its lines", () => {
    const { said, events, site } = readAsterisk();
    const asOf = Math.max(...events.map(({ time }) => time)) + 1;
    const oracle = new Oracle({ events, site, attribution: "outcome", asOf });
    for (const queue of SAID_QUEUES) {
      const numbers = oracle.numbers([`${queue} call`], 0, asOf);
      const {
        inT,
        abInT,
        short,
        wait,
        talk,
        ended,
        rna,
        offered,
        answered,
        abandoned,
        flowedOut,
        transferred,
        waiting,
      } = said.count[queue]!;
      expect({ queue, ...numbers }).toMatchObject({
        queue,
        offered,
        answered,
        abandoned,
        flowedOut,
        transferred,
        waiting,
        answeredInThreshold: inT,
        abandonedInThreshold: abInT,
        shortAbandoned: short,
        averageSpeedOfAnswer: wait! / answered!,
        averageTalkTime: talk! / ended!,
        handled: ended,
        notAnswered: rna,
      });
    }
    for (const [agent, { answered, talk }] of Object.entries(said.agents))
      expect({ agent, ...oracle.agent(agent, 0, asOf) }).toMatchObject({ agent, answered, talkTime: talk });
  });
});

test.skipIf(folder === null)(
  `twenty-two moments of a real Asterisk: who waits, how long, who is on a call${why}`,
  () => {
    const { said, events, site } = readAsterisk();
    expect(said.instants.length).toBe(22);
    for (const { t, at, waiting, longest, onCall, free } of said.instants) {
      const moment = t * 1000;
      const asked = (asOf: number): Oracle =>
        new Oracle({ events: events.filter(({ time }) => time < asOf), site, attribution: "outcome", asOf });
      const oracle = asked(moment);
      // In the middle of its second Asterisk need not have known all of its lines.
      const before = asked(Math.floor(at) * 1000);
      for (const queue of SAID_QUEUES) {
        const place = [`${queue} call`];
        expect([t, queue, oracle.numbers(place, 0, moment).waiting]).toEqual([t, queue, waiting[queue]]);
        const seconds = [oracle.waitingSince(place, moment), before.waitingSince(place, Math.floor(at) * 1000)].map(
          (since) => (since === null ? 0 : at - since / 1000),
        );
        expect([t, queue, seconds.some((waited) => Math.abs(waited - longest[queue]!) < 1.5)]).toEqual([
          t,
          queue,
          true,
        ]);
      }
      expect(onCall.filter((agent) => oracle.stateAt(agent, moment) !== "onContact")).toEqual([]);
      expect(free.filter((agent) => oracle.stateAt(agent, moment) === "onContact")).toEqual([]);
    }
  },
);

function readAsterisk() {
  const said = JSON.parse(readFileSync(`${folder}/asterisk-said.json`, "utf8")) as AsteriskSaid;
  return { said, events: readQueueLog(readFileSync(`${folder}/queue_log`)), site: siteOfAsterisk() };
}
