/** Satisfaction, recommendation and effort, each on its own scale; what was offered, and what came back (rule 5e). */
import { describe, expect, test } from "vitest";
import type { EventData } from "../../src/index.ts";
import { tell, told } from "./told.ts";

const sales = { queue: "sales" } as const;
const ann = { ...sales, agent: "ann" };
const handled = [tell(0, "contact.queued", sales), tell(10, "contact.answered", ann), tell(60, "contact.ended", ann)];
const answers = (...data: EventData[]) =>
  told([...handled, ...data.map((each, second) => tell(100 + second, "survey.answered", { data: each }))]).added;

/** What begins with one of these. */
const ofSurveys = (counters: Readonly<Record<string, number>> = {}) =>
  Object.fromEntries(Object.entries(counters).filter(([name]) => /^(survey|low|nps|ces)/.test(name)));

describe("an answer", () => {
  test.for<[EventData, Readonly<Record<string, number>>]>([
    [{ score: 5 }, { surveys: 1, surveyScore: 5_000, surveysTopTwo: 1 }],
    [{ score: 2 }, { surveys: 1, surveyScore: 2_000, lowScores: 1 }],
    [
      { score: 4, scale: "1-7", measure: "csat" },
      { surveys: 1, surveyScore: 3_000 },
    ],
    [
      { score: 0, scale: "thumbs" },
      { surveys: 1, surveyScore: 1_000, lowScores: 1 },
    ],
    [
      { score: 10, scale: "0-10", measure: "nps" },
      { npsAnswers: 1, npsPromoters: 1 },
    ],
    [{ score: 8, scale: "0-10", measure: "nps" }, { npsAnswers: 1 }],
    [
      { score: 6, scale: "0-10", measure: "nps" },
      { npsAnswers: 1, npsDetractors: 1 },
    ],
    [
      { score: 2, scale: "1-7", measure: "ces" },
      { cesAnswers: 1, cesScore: 2_000 },
    ],
    [
      { score: 5, scale: "1-5", measure: "ces" },
      { cesAnswers: 1, cesScore: 7_000 },
    ],
  ])("%o counts as %o for the queue and for its agent", ([data, expected]) => {
    const added = answers(data);
    for (const place of ["sales", "@ann"]) expect(ofSurveys(added[place])).toEqual({ surveyResponses: 1, ...expected });
  });

  test("of a recommendation on another scale than 0–10 counts nowhere", () => {
    expect(ofSurveys(answers({ score: 5, scale: "1-5", measure: "nps" }).sales)).toEqual({});
  });

  test("counts for each thing that one survey asks for, and as one response; the last one of each counts", () => {
    const added = answers(
      { score: 1, survey: "after the call" },
      { score: 9, scale: "0-10", measure: "nps", survey: "after the call" },
      { score: 4, survey: "after the call" },
      { score: 3, survey: "by mail" },
    );
    expect(ofSurveys(added.sales)).toEqual({
      surveyResponses: 2,
      surveys: 2,
      surveyScore: 7_000,
      surveysTopTwo: 1,
      npsAnswers: 1,
      npsPromoters: 1,
    });
  });
});

describe("an offer", () => {
  test("counts once for a segment and survey, when it was first told, for the queue and for its agent", () => {
    const offer = (second: number, survey: string) => tell(second, "survey.offered", { data: { survey } });
    const { added, calls } = told([...handled, offer(70, "mail"), offer(80, "mail"), offer(80, "voice")]);
    expect(added.sales!.surveysOffered).toBe(2);
    expect(added["@ann"]!.surveysOffered).toBe(2);
    expect(calls.filter((call) => call.startsWith(String(handled[0]!.time + 70_000)))).toHaveLength(2);
  });

  test("of a contact that nobody knows counts for the queue it names", () => {
    expect(told([tell(0, "survey.offered", sales)]).added).toEqual({ sales: { surveysOffered: 1 } });
  });

  test("says nothing of whether the contact goes on", () => {
    const waits = tell(0, "contact.queued", { ...sales, channel: "email" });
    expect(told([waits, tell(5, "survey.offered", { channel: "email" })]).waiting).toEqual(["sales"]);
  });
});

describe("a survey that is counted by name", () => {
  const surveys = ["after the call", "by mail"];
  const byName = (events: Parameters<typeof told>[0]) => told(events, { surveys }).added;
  const rated = (second: number, data: EventData) => tell(second, "survey.answered", { data });

  test("has its own answers, each on its own scale, and all others have theirs together", () => {
    const added = byName([
      ...handled,
      rated(100, { score: 2, survey: "after the call" }),
      rated(101, { score: 9, scale: "0-10", measure: "nps", survey: "by mail" }),
      rated(102, { score: 5, survey: "nobody listed it" }),
      rated(103, { score: 4 }),
    ]);
    expect(ofSurveys(added["survey after the call"])).toEqual({
      surveyResponses: 1,
      surveys: 1,
      surveyScore: 2_000,
      lowScores: 1,
    });
    expect(ofSurveys(added["survey by mail"])).toEqual({ surveyResponses: 1, npsAnswers: 1, npsPromoters: 1 });
    expect(ofSurveys(added["survey other"])).toEqual({
      surveyResponses: 2,
      surveys: 2,
      surveyScore: 9_000,
      surveysTopTwo: 2,
    });
    expect(ofSurveys(added.sales)).toMatchObject({ surveyResponses: 4, surveys: 3, npsAnswers: 1 });
  });

  test("could have been answered by whoever was handled, of each that is listed: that is what its responses are of, where nobody tells of offers", () => {
    const added = byName([...handled, tell(100, "survey.offered", { data: { survey: "by mail" } })]);
    expect(added["survey after the call"]).toEqual({ handled: 1 });
    expect(added["survey by mail"]).toEqual({ handled: 1, surveysOffered: 1 });
    expect(added["survey other"]).toBeUndefined();
  });

  test("also counts where nobody knows of a queue", () => {
    expect(byName([rated(0, { score: 5, survey: "by mail" })])["survey by mail"]).toMatchObject({ surveys: 1 });
  });

  test("is none where the site lists none", () => {
    expect(Object.keys(told([...handled, rated(100, { score: 5, survey: "by mail" })]).added)).toEqual([
      "sales",
      "@ann",
    ]);
  });
});
