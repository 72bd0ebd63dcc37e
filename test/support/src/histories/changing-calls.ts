/** Calls of one phone system, few agents and queues, most of them going by another id before they are over. */
import type { CanonicalEvent } from "@floorwalker/domain";
import fc from "fast-check";
import { tell } from "../tell.ts";
import { Dice, throws } from "./dice.ts";

const QUEUES = ["sales", "bills"] as const;
const AGENTS = ["ann", "bob"] as const;

export const callsThatChange: fc.Arbitrary<CanonicalEvent[]> = fc
  .array(throws, { minLength: 1, maxLength: 6, size: "max" })
  .map((calls) => calls.flatMap((thrown, index) => tellCall(new Dice(thrown), `k${index}`)).toSorted(byTime));

const byTime = (a: CanonicalEvent, b: CanonicalEvent): number => a.time - b.time;

/** Ids: the caller's, and one for each change. */
function tellCall(dice: Dice, call: string): CanonicalEvent[] {
  const events: CanonicalEvent[] = [];
  let seconds = dice.below(40) * 10;
  let [id, others] = [call, 0];
  let queue: string = dice.pick(...QUEUES);
  const put = (type: string, contact: string, rest: Partial<CanonicalEvent>): void => {
    // What is told twice of one second and id is told apart by what came before it.
    events.push({ ...tell(seconds, type, { contact, queue, ...rest }), id: `${call}-${events.length}` });
  };
  const other = (): string => `${call}.${++others}`;
  put("contact.queued", id, {});
  for (let more = 3; more > 0; more--) {
    const wait = dice.pick(3, 0, 5);
    seconds += wait;
    const agent = dice.pick(...AGENTS);
    put("contact.answered", id, { agent, data: { waitMs: wait * 1000 } });
    const talk = dice.pick(20, 1, 60, 300);
    seconds += talk;
    const lengths = { waitMs: wait * 1000, talkMs: talk * 1000 };
    switch (dice.pick("endsAsOther", "handedOnAsOther", "ends", "handedOn", "open", "redirected")) {
      case "endsAsOther":
        put("contact.ended", other(), { agent, data: lengths });
        return events;
      case "ends":
        put("contact.ended", id, { agent, data: lengths });
        return events;
      case "open":
        return events;
      case "redirected":
        queue = dice.pick(...QUEUES);
        put("contact.queued", id, {});
        break;
      case "handedOn":
        put("contact.transferred", id, { agent, data: { kind: "blind", ...lengths } });
        queue = dice.pick(...QUEUES);
        put("contact.queued", id, {});
        break;
      default: {
        const asked = other();
        const from = queue;
        queue = dice.pick(...QUEUES);
        put("contact.queued", asked, {});
        seconds += 1;
        put("contact.transferred", asked, { queue: from, agent, data: { kind: "attended", ...lengths } });
        // It goes on under its own id, or under the new one.
        id = dice.pick(id, asked);
      }
    }
  }
  return events;
}
