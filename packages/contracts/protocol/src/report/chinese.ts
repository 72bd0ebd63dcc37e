import { valueFormat } from "../words/value-format.ts";
import { type ReportWords, reportWords } from "./report-words.ts";

const { count } = valueFormat("zh-Hans");

export const CHINESE: ReportWords = reportWords("zh-Hans", {
  dates: "zh-Hans",
  heading: "日报",
  demo: "演示：模拟的联络，并非真实的联络中心",
  demoMark: "[演示]",
  goals: "目标",
  inNumbers: "当日数据",
  worst: "最差时段",
  restated: "事后更正",
  queue: "队列",
  team: "团队",
  goal: "目标",
  value: "当日",
  target: "目标值",
  state: "结果",
  interval: "时间",
  of: "对象",
  inTime: "及时",
  serviceLevel: "服务水平",
  first: "最初",
  now: "现在",
  wholeDay: "全天",
  noWorst: "其中没有队列低于其目标。",
  notRestated: "当日没有数据在事后更正。",
  weekBefore: (weekday) => `上一个${weekday}`,
  subjectOf: (name, date, verdict) => `日报：${name}，${date} – ${verdict}`,
  verdictOf: ({ goals, judged, reached, noData }) => {
    if (goals === 0) return "没有设定目标。";
    const rest = noData === 0 ? "" : `${count(noData)} 个没有数据。`;
    if (judged === 0) return "所有目标都没有数据。";
    if (reached === judged) return `${judged === 1 ? "目标已达成" : `${count(judged)} 个目标全部达成`}。${rest}`;
    return `${count(judged)} 个目标中达成 ${count(reached)} 个。${rest}`;
  },
  shortVerdict: ({ goals, judged, reached }) => {
    if (goals === 0) return "没有目标";
    return judged === 0 ? "没有数据" : `${count(judged)} 个目标中达成 ${count(reached)} 个`;
  },
  by: (of) => (of === "queue" ? "按队列" : "按团队"),
  columns: { abandonRate: "放弃率", averageSpeedOfAnswer: "应答速度", averageHandleTime: "处理时长" },
  stateOf: ({ state }) => ({ reached: "达成", missed: "未达成", noData: "没有数据" })[state],
  limit: (better, level) => `${better === "higher" ? "至少" : "至多"} ${level}`,
  toSpare: (number) => `还余 ${number} 个`,
  tooMany: (number) => `超出 ${number} 个`,
  ofDecided: (inTime, decided) => `${count(inTime)} / ${count(decided)}`,
  targetOf: (level) => `目标 ${level}`,
  worstAmong: (length) => `未及时的联络超出目标所允许最多的${length === "15m" ? "一刻钟" : "半小时"}。`,
  restatedCount: (quarters) =>
    quarters === 0 ? "当日的数据在公布后有更正。" : `${count(quarters)} 个一刻钟的数据在公布后因迟到的事件而更正。`,
  more: (number) => `另有 ${count(number)} 项未列出。`,
  judgedBy: (policies) => `服务水平按以下规则计算：${policies.join("、")}。`,
  clockOf: (zone) => `所有时间均为站点时间（${zone}）。`,
});
