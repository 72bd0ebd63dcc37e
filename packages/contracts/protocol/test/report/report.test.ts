/** A day as it is reported: the whole text and HTML of one, and what holds of any. */
import {
  type Channel,
  COUNTERS,
  cellKind,
  firstMoment,
  type Goal,
  kpisOfCell,
  LANGUAGES,
  mergedInput,
  newCounters,
  PRIVACY_PRESETS,
  queueCell,
  type ReportedGoal,
  SITE_CELL,
  type SiteConfig,
  teamCell,
} from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isReportTold,
  REPORT_WORDS,
  type ReportDisclosure,
  reportHtml,
  reportJson,
  reportText,
} from "../../src/report/index.ts";
import { GOALS, INTERVALS, KRAKOW, readSaturday, SATURDAY, ZONE } from "./sample-day.ts";

const DAY_MS = 86_400_000;
const golden = (name: string): string => new URL(`golden/${name}`, import.meta.url).pathname;

const EN = REPORT_WORDS.en;

test.each(LANGUAGES)("the sample day reads as these files do in %s (vitest -u writes them)", async (language) => {
  const report = (await readSaturday())!;
  const words = REPORT_WORDS[language];
  await expect(reportText(report, words)).toMatchFileSnapshot(golden(`saturday.${language}.txt`));
  await expect(reportHtml(report, words)).toMatchFileSnapshot(golden(`saturday.${language}.html`));
});

test("single agents are told to whom their names are told, and in groups nothing is", async () => {
  const site: SiteConfig = { ...KRAKOW, agents: [{ agent: "a-7", name: "Anna Nowak", team: "north" }] };
  const ofAgent = (kpi: string): Goal => ({
    kpi,
    scope: { kind: "agent", agent: "a-7" },
    better: "higher",
    value: 0.9,
    changes: [],
  });
  const goals = [...GOALS, ofAgent("averageHandleTime"), ofAgent("csat")];
  const profileOf = (id: string) => PRIVACY_PRESETS.find((preset) => preset.id === id)!;
  const toldTo = async (told: ReportDisclosure) => {
    const text = reportText((await readSaturday({ site, goals, told }))!, EN);
    const has = (part: RegExp): boolean => part.test(text);
    return {
      handleTime: has(/handle time, Anna/i),
      rated: has(/satisf\S*, Anna|csat, Anna/i),
      teams: has(/Team North/),
    };
  };
  const names = profileOf("names");
  expect(await toldTo({ profile: names })).toEqual({ handleTime: true, rated: true, teams: true });
  expect(await toldTo({ profile: { ...names, satisfaction: false } })).toEqual({
    handleTime: true,
    rated: false,
    teams: true,
  });
  for (const id of ["pseudonyms", "lasting-pseudonyms"])
    expect(await toldTo({ profile: profileOf(id) })).toEqual({
      handleTime: false,
      rated: false,
      teams: true,
    });
  // It has the day's quarters, in which there may have been fewer than a group.
  expect(PRIVACY_PRESETS.filter((profile) => !isReportTold({ profile })).map(({ id }) => id)).toEqual([
    "works-council",
  ]);
});

test("for programs the sample day has its times by the site's clock", async () => {
  const report = (await readSaturday())!;
  expect(reportJson(report)).toMatchObject({
    day: "2026-11-28",
    from: "2026-11-28T00:00:00+01:00",
    to: "2026-11-29T00:00:00+01:00",
    worst: [{ from: "2026-11-28T11:00:00+01:00", of: "Support (call)" }, {}, {}, {}, {}],
    restated: { entries: [{ length: "day" }, { from: "2026-11-28T10:15:00+01:00" }, {}] },
  });
});

test("the day's numbers are those that history tells of it, whatever it holds", async () => {
  const AMOUNTS = fc.uniqueArray(fc.tuple(fc.nat(COUNTERS.length - 1), fc.nat(1_000_000)), {
    selector: ([counter]) => counter,
  });
  await fc.assert(
    fc.asyncProperty(AMOUNTS, AMOUNTS, async (ofSite, ofQueue) => {
      const day = (cell: string, amounts: typeof ofSite) => {
        const counters = newCounters();
        for (const [counter, amount] of amounts) counters[counter] = amount;
        const from = firstMoment(SATURDAY, ZONE);
        return sampleInterval({ cell, length: "day", from, to: from + DAY_MS, counters } as object);
      };
      const intervals = [day(SITE_CELL, ofSite), day(queueCell("sales", "call"), ofQueue)];
      const report = (await readSaturday({}, intervals, []))!;
      for (const [own, told] of [
        [intervals[0]!, report.numbers],
        [
          intervals[1]!,
          report.tables[0]!.columns.map(({ kpi }, at) => ({ kpi, value: report.tables[0]!.rows[0]!.values[at]! })),
        ],
      ] as const)
        for (const { kpi, value } of told) {
          const kind = cellKind(own.cell);
          const file = kpisOfCell(kind).find(({ id }) => id === kpi)!;
          expect(value).toBe(file.read(mergedInput([own], own, kind === "queue")));
        }
    }),
  );
});

describe("a report", () => {
  test("is not there where nothing is kept of the day", async () => {
    expect(await readSaturday({ date: SATURDAY - 1 })).toBeNull();
    expect(await readSaturday({ scope: { kind: "team", team: "west" } })).toBeNull();
  });

  test("of a team has its goals and its numbers, of a department those of its teams together", async () => {
    const team = (await readSaturday({ scope: { kind: "team", team: "north" } }))!;
    expect(team).toMatchObject({
      title: "Team North",
      goals: [{ kpi: "averageHandleTime" }],
      tables: [{ of: "team" }],
    });
    expect(team.tables[0]!.rows).toHaveLength(1);
    expect(team.worst).toEqual([]);
    const department = (await readSaturday({ scope: { kind: "department", department: "service" } }))!;
    const answered = (of: typeof team) => of.numbers.find(({ kpi }) => kpi === "answered")!.value!;
    const south = (await readSaturday({ scope: { kind: "team", team: "south" } }))!;
    expect(answered(department)).toBe(answered(team) + answered(south));
    expect(department.goals.map(({ kpi, of }) => [kpi, of])).toEqual([
      ["csat", "Service"],
      ["averageHandleTime", "Team North"],
    ]);
  });

  test("of a queue is of that channel, and its worst quarters are found as well as its half hours", async () => {
    const scope = { kind: "queue", queue: "support", channel: "call" as Channel } as const;
    const [halves, quarters] = [(await readSaturday({ scope }))!, (await readSaturday({ scope, length: "15m" }))!];
    expect(new Set(halves.worst.map(({ of }) => of))).toEqual(new Set(["Support (call)"]));
    expect(halves.worst.map(({ from, to }) => to - from)).toEqual(halves.worst.map(() => 1_800_000));
    expect(quarters.worst[0]!.to - quarters.worst[0]!.from).toBe(900_000);
    const beyond = quarters.worst.map(({ misses, decided }) => misses - decided * 0.2);
    expect(beyond).toEqual(beyond.toSorted((a, b) => b - a));
  });

  test("judges each goal by the target of its day, and leaves out what had none yet", async () => {
    const from = firstMoment(SATURDAY, ZONE);
    const goals = [
      { ...GOALS[0]!, changes: [{ from, value: 0.9 }] },
      { ...GOALS[4]!, changes: [{ from: from + DAY_MS, value: 0.9 }] },
      { ...GOALS[5]!, value: null, changes: [{ from: from + DAY_MS, value: 0.05 }] },
    ];
    const report = (await readSaturday({ goals }))!;
    expect(report.goals.map(({ of, target, state }) => [of, target, state])).toEqual([
      ["Sales", 0.9, "missed"],
      ["Kraków", 0.8, "reached"],
    ]);
  });

  test("tells of several corrections of one number the first and the last, and none that came to nothing", async () => {
    const at = firstMoment(SATURDAY, ZONE) + DAY_MS;
    const told = { cell: SITE_CELL, length: "day", from: at - DAY_MS, kpi: "offered" } as const;
    const restatements = [
      { ...told, before: 12, after: 13, at: at + 2 },
      { ...told, before: 10, after: 12, at: at + 1 },
      { ...told, kpi: "answered", before: 9, after: 8, at },
      { ...told, kpi: "answered", before: 8, after: 9, at: at + 1 },
      { ...told, kpi: "serviceLevel", before: 0.7681, after: 0.7684, at },
      { ...told, cell: teamCell("elsewhere"), before: 1, after: 2, at },
      { ...told, from: at, before: 1, after: 2, at },
    ];
    const { restated } = (await readSaturday({}, INTERVALS, restatements))!;
    expect(restated).toMatchObject({ more: 0, entries: [{ of: "Kraków", kpi: "offered", before: 10, after: 13 }] });
  });

  test("of the day on which the clock was set back shows the offset of each time, since some come twice", async () => {
    const date = Date.UTC(2026, 9, 25) / DAY_MS;
    const from = firstMoment(date, ZONE);
    const of = (step: number) => {
      const begins = from + step * 900_000;
      return sampleInterval(
        { cell: queueCell("sales", "call"), from: begins, to: begins + 900_000 },
        { offered: 10, answered: 1 },
      );
    };
    const day = sampleInterval({ cell: SITE_CELL, length: "day", from, to: from + 25 * 3_600_000 });
    const ofQueue = { ...day, cell: queueCell("sales", "call") };
    const report = (await readSaturday({ date }, [day, ofQueue, of(8), of(12)], []))!;
    expect(report.to - report.from).toBe(25 * 3_600_000);
    const text = reportText(report, EN);
    expect(text).toContain("02:00 (+02:00)–02:30 (+02:00)");
    expect(text).toContain("02:00 (+01:00)–02:30 (+01:00)");
  });
});

describe("in every language", () => {
  const BACKGROUND = /[A-Za-z]{3,}/g;

  test.each(LANGUAGES)("%s says of any outcome of the goals how many were reached", (language) => {
    const words = REPORT_WORDS[language];
    const goal = (state: "reached" | "missed" | "noData") => ({ state }) as ReportedGoal;
    const said = [
      [],
      [goal("noData")],
      [goal("reached")],
      [goal("reached"), goal("reached")],
      [goal("missed")],
      [goal("reached"), goal("missed"), goal("noData")],
    ].map((goals) => words.verdict(goals));
    expect(new Set(said).size).toBe(said.length);
    for (const one of said) expect(one).toMatch(/[.。]$/);
  });

  test("no English word is left in Chinese, but for names and policies", async () => {
    const report = (await readSaturday({ scope: { kind: "team", team: "north" } }))!;
    const text = reportText({ ...report, policies: [], zone: "", siteName: "", title: "" }, REPORT_WORDS["zh-Hans"]);
    const names = new Set(["Team", "North", "Kraków"]);
    expect([...text.matchAll(BACKGROUND)].map(([word]) => word).filter((word) => !names.has(word))).toEqual([]);
  });
});

describe("whatever things are called", () => {
  const EVIL = `"><script>alert('1')</script>\r\nBcc: everyone@example.com & <b>`;
  const named = () =>
    readSaturday({
      site: {
        ...KRAKOW,
        name: EVIL,
        queues: KRAKOW.queues.map((queue) => ({ ...queue, title: EVIL })),
        teams: KRAKOW.teams.map((team) => ({ ...team, title: EVIL })),
      },
    });

  test("no name becomes HTML", async () => {
    const html = reportHtml((await named())!, EN);
    expect(html).not.toMatch(/<script|<b>|&(?!#\d+;)/);
    const tags = (text: string) => [...text.matchAll(/<\/?[a-zA-Z!][^>]*>/g)].length;
    expect(tags(html)).toBe(tags(reportHtml((await readSaturday())!, EN)));
  });

  test("all of it is inline: no style sheet, no script, no picture, nothing that is loaded", async () => {
    const html = reportHtml((await readSaturday())!, EN);
    expect(html).not.toMatch(/<(style|script|img|link|iframe|form)|https?:|url\(|src=|class=/);
    expect(html).toContain('<html lang="en">');
    // Tables of numbers have heads with a scope; those that only place things say so.
    for (const [table] of html.matchAll(/<table[^>]*>/g)) expect(table).toMatch(/role="presentation"|aria-label="/);
    expect(html).toMatch(/<th scope="col"/);
  });
});
