/** What is written in a chat or a mail (rules 5c, 10): an agent's message answers, a customer's may open the contact again. */
import type { Course } from "./course.ts";
import { customerWroteBack, reopened } from "./entering.ts";
import { AGENT_PARTY, CUSTOMER_PARTY, type FoldEvent } from "./fold-event.ts";
import { adopt, answer, takenOver } from "./handling.ts";
import { NONE, UNKNOWN } from "./name.ts";
import { openOrNewest } from "./placing.ts";
import type { Stay } from "./stay.ts";

export function message(course: Course, event: FoldEvent): Stay | null {
  if (course.firstParty === UNKNOWN && event.party !== UNKNOWN) firstMessage(course, event);
  if (event.party === CUSTOMER_PARTY) {
    if (course.awaitingSince === UNKNOWN) course.awaitingSince = event.time;
    if (course.outbound) return customerWroteBack(course, event);
    if (course.resolvedAfter !== UNKNOWN && !course.goesOn) return reopened(course, event);
  }
  // Also where nobody knows of what: who writes has had to do with it.
  if (event.party === AGENT_PARTY) course.human = true;
  const stay = (event.party === AGENT_PARTY ? takenOver(course, event) : null) ?? openOrNewest(course.stays, event);
  if (stay === null || event.party !== AGENT_PARTY) return stay;
  if (stay.outcome === "outbound") {
    adopt(stay.legs.last(), event);
    return stay;
  }
  if (course.channel !== "call" && stay.talking?.leftAt === UNKNOWN) adopt(stay.talking, event);
  if (!course.responded) {
    course.responded = true;
    // One of an earlier life has had its own: this one is of the stay that opened this life, or of a later one.
    const responding = stay.respondedAt === UNKNOWN ? stay : course.stays.last()!;
    if (responding.respondedAt === UNKNOWN) {
      responding.respondedAt = event.time;
      responding.responseFrom = course.responseFrom;
    }
  } else if (course.awaitingSince !== UNKNOWN) {
    const reply = stay.replies.add();
    reply.from = course.awaitingSince;
    reply.at = event.time;
  }
  course.awaitingSince = UNKNOWN;
  // A chat and a mail are answered by what a human writes (rule 10).
  if (stay.outcome === "waiting" && course.channel !== "call") {
    const { talking } = stay;
    const isHis = talking !== null && (event.agent === NONE || talking.agent === event.agent);
    const leg = isHis ? talking : stay.addLeg(event, event.time);
    leg.wroteAnswer = true;
    stay.waitMs = event.waitMs;
    answer(stay, event.time);
  }
  return stay;
}

/** Where an agent writes first, not later than the contact is queued, nothing is offered until the customer writes (rule 5c). */
function firstMessage(course: Course, event: FoldEvent): void {
  const { stays } = course;
  course.firstParty = event.party;
  const entered = course.firstEnteredAt;
  if (event.party !== AGENT_PARTY || (entered !== UNKNOWN && entered < event.time)) return;
  course.outbound = true;
  for (let index = 0; index < stays.count; index++) {
    const stay = stays.at(index);
    if (!stay.isOffered) continue;
    stay.outcome = "outbound";
    stay.escalations.clear();
    stay.resolvedAt = UNKNOWN;
    stay.outcomeAt = UNKNOWN;
  }
}
