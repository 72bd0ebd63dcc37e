/** A call that was answered by the agent who ends it is the ordinary one: seen in its bytes, without folding it. */
import { typeCode } from "@floorwalker/domain";
import { SHAPE } from "../contacts/event-bytes.ts";
import type { ToldEvents } from "../contacts/told-events.ts";

const ANSWERED = typeCode("cc.contact.answered");

/** In that queue, or one that was not named. `agent`: as events name him. */
export function isAnsweredBy(agent: string, queue: string, told: ToldEvents): boolean {
  const ref = told.texts.find(agent);
  const queueRef = told.texts.find(queue);
  if (ref < 0) return false;
  told.look();
  for (let index = 0; index < told.count; index++) {
    if (told.typeAt(index) !== ANSWERED) continue;
    const reader = told.restAt(index);
    const shape = reader.unsigned();
    if ((shape & SHAPE.agent) === 0) continue;
    if ((shape & SHAPE.queue) !== 0 && reader.unsigned() !== queueRef) continue;
    if (reader.unsigned() === ref) return true;
  }
  return false;
}
