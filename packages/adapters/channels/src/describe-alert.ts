/** What an alert says to a person, the same in every channel: one line that fits a phone, and the whole in plain text. */
import { kpiById } from "@floorwalker/domain";
import { type AlertNotification, formatLimit, formatSeconds, formatValue } from "@floorwalker/protocol/alerts";

type KpiNotification = Extract<AlertNotification, { about: "kpi" }>;
type SourceNotification = Extract<AlertNotification, { about: "source" }>;
type AgentNotification = Extract<AlertNotification, { about: "agent" }>;
type ContactNotification = Extract<AlertNotification, { about: "contact" }>;

interface Said {
  readonly sentence: string;
  readonly lines: readonly (readonly [string, string])[];
}

/** Of every kind, what is said of it. */
function said(notification: AlertNotification): Said {
  switch (notification.about) {
    case "kpi":
      return { sentence: kpiSentence(notification), lines: kpiLines(notification) };
    case "source":
      return { sentence: sourceSentence(notification), lines: sourceLines(notification) };
    case "agent":
      return { sentence: agentSentence(notification), lines: agentLines(notification) };
    case "contact":
      return { sentence: contactSentence(notification), lines: contactLines(notification) };
  }
}

const WINDOWS: Readonly<Record<KpiNotification["window"], string>> = {
  "5m": "last 5 minutes",
  "15m": "last 15 minutes",
  "30m": "last 30 minutes",
  "60m": "last 60 minutes",
  day: "business day so far",
};

/** `Critical: Service level 71.3% (last 15 minutes) is below 80% in sales (call) at krakow`. */
export function alertHeadline(notification: AlertNotification): string {
  return `${notification.test === true ? "[TEST] " : ""}${stateWord(notification)}: ${said(notification).sentence}`;
}

/** Plain text, lines ended by \n. */
export function alertText(notification: AlertNotification): string {
  const { state, rule, severity, site, since, at, key } = notification;
  const facts: readonly (readonly [string, string])[] = [
    ["Rule", `${rule} (${severity}${notification.default ? ", by default" : ""})`],
    ["Site", site],
    ...said(notification).lines,
    ["Since", readableTime(since)],
    [state === "firing" ? "Fired" : "Resolved", readableTime(at)],
    ["Key", key],
  ];
  return [
    ...(notification.test === true ? ["This is a test of a receiver. Nothing is wrong.", ""] : []),
    `${alertHeadline(notification)}.`,
    "",
    ...(notification.about === "source" && state === "firing" ? SOURCE_ADVICE : []),
    ...facts.map(([name, fact]) => `${`${name}:`.padEnd(12)}${fact}`),
    "",
  ].join("\n");
}

const stateWord = ({ state, severity }: AlertNotification): string =>
  state === "resolved" ? "Resolved" : severity === "critical" ? "Critical" : "Warning";

function kpiSentence(notification: KpiNotification): string {
  const { state, value, limit, direction, unit } = notification;
  const beyond = `${direction} ${formatLimit(limit, unit)}`;
  return state === "firing"
    ? `${kpiTitle(notification)} ${formatValue(value, unit, limit)}${during(notification)} is ${beyond} ${where(notification)}`
    : `${kpiTitle(notification)} ${formatValue(value, unit)}${during(notification)} ${where(notification)}, no longer ${beyond}`;
}

function kpiLines(notification: KpiNotification): readonly (readonly [string, string])[] {
  const { state, queue, channel, value, limit, clear, direction, unit, sample } = notification;
  return [
    ...(queue === null ? [] : [["Queue", channel === null ? queue : `${queue} (${channel})`] as const]),
    ["KPI", `${kpiTitle(notification)}${isMomentary(notification) ? "" : `, ${WINDOWS[notification.window]}`}`],
    ["Value", formatValue(value, unit, state === "firing" ? limit : undefined)],
    ["Limit", `${direction} ${formatLimit(limit, unit)}, clears at ${formatLimit(clear, unit)}`],
    ...(sample === null || isMomentary(notification) ? [] : [["Sample", String(sample)] as const]),
  ];
}

const sourceSentence = ({ state, source, site, lastEventAt }: SourceNotification): string =>
  state === "firing"
    ? `No events from ${source} since ${readableTime(lastEventAt)} at ${site}`
    : `${source} is heard again at ${site}`;

const sourceLines = ({ source, silentAfterSeconds, lastEventAt }: SourceNotification) =>
  [
    ["Source", source],
    ["Last event", readableTime(lastEventAt)],
    ["Silent after", formatSeconds(silentAfterSeconds)],
  ] as const;

const STATES: Readonly<Record<AgentNotification["agentState"], string>> = {
  idle: "free",
  onContact: "on a contact",
  wrapUp: "in wrap-up",
  paused: "paused",
};

function agentSentence({ state, name, agentState, limitSeconds, inStateSince, site }: AgentNotification): string {
  const does = STATES[agentState];
  return state === "firing"
    ? `${name} is ${does} since ${readableTime(inStateSince)}, longer than ${formatSeconds(limitSeconds)}, at ${site}`
    : `${name} is no longer ${does} for longer than ${formatSeconds(limitSeconds)} at ${site}`;
}

const agentLines = ({ name, team, agentState, reason, limitSeconds, inStateSince }: AgentNotification) => [
  ["Agent", name] as const,
  ...(team === null ? [] : [["Team", team] as const]),
  ["State", reason === null ? STATES[agentState] : `${STATES[agentState]} (${reason})`] as const,
  ["In it since", readableTime(inStateSince)] as const,
  ["Limit", formatSeconds(limitSeconds)] as const,
];

const HAPPENED: Readonly<Record<Exclude<ContactNotification["when"], "waiting">, string>> = {
  lowScore: "was rated low",
  escalated: "was escalated",
  complaint: "is complained of",
};

function contactSentence(notification: ContactNotification): string {
  const { state, contact, when, limitSeconds, happenedAt } = notification;
  const place = where(notification);
  if (when !== "waiting")
    return state === "firing"
      ? `Contact ${contact} ${HAPPENED[when]} at ${readableTime(happenedAt)} ${place}`
      : `Contact ${contact} ${place}, which ${HAPPENED[when]}`;
  return state === "firing"
    ? `Contact ${contact} waits since ${readableTime(happenedAt)}, longer than ${formatSeconds(limitSeconds)}, ${place}`
    : `Contact ${contact} waits no longer ${place}`;
}

const contactLines = ({ contact, queue, channel, when, limitSeconds, happenedAt }: ContactNotification) => [
  ["Contact", contact] as const,
  ...(queue === null ? [] : [["Queue", channel === null ? queue : `${queue} (${channel})`] as const]),
  [when === "waiting" ? "Waits since" : "Happened", readableTime(happenedAt)] as const,
  ...(when === "waiting" ? [["Limit", formatSeconds(limitSeconds)] as const] : []),
];

const SOURCE_ADVICE = [
  "Numbers of its queues are those of that time, and no other alert starts or ends on them.",
  "Check what sends its events.",
  "",
];

const kpiTitle = ({ kpi }: KpiNotification): string => kpiById(kpi)?.title ?? kpi;

const isMomentary = ({ kpi }: KpiNotification): boolean => kpiById(kpi)?.nature === "moment";

const during = (notification: KpiNotification): string =>
  isMomentary(notification) ? "" : ` (${WINDOWS[notification.window]})`;

function where({ site, queue, channel }: KpiNotification | ContactNotification): string {
  if (queue === null) return `at ${site}`;
  return `in ${queue}${channel === null ? "" : ` (${channel})`} at ${site}`;
}

/** `2026-11-21 09:00:00 UTC`: the notification does not know the site's zone. */
function readableTime(time: number): string {
  const iso = new Date(time).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
