/** An agent's own events among his marks, found again by what they are called. */
import { type CanonicalEvent, UNKNOWN } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AgentHours } from "../../src/agents/agent-hours.ts";
import { MarkBytes } from "../../src/agents/mark-bytes.ts";
import { MARK } from "../../src/agents/marks.ts";
import { OwnEvents } from "../../src/agents/own-events.ts";
import { ByteWriter } from "../../src/columns/byte-writer.ts";
import { Names } from "../../src/columns/names.ts";

const MINUTE = 60_000;

const event = (source: string, id: string, minute: number): CanonicalEvent => ({
  id,
  source,
  type: "cc.agent.stateChanged",
  time: minute * MINUTE,
  recordedTime: null,
  site: "here",
  channel: null,
  contact: null,
  segment: null,
  queue: null,
  agent: "ann",
  data: { state: "paused" },
});

const named = fc.record({
  source: fc.constantFrom("phones", "chats"),
  id: fc.string({ maxLength: 3 }),
  minute: fc.nat(240),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant("add" as const), named }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("remove" as const), named }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("work" as const), named }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("restart" as const), named }) },
);

/** The hours again from their bytes alone, as they come back from the store. */
function again(bytes: MarkBytes, hours: AgentHours): AgentHours {
  const back = new AgentHours(bytes);
  for (const { hour, handle } of hours.hours) {
    if (handle < 0) continue;
    const writer = new ByteWriter();
    writer.copy(bytes.slab.bytesOf(handle), bytes.slab.startOf(handle), bytes.slab.endOf(handle));
    back.put(back.at(hour), writer);
  }
  return back;
}

test("an own event is found by its source and id wherever it lies, until it is taken out, also after a restart; no other is", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const bytes = new MarkBytes(new Names());
      const own = new OwnEvents(bytes, "here");
      let hours = new AgentHours(bytes);
      const model = new Map<string, CanonicalEvent>();
      for (const {
        what,
        named: { source, id, minute },
      } of steps) {
        const key = `${source} ${id}`;
        const known = model.get(key) ?? null;
        expect(own.find(hours, event(source, id, 0))).toEqual(known);
        if (what === "add" && known === null) {
          model.set(key, event(source, id, minute));
          own.add(hours, event(source, id, minute));
        } else if (what === "remove" && known !== null) {
          model.delete(key);
          own.remove(hours, known);
        } else if (what === "work") hours.insert(minute * MINUTE, MARK.contactEnds, 0, 0, UNKNOWN);
        else if (what === "restart") hours = again(bytes, hours);
      }
      for (const known of model.values()) expect(own.find(hours, known)).toEqual(known);
    }),
  );
});
