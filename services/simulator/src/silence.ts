/**
 * A source that says nothing for a while: what happened is held back and told in a burst once it speaks again, some of
 * it later still. Its heartbeats of that time are never told: nobody was there to send them.
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { SECOND } from "./parameters.ts";
import type { Random } from "./random.ts";
import type { Script } from "./scenario.ts";

/** An event and the moment (epoch ms) at which it is told. */
export interface Telling {
  readonly at: number;
  readonly event: CanonicalEvent;
}

export interface Silence {
  /** Takes what happened; gives what is told before `until`, in order of telling. */
  tell(events: readonly CanonicalEvent[], until: number): readonly Telling[];
  /** Everything that is still held back, in order of telling. */
  flush(events: readonly CanonicalEvent[]): readonly CanonicalEvent[];
}

const BURST = 4 * SECOND;
const STRAGGLERS = 0.08;
const STRAGGLE = 40 * SECOND;

export function newSilence(span: Script["silence"], random: Random): Silence {
  let held: Telling[] = [];

  function take(events: readonly CanonicalEvent[]): Telling[] {
    const told: Telling[] = [];
    for (const event of events) {
      if (span === null || event.source !== span.source || event.time < span.from || event.time >= span.to) {
        told.push({ at: event.time, event });
        continue;
      }
      if (event.type === "cc.source.heartbeat") continue;
      const share = (event.time - span.from) / (span.to - span.from);
      const at = Math.round(span.to + share * BURST + (random.chance(STRAGGLERS) ? random.between(0, STRAGGLE) : 0));
      held.push({ at, event: { ...event, recordedTime: at } });
    }
    return told;
  }

  return {
    tell: (events, until) => {
      const told = take(events);
      if (held.length === 0) return told;
      const due = held.filter((telling) => telling.at < until);
      if (due.length === 0) return told;
      held = held.filter((telling) => telling.at >= until);
      return [...told, ...due].sort((a, b) => a.at - b.at);
    },
    flush: (events) => {
      const all = [...take(events), ...held].sort((a, b) => a.at - b.at);
      held = [];
      return all.map((telling) => telling.event);
    },
  };
}
