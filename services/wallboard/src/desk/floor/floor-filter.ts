/** Which queues the floor shows and how it groups them, as the address says (`?show=&q=&group=`). */
import type { QueueLine } from "../../model/queue-line.ts";
import { nameIn, words } from "../../words/words.ts";

export const GROUPS = ["none", "channel", "state", "department"] as const;
export type Group = (typeof GROUPS)[number];

export interface FloorFilter {
  /** `need`, a channel, or null: all. */
  readonly show: string | null;
  readonly text: string;
  readonly group: Group;
}

export function readFilter(params: URLSearchParams): FloorFilter {
  const group = params.get("group");
  return {
    show: params.get("show"),
    text: params.get("q") ?? "",
    group: GROUPS.find((known) => known === group) ?? "none",
  };
}

export const isFiltered = ({ show, text, group }: FloorFilter): boolean =>
  show !== null || text !== "" || group !== "none";

/** Somebody should look at it: what the rows of a long floor are for. */
export const needsSomebody = ({ state, row }: QueueLine): boolean =>
  state === "breach" ||
  state === "below" ||
  state === "atRisk" ||
  state === "stale" ||
  (state !== "closed" && row.waitingPastThreshold > 0);

export function filterLines(lines: readonly QueueLine[], { show, text }: FloorFilter): readonly QueueLine[] {
  const wanted = text.trim().toLocaleLowerCase(words.locale);
  return lines.filter(
    (line) =>
      (show === null || (show === "need" ? needsSomebody(line) : line.channel === show)) &&
      `${line.title} ${line.row.queue} ${line.row.department ?? ""}`.toLocaleLowerCase(words.locale).includes(wanted),
  );
}

export interface LineGroup {
  readonly key: string;
  /** Null: there is one group only. */
  readonly title: string | null;
  readonly lines: readonly QueueLine[];
}

/** In the order in which their first lines stand: the worst group first. */
export function groupLines(lines: readonly QueueLine[], group: Group): readonly LineGroup[] {
  if (group === "none") return [{ key: "all", title: null, lines }];
  const groups = new Map<string, QueueLine[]>();
  for (const line of lines) {
    const key = keyOf(line, group);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups].map(([key, of]) => ({ key, title: titleOf(key, group), lines: of }));
}

const keyOf = ({ channel, state, row }: QueueLine, group: Group): string =>
  group === "channel" ? channel : group === "state" ? state : (row.department ?? "");

const titleOf = (key: string, group: Group): string =>
  group === "channel"
    ? nameIn(words.channels, key)
    : group === "state"
      ? nameIn(words.states, key)
      : key || words.noValue;
