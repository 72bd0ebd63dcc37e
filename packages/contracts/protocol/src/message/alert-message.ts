/**
 * What an alert says to a person: made once, of what was told (the notification), of the configuration (titles, the site's zone), of how
 * things stand, and of who hears of it. Every channel shows these parts in its own form and adds no word. Titles and the site's clock,
 * never ids and UTC. `notification` has the same facts for programs.
 */
import type { Language } from "@floorwalker/domain";
import type { AlertNotification } from "../alert/alert-notification.ts";
import { siteClock } from "../words/site-clock.ts";
import { valueFormat } from "../words/value-format.ts";
import { agentPart } from "./agent-part.ts";
import type { AlertWords, Label, Tone } from "./alert-words.ts";
import { momentAsTold, notificationAsTold } from "./as-told.ts";
import { budgetPart } from "./budget-part.ts";
import { contactPart } from "./contact-part.ts";
import { toldEpisode } from "./episode-key.ts";
import { groupPart, type NamedAlert } from "./group-part.ts";
import { kpiPart } from "./kpi-part.ts";
import { liveFacts } from "./live-facts.ts";
import type { LiveMoment } from "./live-moment.ts";
import type { MessageLink, MessagePart, MessageSetting, Writing } from "./message-part.ts";
import { siteUrl } from "./site-url.ts";
import { sourcePart } from "./source-part.ts";
import { ALERT_WORDS } from "./words-of.ts";

export interface AlertMessage {
  readonly about: "alert";
  /** The notification's: the same in every repetition. */
  readonly key: string;
  /** The key of the message that began the episode: what belongs together. */
  readonly episode: string;
  readonly notification: AlertNotification;
  readonly language: Language;
  readonly tone: Tone;
  /** Of a demo site: nothing is wrong. */
  readonly demo: boolean;
  /** It tells that somebody has it, or snoozed it; null: that it fires, or is over. */
  readonly handled: "acknowledged" | "snoozed" | null;
  /** When what it tells of happened, epoch ms. */
  readonly at: number;
  /** One line, with everything that somebody must know at once. */
  readonly subject: string;
  /** Its state in a word, with the marks of a test or demo. */
  readonly heading: string;
  /** What it is about, without its state. */
  readonly title: string;
  readonly place: string;
  /** Of the site. */
  readonly time: string;
  readonly sentences: readonly string[];
  readonly facts: readonly MessageFact[];
  /** The alert on the board; null: nobody said where that is. */
  readonly boardUrl: string | null;
  /** Where one tap takes it; null: nowhere. */
  readonly takeUrl: string | null;
  /** Where to act, the first before all others: these two, and what else there is. */
  readonly links: readonly MessageLink[];
  /** Of a group, what its alerts say, in the order of its `members`; else nothing. */
  readonly lines: readonly string[];
  /** What to know of the message itself. */
  readonly notes: readonly string[];
}

export interface MessageFact {
  readonly label: string;
  readonly value: string;
}

const MOMENT_IS_LATE_MS = 60_000;

/** `moment`: null where it could not be read in time; an alert does not wait for it. */
export function alertMessage(
  raw: AlertNotification,
  setting: MessageSetting,
  moments: LiveMoment | null,
): AlertMessage {
  const { site, language, publicUrl, told } = setting;
  const words = ALERT_WORDS[language];
  const notification = notificationAsTold(raw, told, words);
  const moment = moments && momentAsTold(moments, raw, told);
  const { at, state, severity, key, step, reminder, owner } = notification;
  const clock = siteClock(site?.zone ?? "UTC", language, at);
  const writing: Writing = { words, format: valueFormat(language), clock, setting, moment };
  const handled = state === "acknowledged" || state === "snoozed" ? state : null;
  // Who has it changes nothing of what is wrong.
  const part = partOf(handled === null ? notification : { ...notification, state: "firing" }, writing);
  const { snoozedUntil } = notification;
  const handling = [
    ...(handled === "acknowledged" && owner !== null ? [words.sentence(words.hasIt(owner))] : []),
    ...(handled === "snoozed" && snoozedUntil !== null
      ? [words.sentence(words.snoozedUntil(clock.time(snoozedUntil)))]
      : []),
  ];
  const tone = state === "resolved" ? "resolved" : severity;
  const [isTest, isDemo] = [notification.test === true, site?.demo === true];
  // Others hear of it, or the same ones once more, because nobody has taken it.
  const isSaidAgain = state === "firing" && step + reminder > 0 && notification.about !== "group";
  const heading = `${isTest ? "[TEST] " : ""}${isDemo ? "[DEMO] " : ""}${handled === null ? words.tones[tone] : words.handled[handled]}${isSaidAgain ? words.brackets(words.unowned) : ""}`;
  const place = oneLine(site?.name ?? "") || notification.site;
  const episode = toldEpisode(raw, told);
  const facts: readonly (readonly [Label, string])[] = [
    ...(state === "firing" && moment !== null ? liveFacts(notification, writing, moment) : []),
    ["site", place],
    ...part.facts,
    ...(owner === null ? [] : [["owner", owner] as const]),
    // What a group is called says nothing to who reads it.
    ...(notification.about === "group" ? [] : [["rule", ruleName(notification, words, site)] as const]),
  ];
  // A group is nothing on the board: its alerts are.
  const ofOne = (path: string): string => (notification.about === "group" ? "" : path);
  const boardUrl = publicUrl === null ? null : `${siteUrl(publicUrl, notification)}/alerts${ofOne(`/${episode}`)}`;
  const takeUrl = publicUrl === null ? null : (setting.takeUrl ?? null);
  return {
    about: "alert",
    key,
    episode,
    notification,
    language,
    tone,
    demo: isDemo,
    handled,
    at,
    subject: oneLine(`${heading}${words.colon}${part.title} · ${place}`),
    heading,
    title: oneLine(part.title),
    place,
    time: clock.dated(at),
    sentences: [...(isTest ? [words.test] : []), ...handling, ...part.sentences],
    facts: facts.map(([label, value]) => ({ label: words.labels[label], value: oneLine(value) })),
    boardUrl,
    takeUrl,
    links:
      boardUrl === null
        ? []
        : [
            { text: words.open, url: boardUrl },
            ...(takeUrl === null ? [] : [{ text: words.take, url: takeUrl }]),
            ...(part.link === undefined ? [] : [part.link]),
          ],
    lines: notification.about === "group" ? membersOf(notification, writing).map(({ text }) => text) : [],
    notes: [
      ...(isDemo ? [words.demo] : []),
      ...(state === "firing" && moment !== null && moment.at - at > MOMENT_IS_LATE_MS
        ? [words.asOf(clock.time(moment.at))]
        : []),
      words.clockOf(clock.zone),
    ],
  };
}

const NAMING: readonly Label[] = ["queue", "team", "department", "source", "agent"];

/** Each as its own subject would have it. */
function membersOf(
  { members }: Extract<AlertNotification, { about: "group" }>,
  writing: Writing,
): readonly NamedAlert[] {
  const { words } = writing;
  return members.map((member) => {
    const isOver = member.state === "resolved";
    const part = partOf(isOver ? member : { ...member, state: "firing" }, { ...writing, moment: null });
    const owner = member.owner === null || isOver ? "" : words.brackets(words.hasIt(member.owner));
    const text = oneLine(`${words.tones[isOver ? "resolved" : member.severity]}${words.colon}${part.title}${owner}`);
    const who = part.facts.find(([label]) => NAMING.includes(label))?.[1];
    return { isOver, who: who === undefined ? null : oneLine(who), text };
  });
}

function partOf(notification: AlertNotification, writing: Writing): MessagePart {
  switch (notification.about) {
    case "kpi":
      return kpiPart(notification, writing);
    case "budget":
      return budgetPart(notification, writing);
    case "source":
      return sourcePart(notification, writing);
    case "agent":
      return agentPart(notification, writing);
    case "contact":
      return contactPart(notification, writing);
    case "group":
      return groupPart(notification, writing, membersOf(notification, writing));
  }
}

function ruleName(
  { rule, default: isDefault, about }: AlertNotification,
  words: AlertWords,
  site: MessageSetting["site"],
): string {
  if (!isDefault) return site?.rules.find(({ id }) => id === rule)?.title ?? rule;
  return about === "kpi" ? words.targetRule : words.silenceRule;
}

/** A header of a mail is one line, whatever a name holds. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
