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
