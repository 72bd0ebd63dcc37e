/**
 * Who could help in a queue: of those who serve it first who is free, the longest first; then who pauses for longer than a rule of the
 * site allows; then whose wrap-up has gone on longest, as it ends next. Nobody is moved: it says who could.
 */
import type { ServingAgent, SiteConfig } from "@floorwalker/domain";
import type { Helper } from "@floorwalker/protocol/message";

const MOST = 2;

/** `serving`: the longest in their state first. */
export function helpersOf(
  serving: readonly ServingAgent[],
  { rules }: Pick<SiteConfig, "rules">,
  now: number,
): readonly Helper[] {
  const limits = rules.flatMap((rule) => (rule.kind === "agent" && rule.state === "paused" ? [rule.limitMs] : []));
  const pauseLimit = Math.min(...limits);
  const inState = (state: Helper["state"]): readonly Helper[] =>
    serving
      .filter((agent) => agent.state === state)
      .map(({ agent, name, since }) => ({ agent, name, state, forMs: Math.max(0, now - since) }));
  return [
    ...inState("idle"),
    ...inState("paused").filter(({ forMs }) => forMs > pauseLimit),
    ...inState("wrapUp"),
  ].slice(0, MOST);
}
