/** An agent's day as a phone system tells it: sign-ins by queue and without, pauses of one queue and of all, wrap-ups. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { Dice } from "./dice.ts";
import { BEGIN, QUEUES, SECOND } from "./site.ts";

const KINDS = ["signIn", "signIn", "signOut", "pause", "pause", "idle", "idle", "wrapUp", "wrapUpFor"] as const;
const STATES = { pause: "paused", idle: "idle", wrapUp: "wrapUp", wrapUpFor: "wrapUp" } as const;

export function tellDay(thrown: readonly number[], agent: string): CanonicalEvent[] {
  const dice = new Dice(thrown);
  const events: CanonicalEvent[] = [];
  let time = BEGIN;
  let sequence = 0;
  for (let left = dice.below(13); left > 0; left--) {
    const seconds = dice.pick(0, 1, 0, 60, 600, 2500, 9000);
    time += seconds * SECOND;
    sequence++;
    const kind = dice.pick(...KINDS);
    const signs = kind === "signIn" || kind === "signOut";
    const type =
      kind === "signIn" ? "cc.agent.signedIn" : kind === "signOut" ? "cc.agent.signedOut" : "cc.agent.stateChanged";
    const wrapUp = kind === "wrapUpFor" ? { wrapUpMs: 45 * SECOND } : {};
    events.push({
      id: `${agent}-${events.length}`,
      source: "/acd",
      type,
      time,
      recordedTime: null,
      site: "here",
      channel: null,
      contact: null,
      segment: null,
      queue: dice.pick(null, ...QUEUES),
      agent,
      sequence,
      data: signs ? {} : { state: STATES[kind], ...wrapUp },
    });
  }
  return events;
}
