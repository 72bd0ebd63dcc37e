/** Agent events and work intervals → marks on the agent's timeline. */
import type { BusyInterval } from "../contact/contact-fold.ts";
import type { CanonicalEvent } from "../event.ts";
import type { Mark } from "./agent-state.ts";

export function eventMarks(event: CanonicalEvent): readonly Mark[] {
  const { time, queue } = event;
  const key = `${event.source}\u001f${event.id}`;
  const mark = (kind: Mark["kind"], at = time): Mark => ({ time: at, kind, queue, key });
  switch (event.type) {
    case "cc.agent.signedIn":
      return [mark("signIn")];
    case "cc.agent.signedOut":
      return [mark("signOut")];
    case "cc.agent.stateChanged":
      switch (event.data.state) {
        case "paused":
          return [mark("pause"), mark("wrapUpFlagOff")];
        case "idle":
          return [mark("unpause"), mark("wrapUpFlagOff")];
        case "wrapUp":
          return event.data.wrapUpMs === undefined
            ? [mark("wrapUpFlagOn")]
            : [mark("wrapUpOn"), mark("wrapUpOff", time + event.data.wrapUpMs)];
        default:
          return [];
      }
    default:
      return [];
  }
}

/** `segment` names the segment within the site, so that two segments with equal times stay two marks. */
export function busyMarks(interval: BusyInterval, segment: string): readonly Mark[] {
  const [on, off] =
    interval.kind === "onContact" ? (["onContactOn", "onContactOff"] as const) : (["wrapUpOn", "wrapUpOff"] as const);
  const begin: Mark = { time: interval.from, kind: on, queue: null, key: segment };
  return interval.to === null ? [begin] : [begin, { time: interval.to, kind: off, queue: null, key: segment }];
}
