/**
 * Every word of a report, in one place: another language is another object of `ReportPhrases`, and no report holds text of its own. What
 * carries a number is a function, so that a language can put it where it belongs; numbers and dates each language writes its own way.
 */
import type { DailyReport, Language, ReportedGoal, Unit } from "@floorwalker/domain";
import { kpiTitle } from "../words/kpi-titles.ts";
import { valueFormat } from "../words/value-format.ts";

export interface ReportWords {
  readonly language: Language;
  readonly heading: string;
  readonly demo: string;
  readonly goals: string;
  readonly inNumbers: string;
  readonly worst: string;
  readonly restated: string;
  readonly queue: string;
  readonly team: string;
  readonly goal: string;
  readonly value: string;
  readonly target: string;
  readonly state: string;
  readonly interval: string;
  readonly of: string;
  readonly inTime: string;
  readonly serviceLevel: string;
  readonly first: string;
  readonly now: string;
  readonly wholeDay: string;
  readonly noWorst: string;
  readonly notRestated: string;
  /** `date`: days since 1970-01-01. */
  date(date: number): string;
  /** Of a week before. */
  weekdayBefore(date: number): string;
  subject(report: DailyReport): string;
  verdict(goals: readonly ReportedGoal[]): string;
  by(of: "queue" | "team"): string;
  /** A KPI's title in the head of a narrow column. */
  column(kpi: string, title: string): string;
  kpi(kpi: string, title: string): string;
  stateOf(goal: ReportedGoal): string;
  /** What the target asks for. */
  atLeast(goal: Pick<ReportedGoal, "better" | "target" | "unit">): string;
  /** What it could afford; empty: nothing to say. */
  spare(goal: ReportedGoal): string;
  level(value: number, unit: Unit): string;
  /** `limit`: the target that stands beside it. */
  number(value: number | null, unit: Unit, limit?: number): string;
  ofDecided(inTime: number, decided: number): string;
  /** Beside a value. */
  ofTarget(target: number | null): string;
  worstAmong(length: DailyReport["length"]): string;
  restatedCount(quarters: number): string;
  more(count: number): string;
  judgedBy(policies: readonly string[]): string;
  clockOf(zone: string): string;
}

/** How a day's goals went, before it is said. */
export interface GoalCount {
  readonly goals: number;
  readonly judged: number;
  readonly reached: number;
  readonly noData: number;
}

/** What a language has to say of itself; the rest follows from it. */
export interface ReportPhrases
  extends Omit<
    ReportWords,
    | "language"
    | "date"
    | "weekdayBefore"
    | "subject"
    | "verdict"
    | "column"
    | "kpi"
    | "atLeast"
    | "spare"
    | "level"
    | "number"
    | "ofTarget"
  > {
  /** Whose dates they are, BCP 47. */
  readonly dates: string;
  weekBefore(weekday: string): string;
  verdictOf(count: GoalCount): string;
  /** In a subject line. */
  shortVerdict(count: GoalCount): string;
  subjectOf(name: string, date: string, verdict: string): string;
  readonly demoMark: string;
  /** Titles for the head of a narrow column, by KPI. */
  readonly columns: Readonly<Record<string, string>>;
  limit(better: ReportedGoal["better"], level: string): string;
  toSpare(count: string): string;
  tooMany(count: string): string;
  targetOf(level: string): string;
}

const DAY_MS = 86_400_000;

export function reportWords(language: Language, phrases: ReportPhrases): ReportWords {
  const format = valueFormat(language);
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(phrases.dates, { ...options, timeZone: "UTC" });
  const day = dates({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const weekday = dates({ weekday: "long" });
  const dateText = (date: number): string => day.format(date * DAY_MS).replace(/^([\p{L}]+),/u, "$1");
  return {
    ...phrases,
    language,
    date: dateText,
    weekdayBefore: (date) => phrases.weekBefore(weekday.format(date * DAY_MS)),
    subject: ({ demo, siteName, title, date, goals }) => {
      const name = title === siteName ? siteName : `${title}, ${siteName}`;
      const said = phrases.subjectOf(name, dateText(date), phrases.shortVerdict(countOf(goals)));
      return oneLine(`${demo ? `${phrases.demoMark} ` : ""}${said}`);
    },
    verdict: (goals) => phrases.verdictOf(countOf(goals)),
    column: (kpi, title) => phrases.columns[kpi] ?? titleOf(kpi, title, language),
    kpi: (kpi, title) => titleOf(kpi, title, language),
    atLeast: ({ better, target, unit }) => phrases.limit(better, format.level(target, unit)),
    spare: ({ missesLeft }) => {
      if (missesLeft === null) return "";
      return missesLeft < 0 ? phrases.tooMany(format.count(-missesLeft)) : phrases.toSpare(format.count(missesLeft));
    },
    level: (limit, unit) => format.level(limit, unit),
    number: (value, unit, limit) => format.value(value, unit, limit),
    ofTarget: (target) => (target === null ? "" : phrases.targetOf(format.level(target, "ratio"))),
  };
}

/** English ones are the report's own. */
const titleOf = (kpi: string, title: string, language: Language): string =>
  language === "en" ? title : kpiTitle(kpi, language);

const countOf = (goals: readonly ReportedGoal[]): GoalCount => ({
  goals: goals.length,
  judged: goals.filter(({ state }) => state !== "noData").length,
  reached: goals.filter(({ state }) => state === "reached").length,
  noData: goals.filter(({ state }) => state === "noData").length,
});

/** A header of a mail is one line, whatever a name holds. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
