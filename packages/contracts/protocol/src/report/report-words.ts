/**
 * Every word of a report, in one place: another language is another object of this shape, and no report holds text of its own. What
 * carries a number is a function, so that a language can put it where it belongs.
 */
import type { DailyReport, ReportedGoal, Unit } from "@floorwalker/domain";
import { formatLimit, formatValue } from "../format-value.ts";

export interface ReportWords {
  /** BCP 47. */
  readonly language: string;
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

const DAY_MS = 86_400_000;
const COUNT = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const DATE = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });
const COLUMNS: Readonly<Record<string, string>> = {
  abandonRate: "Abandoned",
  averageSpeedOfAnswer: "Speed of answer",
  averageHandleTime: "Handle time",
};

export const ENGLISH: ReportWords = {
  language: "en",
  heading: "Daily report",
  demo: "Demo: simulated contacts, not a real contact centre",
  goals: "Goals",
  inNumbers: "The day in numbers",
  worst: "Worst times",
  restated: "Corrected since",
  queue: "Queue",
  team: "Team",
  goal: "Goal",
  value: "Day",
  target: "Target",
  state: "Result",
  interval: "Time",
  of: "Of",
  inTime: "In time",
  serviceLevel: "Service level",
  first: "First told",
  now: "Now",
  wholeDay: "Whole day",
  noWorst: "No queue fell below its target in any of them.",
  notRestated: "Nothing of the day was told otherwise at first.",
  date: (date) => DATE.format(date * DAY_MS).replace(",", ""),
  weekdayBefore: (date) => `${WEEKDAY.format(date * DAY_MS)} before`,
  subject: ({ demo, siteName, title, date, goals }) =>
    oneLine(
      `${demo ? "[DEMO] " : ""}Daily report: ${title === siteName ? siteName : `${title}, ${siteName}`}, ${ENGLISH.date(date)} – ${shortVerdict(goals)}`,
    ),
  verdict: (goals) => {
    const { judged, reached, noData } = counted(goals);
    if (goals.length === 0) return "No goals are set.";
    const rest = noData === 0 ? "" : ` Of ${noData} there is no data.`;
    if (judged === 0) return `There is no data of any of ${plural(goals.length, "goal")}.`;
    if (reached === judged) return `${judged === 1 ? "The goal was" : `All ${judged} goals were`} reached.${rest}`;
    return `${reached === 0 ? "None" : reached} of ${plural(judged, "goal")} ${reached > 1 ? "were" : "was"} reached.${rest}`;
  },
  by: (of) => (of === "queue" ? "By queue" : "By team"),
  column: (kpi, title) => COLUMNS[kpi] ?? title,
  kpi: (_, title) => title,
  stateOf: ({ state }) => ({ reached: "Reached", missed: "Missed", noData: "No data" })[state],
  atLeast: ({ better, target, unit }) =>
    `${better === "higher" ? "at least" : "at most"} ${ENGLISH.level(target, unit)}`,
  spare: ({ missesLeft }) => {
    if (missesLeft === null) return "";
    return missesLeft < 0 ? `${COUNT.format(-missesLeft)} too many` : `${COUNT.format(missesLeft)} to spare`;
  },
  level: (value, unit) => (unit === "count" ? COUNT.format(value) : formatLimit(value, unit)),
  number: (value, unit, limit) => {
    if (value === null) return "–";
    return unit === "count" ? COUNT.format(value) : formatValue(value, unit, limit);
  },
  ofDecided: (inTime, decided) => `${COUNT.format(inTime)} of ${COUNT.format(decided)}`,
  ofTarget: (target) => (target === null ? "" : `target ${formatLimit(target, "ratio")}`),
  worstAmong: (length) =>
    `The ${length === "15m" ? "quarters of an hour" : "half hours"} with the most contacts missed beyond what the target allows.`,
  restatedCount: (quarters) =>
    quarters === 0
      ? "Numbers of the day were corrected after they had been told."
      : `Numbers of ${plural(quarters, "quarter")} of an hour were corrected after they had been told, by events that came late.`,
  more: (count) => `${COUNT.format(count)} more are not listed.`,
  judgedBy: (policies) => `Service levels are counted by the policy ${policies.join(", ")}.`,
  clockOf: (zone) => `All times are by the clock of the site (${zone}).`,
};

function shortVerdict(goals: readonly ReportedGoal[]): string {
  const { judged, reached } = counted(goals);
  if (goals.length === 0) return "no goals set";
  return judged === 0 ? "no data" : `${reached} of ${judged} goals reached`;
}

const counted = (goals: readonly ReportedGoal[]) => ({
  judged: goals.filter(({ state }) => state !== "noData").length,
  reached: goals.filter(({ state }) => state === "reached").length,
  noData: goals.filter(({ state }) => state === "noData").length,
});

const plural = (count: number, word: string): string => `${COUNT.format(count)} ${word}${count === 1 ? "" : "s"}`;

/** A header of a mail is one line, whatever a name holds. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
