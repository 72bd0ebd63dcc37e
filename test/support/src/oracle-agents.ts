/** Seconds an agent spent in each state, by looking at every moment at which something could have changed (rule 23). */
import type { CanonicalEvent } from "@floorwalker/domain";
import type { Numbers } from "./oracle.ts";

/** `to` null: still. */
export interface Work {
  readonly agent: string;
  readonly kind: "onContact" | "wrapUp";
  readonly from: number;
  readonly to: number | null;
}

export function agentTimes(
  events: readonly CanonicalEvent[],
  work: readonly Work[],
  agent: string,
  from: number,
  to: number,
): Numbers {
  const own = events.filter((event) => event.agent === agent && event.type.startsWith("cc.agent."));
  const busy = [...work.filter((each) => each.agent === agent), ...ownWrapUps(own)];
  const moments = [from, to, ...own.map(({ time }) => time), ...busy.flatMap((each) => [each.from, each.to ?? to])]
    .filter((moment) => moment >= from && moment <= to)
    .sort((a, b) => a - b);
  const times = { idle: 0, onContact: 0, wrapUp: 0, paused: 0 };
  for (let index = 0; index + 1 < moments.length; index++) {
    const [moment, next] = [moments[index]!, moments[index + 1]!];
    const state = stateAt(own, busy, moment);
    if (state !== null) times[state] += (next - moment) / 1000;
  }
  return times;
}

const ownWrapUps = (own: readonly CanonicalEvent[]): Work[] =>
  own.flatMap(({ agent, time, data }) =>
    data.state === "wrapUp" && data.wrapUpMs !== undefined
      ? [{ agent: agent!, kind: "wrapUp" as const, from: time, to: time + data.wrapUpMs }]
      : [],
  );

/** From the moment on; null: signed out. */
function stateAt(own: readonly CanonicalEvent[], busy: readonly Work[], moment: number) {
  const presence = presenceAt(own.filter(({ time }) => time <= moment));
  if (presence === null) return null;
  const now = busy.filter(({ from, to }) => from <= moment && (to === null || to > moment));
  if (now.some(({ kind }) => kind === "onContact")) return "onContact";
  if (now.length > 0) return "wrapUp";
  return presence;
}

/** What the agent chose, told from all that came before. */
function presenceAt(past: readonly CanonicalEvent[]): "idle" | "wrapUp" | "paused" | null {
  let joined: string[] = [];
  let pausedIn: string[] = [];
  let pausedAll = false;
  let wrappingUp = false;
  for (const { type, queue, data } of past) {
    const place = queue ?? "everywhere";
    if (type === "cc.agent.signedIn") joined = [...joined, place];
    else if (type === "cc.agent.signedOut") {
      joined = queue === null ? [] : joined.filter((each) => each !== place);
      pausedIn = pausedIn.filter((each) => each !== place);
    } else if (data.state === "paused") {
      if (joined.length === 0) joined = [place];
      if (queue === null) pausedAll = true;
      else pausedIn = [...pausedIn, place];
    } else if (data.state === "idle") {
      if (queue === null) pausedAll = false;
      pausedIn = queue === null ? [] : pausedIn.filter((each) => each !== place);
    }
    if (data.state === "wrapUp") wrappingUp ||= data.wrapUpMs === undefined;
    else if (data.state !== undefined) wrappingUp = false;
    if (joined.length > 0) continue;
    pausedIn = [];
    pausedAll = false;
    if (type === "cc.agent.signedOut") wrappingUp = false;
  }
  if (joined.length === 0) return null;
  if (wrappingUp) return "wrapUp";
  const queues = joined.filter((each) => each !== "everywhere");
  return pausedAll || (pausedIn.length > 0 && queues.every((each) => pausedIn.includes(each))) ? "paused" : "idle";
}
