/** What numbers are kept for, and how each is called: the key of its rows in the store. */
import type { Channel } from "../event.ts";

export type CellKey = string;

export type CellName =
  | { readonly kind: "queue"; readonly queue: string; readonly channel: Channel }
  | { readonly kind: "channel"; readonly channel: Channel }
  | { readonly kind: "site" }
  | { readonly kind: "agent"; readonly agent: string }
  | { readonly kind: "agentQueue"; readonly agent: string; readonly queue: string; readonly channel: Channel }
  | { readonly kind: "team"; readonly team: string }
  | { readonly kind: "tag"; readonly tag: TagKind; readonly value: string };

export type CellKind = CellName["kind"];

/** What a contact may be marked with, beside where it is. */
export type TagKind = "reason" | "skill" | "survey";

/** No name may contain it (ingest rejects control characters). */
const SEPARATOR = "\u001f";

export const SITE_CELL: CellKey = "s";
export const queueCell = (queue: string, channel: string): CellKey => `q${SEPARATOR}${queue}${SEPARATOR}${channel}`;
export const channelCell = (channel: string): CellKey => `c${SEPARATOR}${channel}`;
export const agentCell = (agent: string): CellKey => `a${SEPARATOR}${agent}`;
/** What an agent did of one queue. */
export const agentQueueCell = (agent: string, queue: string, channel: string): CellKey =>
  ["b", agent, queue, channel].join(SEPARATOR);
export const teamCell = (team: string): CellKey => `t${SEPARATOR}${team}`;
export const tagCell = (tag: TagKind, value: string): CellKey => `x${SEPARATOR}${tag}${SEPARATOR}${value}`;

const KINDS: Readonly<Record<string, CellKind>> = {
  q: "queue",
  c: "channel",
  s: "site",
  a: "agent",
  b: "agentQueue",
  t: "team",
  x: "tag",
};

/** Without taking the key apart. */
export const cellKind = (key: CellKey): CellKind => KINDS[key[0]!] ?? "site";

export function cellName(key: CellKey): CellName {
  const [kind, first, second, third] = key.split(SEPARATOR);
  if (kind === "q") return { kind: "queue", queue: first!, channel: second! as Channel };
  if (kind === "c") return { kind: "channel", channel: first! as Channel };
  if (kind === "a") return { kind: "agent", agent: first! };
  if (kind === "b") return { kind: "agentQueue", agent: first!, queue: second!, channel: third! as Channel };
  if (kind === "t") return { kind: "team", team: first! };
  if (kind === "x") return { kind: "tag", tag: first! as TagKind, value: second! };
  return { kind: "site" };
}

export function keyOfCell(name: CellName): CellKey {
  switch (name.kind) {
    case "queue":
      return queueCell(name.queue, name.channel);
    case "channel":
      return channelCell(name.channel);
    case "site":
      return SITE_CELL;
    case "agent":
      return agentCell(name.agent);
    case "agentQueue":
      return agentQueueCell(name.agent, name.queue, name.channel);
    case "team":
      return teamCell(name.team);
    case "tag":
      return tagCell(name.tag, name.value);
  }
}
