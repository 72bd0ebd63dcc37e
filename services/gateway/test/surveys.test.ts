/** Surveys by name where somebody asks for them: the view, the history, an explanation, a list. */
import { C, newCounters, type SiteConfig, tagCell, unconfiguredSite } from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import { emptyConfiguration } from "@floorwalker/runtime";
import { afterEach, expect, test } from "vitest";
import { type RunningGateway, runGateway, until } from "./running-gateway.ts";
import { rowsOf } from "./told-calls.ts";

const HOUR = 3_600_000;
/** A Wednesday, 12:05 UTC. */
const NOW = Date.UTC(2026, 10, 25, 12, 5);
const SITE: SiteConfig = { ...unconfiguredSite("here"), surveys: [{ survey: "voice", title: "After the call" }] };

const calls = [{ queuedAt: NOW - 600_000, waitSeconds: 5, answeredBy: "ann", talkSeconds: 60 }];
const answer = (survey: string, score: number) => ({
  type: "cc.survey.answered" as const,
  time: NOW - 60_000,
  channel: "call" as const,
  contact: "c0",
  data: { survey, score },
});

/** Of an hour that is over. */
function answered(survey: string, answers: number, topTwo: number) {
  const counters = newCounters();
  counters[C.surveys] = answers;
  counters[C.surveysTopTwo] = topTwo;
  const from = NOW - 2 * HOUR - 300_000;
  return sampleInterval({
    site: "here",
    zone: "UTC",
    cell: tagCell("survey", survey),
    from,
    to: from + HOUR / 4,
    counters,
  });
}

let running: RunningGateway;
afterEach(() => running.stop());

const started = async (): Promise<void> => {
  running = await runGateway({
    clock: () => NOW,
    config: () => ({ ...emptyConfiguration(), sites: new Map([["here", SITE]]) }),
  });
  await running.embedded.history.put([answered("voice", 10, 7), answered("other", 4, 1)], NOW);
  await running.commit(0, rowsOf(SITE, calls, NOW, [answer("voice", 5), answer("unlisted", 1)]));
};

const json = async (path: string): Promise<Record<string, unknown>> =>
  (await (await running.get(path)).json()) as Record<string, unknown>;

test("a row for each listed survey and one for all others have the day's answers; of the others nobody tells how many were asked", async () => {
  await started();
  const rows = async () => (await json("v1/views/surveys?site=here")).rows as Record<string, unknown>[] | undefined;
  await until(async () => (await rows())?.length === 2, "the rows are followed");
  const [other, voice] = (await rows())!.toSorted((a, b) => (String(a.survey) < String(b.survey) ? -1 : 1));
  expect(voice).toMatchObject({
    id: "survey:here:voice",
    title: "After the call",
    "csat.day": 1,
    "csatCount.day": 1,
    "surveyResponseRate.day": 1,
  });
  expect(other).toMatchObject({ survey: "other", "csat.day": 0, "lowScores.day": 1, "surveyResponseRate.day": null });
  expect(voice).not.toHaveProperty("offered.day");
});

test("the history tells each survey by itself, and of none what only a queue has", async () => {
  await started();
  const told = async (query: string) =>
    ((await json(`v1/history?site=here&from=today&interval=1h&${query}`)).rows as Record<string, unknown>[]).map(
      ({ scope, kpis }) => [(scope as { survey: string }).survey, kpis],
    );
  const [voice, other] = [
    ["voice", { csat: 0.7 }],
    ["other", { csat: 0.25 }],
  ];
  const all = await told("survey=*&kpis=csat,offered,occupancy");
  expect(all).toHaveLength(2);
  expect(all).toEqual(expect.arrayContaining([voice, other]));
  expect(await told("survey=voice&kpis=csat")).toEqual([voice]);
  expect(Object.keys((await told("survey=voice"))[0]![1] as object)).not.toContain("abandonRate");
  expect((await running.get("v1/history?region=pl&survey=voice")).status).toBe(404);
  expect((await running.get("v1/history?site=here&survey=voice&queue=sales")).status).toBe(400);
});
