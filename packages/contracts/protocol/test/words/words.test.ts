import { KPIS, LANGUAGES } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALERT_WORDS } from "../../src/message/words-of.ts";
import { KPI_TITLES, kpiTitle } from "../../src/words/kpi-titles.ts";
import { pluralIn } from "../../src/words/plural.ts";
import { siteClock } from "../../src/words/site-clock.ts";
import { valueFormat } from "../../src/words/value-format.ts";

describe("the words of a message", () => {
  test("every key is there in every language, and no language is missing", () => {
    expect(Object.keys(ALERT_WORDS)).toEqual([...LANGUAGES]);
    for (const language of LANGUAGES) expect(shape(ALERT_WORDS[language])).toEqual(shape(ALERT_WORDS.en));
  });

  test("no language has left a word of people in English, nor two labels alike", () => {
    for (const language of LANGUAGES) {
      const words = ALERT_WORDS[language];
      const labels = Object.values(words.labels);
      expect(new Set(labels).size).toBe(labels.length);
      if (language === "en") continue;
      // "Agent", "Limit" and "Trend" are Polish too.
      const alike = Object.entries(words.labels).filter(
        ([label, text]) => text === ALERT_WORDS.en.labels[label as keyof typeof words.labels],
      );
      expect(alike.map(([label]) => label)).toEqual(language === "pl" ? ["agent", "limit", "trend"] : []);
      for (const text of ["demo", "test", "open", "silentMeans", "silentAdvice", "targetRule", "silenceRule"] as const)
        expect(words[text]).not.toBe(ALERT_WORDS.en[text]);
    }
  });

  test("every KPI has a title in every language, and there is none of a KPI that is gone", () => {
    expect(Object.keys(KPI_TITLES).toSorted()).toEqual(KPIS.map(({ id }) => id).toSorted());
    for (const language of LANGUAGES) {
      const titles = KPIS.map(({ id }) => kpiTitle(id, language));
      expect(titles.every((title) => title.length > 1)).toBe(true);
      expect(new Set(titles).size).toBe(titles.length);
    }
  });

  test("Polish has a form for one, for some and for many; Chinese one for all", () => {
    const forms = { one: "kontakt", few: "kontakty", many: "kontaktów", other: "kontaktu" };
    const polish = pluralIn("pl");
    expect([0, 1, 2, 5, 12, 22, 25, 112].map((count) => polish(count, forms))).toEqual([
      "kontaktów",
      "kontakt",
      "kontakty",
      "kontaktów",
      "kontaktów",
      "kontakty",
      "kontaktów",
      "kontaktów",
    ]);
    expect(pluralIn("zh-Hans")(1, { one: "never", other: "个" })).toBe("个");
  });
});

describe("numbers", () => {
  test.each([
    ["en", "66.7\u202f%", "70\u202f%", "1,234", "4.21", "−14.5 points"],
    ["pl", "66,7\u202f%", "70\u202f%", "1234", "4,21", "−14,5 p.p."],
    ["it", "66,7\u202f%", "70\u202f%", "1234", "4,21", "−14,5 punti"],
    ["zh-Hans", "66.7%", "70%", "1,234", "4.21", "−14.5 个百分点"],
  ] as const)("in %s are written as its readers do", (language, share, level, count, score, change) => {
    const format = valueFormat(language);
    expect(format.value(2 / 3, "ratio")).toBe(share);
    expect(format.level(0.7, "ratio")).toBe(level);
    expect(format.count(1_234)).toBe(count);
    expect(format.value(4.2051, "score", 4.2)).toBe(score);
    expect(format.change(-0.145, "ratio", ALERT_WORDS[language].points)).toBe(change);
    expect(format.value(358, "seconds")).toBe("05:58");
    expect(format.value(3_758, "seconds")).toBe("1:02:38");
    expect(format.value(null, "ratio")).toBe("–");
  });

  test("a value beyond its limit is never written as the limit, whatever the language", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom("ratio", "seconds", "score", "count"),
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: -1_000, max: 1_000 }).filter((difference) => difference !== 0),
        (language, unit, at, difference) => {
          const limit = unit === "ratio" ? at / 1_000 : unit === "score" ? at / 100 : at;
          const format = valueFormat(language);
          expect(format.value(limit + difference / 1e5, unit, limit)).not.toBe(format.value(limit, unit));
        },
      ),
    );
  });
});

describe("the clock of a site", () => {
  const today = Date.parse("2026-11-25T13:32:08Z");
  test("shows the time alone on the day of the message, and the date on another", () => {
    const clock = siteClock("Europe/Warsaw", "en", today);
    expect(clock.time(today)).toBe("14:32");
    expect(clock.time(today - 16 * 3_600_000)).toBe("Tue 24 Nov 22:32");
    expect(siteClock("Asia/Shanghai", "zh-Hans", today).dated(today)).toBe("11月25日周三 21:32");
  });

  test("on a day on which the clock was set each time has its offset: some come twice", () => {
    const twice = Date.parse("2026-10-25T00:30:00Z");
    const clock = siteClock("Europe/Warsaw", "en", twice);
    expect([clock.time(twice), clock.time(twice + 3_600_000)]).toEqual(["02:30 (+02:00)", "02:30 (+01:00)"]);
  });
});

/** Names and kinds of all that is in it. */
const shape = (words: object): unknown =>
  Object.entries(words)
    .map(([key, value]) => [key, typeof value === "object" ? shape(value) : typeof value])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
