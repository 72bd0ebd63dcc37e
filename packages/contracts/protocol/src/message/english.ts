/** English. */
import { pluralIn } from "../words/plural.ts";
import { valueFormat } from "../words/value-format.ts";
import type { AlertWords } from "./alert-words.ts";

const { count } = valueFormat("en");
const plural = pluralIn("en");
const STATES: AlertWords["states"] = {
  idle: "free",
  onContact: "on a contact",
  wrapUp: "in wrap-up",
  paused: "paused",
};

export const ENGLISH: AlertWords = {
  language: "en",
  tones: { critical: "Breach", warning: "Warning", resolved: "Resolved" },
  labels: {
    agent: "Agent",
    canHelp: "Can help",
    contact: "Contact",
    free: "Free",
    inTime: "In time",
    lasted: "Lasted",
    lastEvent: "Last event",
    limit: "Limit",
    longest: "Longest wait",
    owner: "Owner",
    queue: "Queue",
    rule: "Rule",
    since: "Since",
    site: "Site",
    source: "Source",
    state: "State",
    team: "Team",
    trend: "Trend",
    value: "Value",
    waiting: "Waiting",
    worst: "Worst value",
  },
  windows: { "5m": "5 min", "15m": "15 min", "30m": "30 min", "60m": "60 min", day: "today" },
  channels: { call: "calls", chat: "chats", email: "e-mails" },
  contacts: { call: "call", chat: "chat", email: "e-mail" },
  troubles: { waiting: "Long wait", lowScore: "Low score", escalated: "Escalation", complaint: "Complaint" },
  states: STATES,
  someAgent: "An agent",
  waitsNoLonger: "no longer waiting",
  unowned: "no owner",
  targetRule: "the queue's target",
  silenceRule: "silence of a source",
  open: "Open the alert",
  openContact: "Open the contact",
  take: "Acknowledge",
  linkExpired: "This link has expired",
  linkWrong: "This link is not valid",
  alertIsOver: "The alert is over",
  takenSoon: "Noted. Boards show it in a moment",
  hasIt: (owner) => `${owner} has it`,
  demo: "Demo: simulated contacts, not a real contact centre.",
  test: "This is a test of a receiver. Nothing is wrong.",
  points: " points",
  silentMeans: "Numbers of its queues are those of that time, and no other alert starts or ends on them.",
  silentAdvice: "Check what sends its events.",
  colon: ": ",
  comma: ", ",
  semicolon: "; ",
  sentence: (text) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`,
  brackets: (text) => ` (${text})`,
  beyond: (direction, level) => `${direction} ${level}`,
  isBeyond: ({ title, window, value, direction, level }, lasting) =>
    `${title}${over(window)} is ${value}, ${direction} ${level} for ${lasting}.`,
  isBack: ({ title, window, value, direction, level }) =>
    `${title}${over(window)} is ${value}, no longer ${direction} ${level}.`,
  limit: (level) => `limit ${level}`,
  clearsAt: (level) => `clears at ${level}`,
  inTime: (inTime, decided) =>
    `${count(inTime)} of ${count(decided)} ${plural(decided, { one: "contact", other: "contacts" })} in time.`,
  ofDecided: (inTime, decided) => `${count(inTime)} of ${count(decided)}`,
  lasted: (duration, worst) => `It lasted ${duration}${worst === null ? "" : `; the worst value was ${worst}`}.`,
  worstWas: (value) => `worst ${value}`,
  after: (duration) => `after ${duration}`,
  isTooLong: (who, state, duration, limit) => `${who} has been ${state} for ${duration}, longer than ${limit}.`,
  isOver: (who, state) => `${who} is no longer ${state} for too long.`,
  waitsTooLong: (contact, time, limit) => `Waiting since ${time}, longer than ${limit}: a contact by ${contact}.`,
  silentSince: (source, time) => `No events from ${source} since ${time}`,
  heardAgain: (source) => `${source} is heard again`,
  waiting: (waiting) => `${count(waiting)} waiting`,
  late: (late) => `${count(late)} late`,
  freeOf: (free, signedIn) => `${count(free)} of ${count(signedIn)}`,
  helper: (name, state, duration) => `${name} (${STATES[state]} for ${duration})`,
  trend: (change, before, window) => `${change} (${before} in the ${window} before)`,
  asOf: (time) => `Who waits and who is free is as of ${time}.`,
  clockOf: (zone) => `All times are by the clock of the site (${zone}).`,
};

const over = (window: string | null): string =>
  window === null ? "" : window === "today" ? " today" : ` over ${window}`;
