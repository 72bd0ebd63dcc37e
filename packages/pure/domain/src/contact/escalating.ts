/** Escalations and complaints: of the stay they are told of, and of the agent who has it. */
import type { Course } from "./course.ts";
import { COMPLAINT, type FoldEvent } from "./fold-event.ts";
import { openOrNewest } from "./placing.ts";
import type { Stay } from "./stay.ts";

export function escalated({ stays }: Course, event: FoldEvent): Stay | null {
  const stay = openOrNewest(stays, event);
  // What an agent began is nobody's request until the customer writes (rule 5c).
  if (stay === null || stay.outcome === "outbound") return stay;
  const escalation = stay.escalations.add();
  escalation.at = event.time;
  escalation.isComplaint = event.kind === COMPLAINT;
  escalation.leg = stay.legFor(event.agent);
  return stay;
}
