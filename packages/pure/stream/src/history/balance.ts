/**
 * What goes over from one interval of a cell to the next: who is there, by AGENT_TIME, who waits, and who of these past the
 * threshold. Law: at the end of a span it is what it was at its beginning, and what the slices in between moved.
 */
import { AGENT_TIME, C, type CellKind, type Counters } from "@floorwalker/domain";

export type Balance = readonly number[];

const WAITING = AGENT_TIME.length;
const PAST_THRESHOLD = WAITING + 1;

export const NOTHING: Balance = new Array<number>(PAST_THRESHOLD + 1).fill(0);

export const isNothing = (balance: Balance): boolean => balance.every((amount) => amount === 0);

export const plus = (one: Balance, other: Balance, sign: 1 | -1 = 1): Balance =>
  one.map((amount, at) => amount + sign * other[at]!);

/** Do people wait in it? Of agents and teams it is told what they do. */
export const isWaitedIn = (kind: CellKind): boolean => kind !== "agent" && kind !== "agentQueue" && kind !== "team";

export const hasAgents = (kind: CellKind): boolean => kind === "agent" || kind === "team" || kind === "site";

export const balanceOf = (present: readonly number[], waiting: number, pastThreshold: number): Balance => [
  ...AGENT_TIME.map((_, at) => present[at] ?? 0),
  waiting,
  pastThreshold,
];

/** What a span moved (rule 13 for who waits). */
export function movementOf(counters: Counters, kind: CellKind): Balance {
  const moved = AGENT_TIME.map(({ net }) => counters[net]!);
  if (!isWaitedIn(kind)) return [...moved, 0, 0];
  const left = counters[C.answered]! + counters[C.abandoned]! + counters[C.flowedOut]!;
  const waiting = counters[C.offered]! - left + counters[C.waitingNet]!;
  return [...moved, waiting, counters[C.crossed]! - counters[C.crossedLeft]!];
}

export const presentOfBalance = (balance: Balance): readonly number[] => balance.slice(0, WAITING);

export const waitingOf = (balance: Balance): { waiting: number; waitingPastThreshold: number } => ({
  waiting: balance[WAITING]!,
  waitingPastThreshold: balance[PAST_THRESHOLD]!,
});
