/** From the answer to the end: legs handed from agent to agent, holds, messages, wrap-ups, moves, ends nobody told. */
import type { EventData } from "@floorwalker/domain";
import { comesBack, movesOn } from "./contact-story.ts";
import { AGENTS } from "./site.ts";
import type { Teller } from "./teller.ts";

const BLIND = { kind: "blind" } as const;

/** True: it goes on in `teller.queue`. `announced`: else the answer is told, or nobody knew of a queue at all. */
export function answered(teller: Teller, announced: boolean, also: EventData = {}): boolean {
  const { dice, channel } = teller;
  let agent: string = dice.pick(...AGENTS);
  if (!announced || !dice.once(10))
    teller.tell("contact.answered", {
      agent,
      data: { ...also, ...(channel === "email" ? {} : teller.reported("waitMs")) },
    });
  const legs = dice.pick(1, 1, 1, 2, 3);
  for (let leg = 1; leg < legs; leg++) {
    talk(teller, agent);
    const named = { queue: dice.pick(teller.queue, null) };
    teller
      .pass(1)
      .tell("contact.transferred", { ...named, agent, data: { kind: "attended", ...reportedBoth(teller) } });
    const wrapped = dice.once(4);
    if (wrapped) teller.tell("contact.wrapUpStarted", { agent });
    const next = dice.pick(...AGENTS.filter((each) => each !== agent));
    teller.pass(1);
    // Of chats and mails some sources tell no answer: who writes next has it.
    if (channel === "call" || !dice.once(3)) teller.tell("contact.answered", { ...named, agent: next });
    else teller.tell("contact.message", { ...named, agent: next, data: { from: "agent" } });
    if (wrapped) teller.pass(1).tell("contact.wrapUpEnded", { agent });
    agent = next;
  }
  talk(teller, agent);
  teller.pass(1);
  return finish(teller, agent);
}

function talk(teller: Teller, agent: string): void {
  const { dice, channel } = teller;
  if (channel !== "call")
    for (let count = dice.pick(0, 1, 2); count > 0; count--) {
      if (dice.once(3))
        teller
          .wait(1)
          .pass()
          .tell("contact.message", { data: { from: "customer" } });
      // A first word in the second in which the contact is queued makes it outbound (rule 5c): that is another chapter.
      teller
        .wait(1)
        .pass()
        .tell("contact.message", { agent, data: { from: "agent" } });
    }
  for (let holds = dice.pick(0, 0, 0, 0, 1, 2); holds > 0; holds--)
    teller.pass(1).tell("contact.held", { agent }).pass(1).tell("contact.resumed", { agent });
  if (dice.once(8)) escalates(teller.pass(1), agent);
}

/** By the agent, by somebody else who looks over his shoulder, or by nobody who is named. */
export function escalates(teller: Teller, agent: string): void {
  const { dice } = teller;
  const kind = dice.pick<EventData>({}, { kind: "escalation" }, { kind: "complaint" });
  teller.tell("contact.escalated", { agent: dice.pick(agent, null, "a3"), data: kind });
}

function finish(teller: Teller, agent: string): boolean {
  const { dice, channel } = teller;
  const onCalls = channel === "call" ? (["redirect", "open", "otherId"] as const) : (["resolved", "resolved"] as const);
  switch (dice.pick("ended", "ended", "ended", "transferred", "resolved", "gone", "open", ...onCalls)) {
    case "transferred":
      return transferred(teller, agent);
    case "resolved":
      teller.tell("contact.resolved", { agent, data: lengths(teller) });
      return comesBack(teller);
    case "gone":
      teller.tell(dice.pick("contact.abandoned", "contact.flowedOut"), { data: dice.pick({}, { reason: "overflow" }) });
      return false;
    case "open":
      return false;
    case "redirect":
      return movesOn(teller);
    case "otherId":
      return asksElsewhere(teller, agent);
    default:
      teller.tell("contact.ended", { agent: dice.pick(agent, agent, agent, null), data: lengths(teller) });
      wrapUp(teller, agent);
      return false;
  }
}

/** The agent calls another queue and joins the caller to that call: it is told under the other call's id until somebody answers (rule 24). */
function asksElsewhere(teller: Teller, agent: string): boolean {
  const { dice, contact, queue } = teller;
  const asked = { contact: `${contact}-${teller.events.length}` };
  teller.tell("contact.transferred", {
    ...asked,
    agent,
    queue,
    data: { kind: "attended", ...teller.reported("talkMs") },
  });
  movesOn(teller);
  teller.tell("contact.queued", asked);
  if (dice.once(3)) return false;
  return answered(teller.pass(1), true);
}

/** With its new queue in the same second, told after or before. */
function transferred(teller: Teller, agent: string): boolean {
  const { dice } = teller;
  const told = {
    agent,
    queue: teller.queue,
    data: { ...dice.pick<EventData>(BLIND, BLIND, {}), ...teller.reported("talkMs") },
  };
  teller.tell("contact.transferred", told);
  if (dice.once(3))
    teller
      .tell("contact.wrapUpStarted", { agent, source: "/crm" })
      .pass(1)
      .tell("contact.wrapUpEnded", { agent, source: "/crm" });
  return movesOn(teller);
}

function lengths(teller: Teller): object {
  return { ...reportedBoth(teller), ...teller.reported("holdMs"), ...teller.reported("wrapUpMs") };
}

/** Some tell the wait with the end alone. */
const reportedBoth = (teller: Teller): EventData => ({ ...teller.reported("talkMs"), ...teller.reported("waitMs") });

function wrapUp(teller: Teller, agent: string): void {
  const { dice } = teller;
  const how = dice.pick("none", "none", "both", "started");
  if (how === "none") return;
  const source = dice.pick(`/${teller.channel}`, "/crm");
  teller.tell("contact.wrapUpStarted", { agent, source });
  if (how === "both") teller.pass(1).tell("contact.wrapUpEnded", { agent, source });
}
