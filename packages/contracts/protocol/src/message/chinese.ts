/** Simplified Chinese. */
import { valueFormat } from "../words/value-format.ts";
import type { AlertWords, Compared } from "./alert-words.ts";

const { count } = valueFormat("zh-Hans");
const STATES: AlertWords["states"] = { idle: "空闲", onContact: "通话中", wrapUp: "话后处理", paused: "小休" };

export const CHINESE: AlertWords = {
  language: "zh-Hans",
  tones: { critical: "违约", warning: "警告", resolved: "已恢复" },
  labels: {
    agent: "坐席",
    canHelp: "可支援",
    contact: "联络",
    free: "空闲",
    inTime: "及时",
    lasted: "持续",
    lastEvent: "最后事件",
    limit: "限值",
    longest: "最长等待",
    owner: "负责人",
    queue: "队列",
    rule: "规则",
    since: "开始于",
    site: "站点",
    source: "数据源",
    state: "状态",
    team: "班组",
    trend: "趋势",
    value: "数值",
    waiting: "等待中",
    worst: "最差值",
  },
  windows: { "5m": "5 分钟", "15m": "15 分钟", "30m": "30 分钟", "60m": "60 分钟", day: "今天" },
  channels: { call: "电话", chat: "在线聊天", email: "邮件" },
  contacts: { call: "电话", chat: "在线聊天", email: "邮件" },
  troubles: { waiting: "等待过久", lowScore: "低分", escalated: "升级", complaint: "投诉" },
  states: STATES,
  someAgent: "一名坐席",
  waitsNoLonger: "不再等待",
  unowned: "无人负责",
  targetRule: "队列目标",
  silenceRule: "数据源无信号",
  open: "查看告警",
  openContact: "查看联络",
  demo: "演示：模拟的联络，并非真实的呼叫中心。",
  test: "这是一条接收方测试消息，一切正常。",
  points: " 个百分点",
  silentMeans: "其队列的数字停留在当时，不会有其他告警因此开始或结束。",
  silentAdvice: "请检查发送事件的系统。",
  colon: "：",
  comma: "，",
  semicolon: "；",
  sentence: (text) => `${text}。`,
  brackets: (text) => `（${text}）`,
  beyond: (direction, level) => `${side(direction)} ${level}`,
  isBeyond: (compared, lasting) =>
    `${whatIs(compared)}，${side(compared.direction)} ${compared.level} 已持续 ${lasting}。`,
  isBack: (compared) => `${whatIs(compared)}，不再${side(compared.direction)} ${compared.level}。`,
  limit: (level) => `限值 ${level}`,
  clearsAt: (level) => `恢复线 ${level}`,
  inTime: (inTime, decided) => `${count(decided)} 个联络中 ${count(inTime)} 个及时。`,
  ofDecided: (inTime, decided) => `${count(inTime)} / ${count(decided)}`,
  lasted: (duration, worst) => `持续 ${duration}${worst === null ? "" : `，最差值 ${worst}`}。`,
  worstWas: (value) => `最差 ${value}`,
  after: (duration) => `历时 ${duration}`,
  isTooLong: (who, state, duration, limit) => `${who}${state}已持续 ${duration}，超过 ${limit}。`,
  isOver: (who, state) => `${who}的${state}不再过久。`,
  waitsTooLong: (contact, time, limit) => `${contact}自 ${time} 起等待，超过 ${limit}。`,
  silentSince: (source, time) => `${source} 自 ${time} 起无事件`,
  heardAgain: (source) => `${source} 已恢复信号`,
  waiting: (waiting) => `${count(waiting)} 个等待中`,
  late: (late) => `${count(late)} 个已超时`,
  freeOf: (free, signedIn) => `${count(free)} / ${count(signedIn)}`,
  helper: (name, state, duration) =>
    name === null ? `${STATES[state]} ${duration}` : `${name}（${STATES[state]} ${duration}）`,
  trend: (change, before, window) => `${change}（之前 ${window}为 ${before}）`,
  asOf: (time) => `等待和空闲情况截至 ${time}。`,
  clockOf: (zone) => `所有时间均为站点当地时间（${zone}）。`,
};

const side = (direction: Compared["direction"]): string => (direction === "below" ? "低于" : "高于");

const whatIs = ({ title, window, value }: Compared): string =>
  `${title}${window === null ? "" : `（${window}）`}为 ${value}`;
