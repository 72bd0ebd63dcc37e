/** What is said of a budget of misses, in each language; numbers, names and times are written already. */
import type { Language } from "@floorwalker/domain";
import { pluralIn } from "../words/plural.ts";

/** How fast it is spent. */
export interface Burning {
  /** Of the KPI. */
  readonly title: string;
  readonly target: string;
  /** Such as 3.2×, and of which window. */
  readonly short: string;
  readonly shortWindow: string;
  readonly long: string;
  readonly longWindow: string;
}

export interface BudgetWords {
  burns(speed: string): string;
  readonly outOfReach: string;
  outOfReachAt(time: string): string;
  readonly holds: string;
  /** Below 0: so many too many; `shown` without a sign. */
  left(misses: number, shown: string): string;
  /** Sentences. */
  isBurning(burning: Burning): string;
  inTimeNeeded(needed: string, coming: string): string;
  missesAllowed(allowed: string, coming: string): string;
  isLost(title: string, target: string): string;
  isLostAt(title: string, target: string, time: string): string;
  holdsAgain(title: string): string;
}

const polish = pluralIn("pl");
const english = pluralIn("en");
const italian = pluralIn("it");

export const BUDGET_WORDS: Readonly<Record<Language, BudgetWords>> = {
  en: {
    burns: (speed) => `miss budget burns at ${speed}`,
    outOfReach: "target out of reach",
    outOfReachAt: (time) => `target out of reach from ${time}`,
    holds: "miss budget holds again",
    left: (misses, shown) =>
      `${shown} ${english(Math.abs(misses), { one: "miss", other: "misses" })} ${misses < 0 ? "too many" : "left"}`,
    isBurning: ({ title, target, short, shortWindow, long, longWindow }) =>
      `${title}: misses come at ${short} of what the target of ${target} allows over ${shortWindow}, and at ${long} over ${longWindow}.`,
    inTimeNeeded: (needed, coming) => `${needed} of the next ${coming} must be in time.`,
    missesAllowed: (allowed, coming) => `Of the next ${coming} no more than ${allowed} may be missed.`,
    isLost: (title, target) => `${title}: the target of ${target} can no longer be reached today.`,
    isLostAt: (title, target, time) =>
      `${title}: at the pace of the last hour the target of ${target} is out of reach from ${time}.`,
    holdsAgain: (title) => `${title}: the miss budget holds again.`,
  },
  pl: {
    burns: (speed) => `tempo zużycia budżetu ${speed}`,
    outOfReach: "cel nieosiągalny",
    outOfReachAt: (time) => `cel nieosiągalny od ${time}`,
    holds: "budżet chybień znów wystarcza",
    left: (misses, shown) =>
      misses < 0
        ? `o ${shown} ${polish(-misses, { one: "chybienie", few: "chybienia", other: "chybień" })} za dużo`
        : `zapas ${shown} ${polish(misses, { one: "chybienia", other: "chybień" })}`,
    isBurning: ({ title, target, short, shortWindow, long, longWindow }) =>
      `${title}: tempo chybień to ${short} tego, na co pozwala cel ${target}, w ${shortWindow} i ${long} w ${longWindow}.`,
    inTimeNeeded: (needed, coming) => `${needed} z następnych ${coming} musi być w terminie.`,
    missesAllowed: (allowed, coming) => `Z następnych ${coming} najwyżej ${allowed} może być chybionych.`,
    isLost: (title, target) => `${title}: celu ${target} nie da się już dziś osiągnąć.`,
    isLostAt: (title, target, time) =>
      `${title}: w tempie ostatniej godziny cel ${target} będzie nieosiągalny od ${time}.`,
    holdsAgain: (title) => `${title}: budżet chybień znów wystarcza.`,
  },
  it: {
    burns: (speed) => `consumo del budget ${speed}`,
    outOfReach: "obiettivo irraggiungibile",
    outOfReachAt: (time) => `obiettivo irraggiungibile dalle ${time}`,
    holds: "il budget di errori basta di nuovo",
    left: (misses, shown) =>
      misses < 0
        ? `${shown} ${italian(-misses, { one: "errore", other: "errori" })} di troppo`
        : `margine di ${shown} ${italian(misses, { one: "errore", other: "errori" })}`,
    isBurning: ({ title, target, short, shortWindow, long, longWindow }) =>
      `${title}: gli errori sono ${short} di quanto consente l'obiettivo di ${target} in ${shortWindow}, e ${long} in ${longWindow}.`,
    inTimeNeeded: (needed, coming) => `${needed} dei prossimi ${coming} devono essere in tempo.`,
    missesAllowed: (allowed, coming) => `Dei prossimi ${coming} se ne possono mancare al massimo ${allowed}.`,
    isLost: (title, target) => `${title}: l'obiettivo di ${target} oggi non si può più raggiungere.`,
    isLostAt: (title, target, time) =>
      `${title}: al ritmo dell'ultima ora l'obiettivo di ${target} sarà irraggiungibile dalle ${time}.`,
    holdsAgain: (title) => `${title}: il budget di errori basta di nuovo.`,
  },
  "zh-Hans": {
    burns: (speed) => `超时预算消耗速度 ${speed}`,
    outOfReach: "目标已无法达成",
    outOfReachAt: (time) => `目标自 ${time} 起无法达成`,
    holds: "超时预算恢复充足",
    left: (misses, shown) => (misses < 0 ? `超出 ${shown} 次` : `余量 ${shown} 次`),
    isBurning: ({ title, target, short, shortWindow, long, longWindow }) =>
      `${title}：超时速度在${shortWindow}内为目标 ${target} 所允许的 ${short}，在${longWindow}内为 ${long}。`,
    inTimeNeeded: (needed, coming) => `接下来 ${coming} 个中必须有 ${needed} 个及时。`,
    missesAllowed: (allowed, coming) => `接下来 ${coming} 个中最多可错过 ${allowed} 个。`,
    isLost: (title, target) => `${title}：今天已无法达到目标 ${target}。`,
    isLostAt: (title, target, time) => `${title}：按最近一小时的速度，自 ${time} 起无法达到目标 ${target}。`,
    holdsAgain: (title) => `${title}：超时预算恢复充足。`,
  },
};
