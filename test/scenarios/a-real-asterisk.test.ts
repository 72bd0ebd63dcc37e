/** The queue_log of a real Asterisk through source format, fold and report, beside what Asterisk itself and a count of its lines say. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type AsteriskSaid, SAID_QUEUES, siteOfAsterisk } from "../support/src/asterisk-said.ts";
import { differences } from "../support/src/compare-with-oracle.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { readQueueLog } from "../support/src/read-queue-log.ts";
import { referenceData } from "../support/src/reference-data.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

const folder = referenceData("asterisk", "real");
const why = folder === null ? " (skipped: FLOORWALKER_REFERENCE_DATA is not set)" : "";
const SITE = siteOfAsterisk();

const said = (): AsteriskSaid => JSON.parse(readFileSync(`${folder}/asterisk-said.json`, "utf8")) as AsteriskSaid;
const lines = () => readQueueLog(readFileSync(`${folder}/queue_log`));
/** What its own statistics call abandoned; a key pressed is none of them. */
const ABANDONED_BY_ASTERISK = ["EXITWITHTIMEOUT", "WITHDRAW"];

test.skipIf(folder === null)(`queues and agents end as Asterisk said, in any order of arrival${why}`, () => {
  const { asterisk, count, agents } = said();
  const events = lines();
  const asOf = Math.max(...events.map(({ time }) => time)) + 1;
  const owner = new PureOwner({ sites: [SITE] }).feed(withRepeats(events, 1 / 3, seeded(22)), { batch: 50 }).tick(asOf);
  const report = owner.report("15m", asOf);
  for (const queue of SAID_QUEUES) {
    const numbers = report.total.queues[queue]!.call!;
    const lined = count[queue]!;
    const { offered, answered, abandoned, answeredInThreshold, shortAbandoned, flowedOut, handled, waiting } =
      numbers.counters as Readonly<Record<string, number>>;
    const { transferred, notAnswered, averageTalkTime, averageSpeedOfAnswer } = numbers.kpis;
    expect({ queue, offered, answered, abandoned, flowedOut, handled, waiting, transferred, notAnswered }).toEqual({
      queue,
      offered: lined.offered,
      answered: lined.answered,
      abandoned: lined.abandoned,
      flowedOut: lined.flowedOut,
      handled: lined.ended,
      waiting: lined.waiting,
      transferred: lined.transferred,
      notAnswered: lined.rna,
    });
    expect([answeredInThreshold, shortAbandoned]).toEqual([lined.inT, lined.short]);
    expect(averageTalkTime! * handled!).toBeCloseTo(lined.talk!, 6);
    expect(averageSpeedOfAnswer! * answered!).toBeCloseTo(lined.wait!, 6);
    const { Completed, Abandoned } = asterisk[queue]!.p;
    // A second call of the same member overwrites the start of the first: Asterisk says 8 of vip's 15.
    expect(answered).toBe(queue === "vip" ? Number(Completed) + 7 : Number(Completed));
    expect(abandoned! + ABANDONED_BY_ASTERISK.reduce((sum, verb) => sum + lined[verb]!, 0)).toBe(Number(Abandoned));
  }
  for (const [agent, { answered, talk }] of Object.entries(agents))
    expect({ agent, ...report.total.agents[agent] }).toMatchObject({ agent, answered, talkTime: talk });
  expect(differences(report, { events, site: SITE, attribution: "outcome", asOf })).toEqual([]);
});

test.skipIf(folder === null)(`twenty-two moments, live: who waits and who is on a call${why}`, () => {
  const events = lines();
  const owner = new PureOwner({ sites: [SITE], withViews: true });
  let from = 0;
  for (const { t, waiting, onCall, free } of said().instants) {
    const to = events.findIndex(({ time }) => time >= t * 1000);
    const end = to === -1 ? events.length : to;
    owner.feed(events.slice(from, end), { batch: 3 }).tick(t * 1000);
    from = end;
    const report = owner.report("15m", t * 1000);
    const counters = (queue: string) =>
      report.total.queues[queue]?.call?.counters as Record<string, number> | undefined;
    expect(SAID_QUEUES.map((queue) => [t, queue, counters(queue)?.waiting ?? 0])).toEqual(
      SAID_QUEUES.map((queue) => [t, queue, waiting[queue]]),
    );
    const isOnContact = (agent: string): boolean => report.total.agents[agent]?.now?.state === "onContact";
    expect(onCall.filter((agent) => !isOnContact(agent))).toEqual([]);
    expect(free.filter(isOnContact)).toEqual([]);
  }
});
