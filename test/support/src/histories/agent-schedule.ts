/** What an agent is scheduled to do, as a planning system tells it: shifts with breaks on them, told ahead or late, taken back, put right. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { Dice } from "./dice.ts";
import { BEGIN, SECOND } from "./site.ts";

const iso = (time: number): string => new Date(time).toISOString();

export function tellSchedule(thrown: readonly number[], agent: string): CanonicalEvent[] {
  const dice = new Dice(thrown);
  const events: CanonicalEvent[] = [];
  for (let left = dice.below(7); left > 0; left--) {
    const from = BEGIN + dice.pick(0, 600, 61, 3600, 7200, 20_000, 90_000) * SECOND;
    const to = from + dice.pick(28_800, 1800, 600, 60, 1) * SECOND;
    const state = dice.pick("working" as const, "paused" as const, "off" as const);
    const again = events.length > 0 && dice.once(4);
    const sequence = dice.pick(undefined, undefined, 1, 2);
    events.push({
      id: again ? events.at(-1)!.id : `${agent}-shift-${events.length}`,
      source: "/wfm",
      type: "cc.agent.scheduled",
      time: BEGIN + dice.pick(0, 0, 1, 4000, 12_000) * SECOND,
      recordedTime: again ? BEGIN + events.length : null,
      site: "here",
      channel: null,
      contact: null,
      segment: null,
      queue: null,
      agent,
      ...(sequence === undefined ? {} : { sequence }),
      data: { from: iso(from), to: iso(to), state },
    });
  }
  return events;
}
