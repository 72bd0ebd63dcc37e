/** Of whom and of which interval restatements are asked for, as the address says it: where a mark of a look back leads. */
import type { QueueRow } from "@floorwalker/protocol";
import type { Restatement } from "../../answers/restatements.ts";

export interface RestatedAsked {
  readonly any: boolean;
  readonly queue: string | null;
  readonly channel: string | null;
  readonly team: string | null;
  readonly agent: string | null;
  /** Of intervals from here on, as the history writes a time; null: of all. */
  readonly from: string | null;
  /** Exclusive. */
  readonly to: string | null;
  readonly title: (queues: readonly QueueRow[]) => string | null;
}

export function restatedAsked(params: URLSearchParams): RestatedAsked {
  const [queue, channel, team, agent] = ["queue", "ch", "team", "agent"].map((name) => params.get(name));
  const [from, to] = [params.get("of"), params.get("to")];
  const title = (queues: readonly QueueRow[]): string | null =>
    queues.find((row) => row.queue === queue && (!channel || row.channel === channel))?.title ??
    queue ??
    team ??
    agent ??
    channel ??
    null;
  const named = { queue: queue ?? null, channel: channel ?? null, team: team ?? null, agent: agent ?? null };
  return { ...named, from, to, title, any: [queue, channel, team, agent, from].some((each) => each !== null) };
}

export function isAsked(row: Restatement, asked: RestatedAsked): boolean {
  const { from, to } = asked;
  const isOf = (["queue", "channel", "team", "agent"] as const).every(
    (name) => asked[name] === null || row[name] === asked[name],
  );
  return isOf && (from === null || row.from >= Date.parse(from)) && (to === null || row.from < Date.parse(to));
}
