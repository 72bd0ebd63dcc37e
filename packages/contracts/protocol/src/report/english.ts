import { pluralIn } from "../words/plural.ts";
import { valueFormat } from "../words/value-format.ts";
import { type ReportWords, reportWords } from "./report-words.ts";

const { count } = valueFormat("en");
const form = pluralIn("en");
const goals = (number: number): string => `${count(number)} ${form(number, { one: "goal", other: "goals" })}`;

export const ENGLISH: ReportWords = reportWords("en", {
  dates: "en-GB",
  heading: "Daily report",
  demo: "Demo: simulated contacts, not a real contact centre",
  demoMark: "[DEMO]",
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
  weekBefore: (weekday) => `${weekday} before`,
  subjectOf: (name, date, verdict) => `Daily report: ${name}, ${date} – ${verdict}`,
  verdictOf: ({ goals: all, judged, reached, noData }) => {
    if (all === 0) return "No goals are set.";
    const rest = noData === 0 ? "" : ` Of ${noData} there is no data.`;
    if (judged === 0) return `There is no data of any of ${goals(all)}.`;
    if (reached === judged) return `${judged === 1 ? "The goal was" : `All ${judged} goals were`} reached.${rest}`;
    return `${reached === 0 ? "None" : reached} of ${goals(judged)} ${reached > 1 ? "were" : "was"} reached.${rest}`;
  },
  shortVerdict: ({ goals: all, judged, reached }) => {
    if (all === 0) return "no goals set";
    return judged === 0 ? "no data" : `${reached} of ${judged} goals reached`;
  },
  by: (of) => (of === "queue" ? "By queue" : "By team"),
  columns: { abandonRate: "Abandoned", averageSpeedOfAnswer: "Speed of answer", averageHandleTime: "Handle time" },
  stateOf: ({ state }) => ({ reached: "Reached", missed: "Missed", noData: "No data" })[state],
  limit: (better, level) => `${better === "higher" ? "at least" : "at most"} ${level}`,
  toSpare: (number) => `${number} to spare`,
  tooMany: (number) => `${number} too many`,
  ofDecided: (inTime, decided) => `${count(inTime)} of ${count(decided)}`,
  targetOf: (level) => `target ${level}`,
  worstAmong: (length) =>
    `The ${length === "15m" ? "quarters of an hour" : "half hours"} with the most contacts missed beyond what the target allows.`,
  restatedCount: (quarters) =>
    quarters === 0
      ? "Numbers of the day were corrected after they had been told."
      : `Numbers of ${count(quarters)} ${form(quarters, { one: "quarter", other: "quarters" })} of an hour were corrected after they had been told, by events that came late.`,
  more: (number) => `${count(number)} more are not listed.`,
  judgedBy: (policies) => `Service levels are counted by the policy ${policies.join(", ")}.`,
  clockOf: (zone) => `All times are by the clock of the site (${zone}).`,
});
