/**
 * Every word of an alert's message, in one place for each language: no channel holds text of its own. What carries a number or a name
 * is a function, so that a language can put it where it belongs; what it is given is written in that language already.
 */
import type { AgentState, Channel, ContactTrouble, Language, WindowId } from "@floorwalker/domain";

/** How a message is meant, and what its colour says. */
export type Tone = "critical" | "warning" | "resolved";

export type Label =
  | "agent"
  | "burn"
  | "canHelp"
  | "contact"
  | "department"
  | "free"
  | "inTime"
  | "lasted"
  | "lastEvent"
  | "limit"
  | "longest"
  | "missesLeft"
  | "noReturn"
  | "owner"
  | "queue"
  | "rule"
  | "since"
  | "site"
  | "source"
  | "state"
  | "team"
  | "trend"
  | "value"
  | "waiting"
  | "worst";

/** A value and the level that it is compared with. */
export interface Compared {
  /** Of the KPI. */
  readonly title: string;
  /** Null: true now, whatever the window. */
  readonly window: string | null;
  readonly value: string;
  readonly direction: "above" | "below";
  readonly level: string;
}

/** Of somebody who could help. */
export type HelperState = Exclude<AgentState, "onContact">;

export interface AlertWords {
  readonly language: Language;
  readonly tones: Readonly<Record<Tone, string>>;
  readonly handled: Readonly<Record<"acknowledged" | "snoozed", string>>;
  readonly labels: Readonly<Record<Label, string>>;
  readonly windows: Readonly<Record<WindowId, string>>;
  readonly channels: Readonly<Record<Channel, string>>;
  /** One contact of each. */
  readonly contacts: Readonly<Record<Channel, string>>;
  readonly troubles: Readonly<Record<ContactTrouble, string>>;
  readonly states: Readonly<Record<AgentState, string>>;
  /** Whose name whoever hears of it may not know. */
  readonly someAgent: string;
  readonly waitsNoLonger: string;
  /** Nobody has taken it. */
  readonly unowned: string;
  /** Rules that nobody wrote. */
  readonly targetRule: string;
  readonly silenceRule: string;
  /** Of a link. */
  readonly open: string;
  readonly openContact: string;
  readonly take: string;
  /** Of the page that such a link leads to. */
  readonly linkExpired: string;
  readonly linkWrong: string;
  readonly alertIsOver: string;
  readonly takenSoon: string;
  readonly demo: string;
  readonly test: string;
  readonly points: string;
  readonly silentMeans: string;
  readonly silentAdvice: string;
  /** Before what it is about. */
  readonly colon: string;
  readonly comma: string;
  readonly semicolon: string;
  /** Of what stands in a line as well. */
  sentence(text: string): string;
  brackets(text: string): string;
  beyond(direction: Compared["direction"], level: string): string;
  isBeyond(compared: Compared, lasting: string): string;
  isBack(compared: Compared): string;
  limit(level: string): string;
  hasIt(owner: string): string;
  snoozedUntil(time: string): string;
  clearsAt(level: string): string;
  inTime(inTime: number, decided: number): string;
  ofDecided(inTime: number, decided: number): string;
  /** `worst`: null where it is not known. */
  lasted(duration: string, worst: string | null): string;
  worstWas(value: string): string;
  after(duration: string): string;
  /** An agent; `state` is a word of `states`. */
  isTooLong(who: string, state: string, duration: string, limit: string): string;
  isOver(who: string, state: string): string;
  waitsTooLong(contact: string, time: string, limit: string): string;
  silentSince(source: string, time: string): string;
  heardAgain(source: string): string;
  waiting(waiting: number): string;
  /** Of those who wait, past the threshold. */
  late(late: number): string;
  freeOf(free: number, signedIn: number): string;
  helper(name: string, state: HelperState, duration: string): string;
  trend(change: string, before: string, window: string): string;
  asOf(time: string): string;
  clockOf(zone: string): string;
}
