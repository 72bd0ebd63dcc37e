/**
 * What a contact lives through: queues, rings, answers, moves, second lives, and the gaps in what sources tell of it. Each
 * chapter happened as told; what its events mean is for the rules to say.
 */
import type { CanonicalEvent, Channel, EventData } from "@floorwalker/domain";
import { answered, escalates } from "./answered-chapter.ts";
import { Dice } from "./dice.ts";
import { AGENTS, QUEUES } from "./site.ts";
import { Teller } from "./teller.ts";

const MOST_QUEUES = 4;
const CALLS_BACK: EventData = { callbackOf: "asked" };

export function tellContact(thrown: readonly number[], contact: string): CanonicalEvent[] {
  const dice = new Dice(thrown);
  const channel = dice.pick<Channel>("call", "call", "chat", "email");
  const teller = new Teller(dice, { contact, channel, queue: dice.pick(...QUEUES) });
  if (channel !== "call" && dice.once(7)) outbound(teller);
  else if (dice.once(14))
    teller.tell("contact.refused", { data: { reason: dice.pick("full", "empty", "closed", "diverted") } });
  else for (let more = MOST_QUEUES; more > 0 && inQueue(teller); ) more--;
  if (dice.once(12)) escalates(teller.pass(1), dice.pick(...AGENTS));
  survey(teller);
  return teller.events;
}

/** True: it goes on in `teller.queue`. */
function inQueue(teller: Teller): boolean {
  const { dice } = teller;
  const announced = !dice.once(10);
  const callsBack = dice.once(9);
  const said = dice.pick("queued", "rung", "answered");
  if (announced) teller.tell("contact.queued", { data: callsBack && said === "queued" ? CALLS_BACK : {} });
  const rings = dice.pick(0, 0, 1, 2);
  const rung = dice.pick(...AGENTS);
  if (rings > 0) teller.pass();
  for (let count = 0; count < rings; count++)
    teller.tell("contact.notAnswered", { agent: rung, data: callsBack && said === "rung" ? CALLS_BACK : {} });
  teller.pass(1);
  if (announced && dice.once(20)) escalates(teller, rung);
  switch (dice.pick("answered", "answered", "answered", "abandoned", "flowedOut", "callback", "solved", "open")) {
    case "answered":
      return answered(teller, announced, callsBack && said === "answered" ? CALLS_BACK : {});
    case "abandoned":
      return abandoned(teller);
    case "flowedOut":
      return flowedOut(teller);
    case "callback":
      return callback(teller);
    case "solved":
      return solved(teller);
    default:
      return false;
  }
}

/** Gone, and sometimes back: soon, or as another caller; sometimes another feed knows better why. */
function abandoned(teller: Teller): boolean {
  const { dice } = teller;
  teller.tell("contact.abandoned", { data: teller.reported("waitMs") });
  switch (dice.pick("gone", "gone", "cause", "soon", "later")) {
    case "cause":
      teller.wait(dice.below(3)).tell("contact.flowedOut", { source: "/ami", data: { reason: "timeout" } });
      return false;
    case "soon":
      teller.wait(1 + dice.below(899));
      return true;
    case "later":
      teller.wait(900 + dice.below(100));
      return true;
    default:
      return false;
  }
}

/** On to another queue, or again into its own, in the same second; a second feed calls it an abandon. */
function flowedOut(teller: Teller): boolean {
  const { dice } = teller;
  const reason = dice.pick("timeout", "overflow", "key", "other", "withdrawn");
  const data = { reason, ...teller.reported("waitMs") };
  const alsoAbandoned = dice.pick("no", "no", "before", "after");
  if (alsoAbandoned === "before") teller.tell("contact.abandoned", { source: "/ami" }).wait(dice.below(3));
  teller.tell("contact.flowedOut", { data });
  if (alsoAbandoned === "after") teller.wait(dice.below(3)).tell("contact.abandoned", { source: "/ami" });
  if (alsoAbandoned !== "no") return false;
  return !dice.once(2) && movesOn(teller);
}

/** The callback is queued before the caller leaves. */
function callback(teller: Teller): boolean {
  const { dice, queue } = teller;
  if (dice.once(2)) {
    teller.tell("contact.callbackRequested");
    return false;
  }
  teller.moveTo("q3").tell("contact.queued").pass(1);
  teller.tell("contact.callbackRequested", { queue: teller.channel === "call" ? null : queue });
  return false;
}

/** By a bot, until the customer is back. */
function solved(teller: Teller): boolean {
  if (teller.channel === "call") return false;
  teller
    .tell("contact.message", { data: { from: "bot" } })
    .pass(1)
    .tell("contact.resolved");
  return comesBack(teller);
}

export function movesOn(teller: Teller): boolean {
  teller.moveTo(teller.dice.pick(teller.queue, ...QUEUES));
  return true;
}

/** Chats and mails: opened again, or the customer writes again. What follows is answered, or waits. */
export function comesBack(teller: Teller): boolean {
  const { dice } = teller;
  const how = dice.pick("no", "no", "reopened", "message");
  if (how === "no" || teller.channel === "call") return false;
  teller.pass(1).pass();
  teller.tell(how === "reopened" ? "contact.reopened" : "contact.message", {
    data: how === "message" ? { from: "customer" } : {},
  });
  teller.pass(1);
  return dice.once(2) ? false : answered(teller, true);
}

/** An agent writes first; sometimes the customer answers. */
function outbound(teller: Teller): void {
  const { dice } = teller;
  const agent = dice.pick(...AGENTS);
  if (dice.once(2)) teller.tell("contact.queued");
  teller.tell("contact.message", { agent, data: { from: "agent" } });
  if (dice.once(2)) return;
  teller.pass(1).tell("contact.message", { data: { from: "customer" } });
  teller.pass(1).tell("contact.message", { agent, data: { from: "agent" } });
  if (dice.once(2)) teller.pass(1).tell("contact.resolved", { agent });
}

function survey(teller: Teller): void {
  const { dice } = teller;
  const kind = dice.pick("none", "none", "rated", "again", "stray");
  if (kind === "none") return;
  teller.wait(dice.pick(5, 60, 3 * 3600));
  const name = dice.pick({}, { survey: "csat" }, { survey: "later" }, { survey: "voice" });
  const rated = (): EventData =>
    dice.pick<EventData>(
      { score: 1 + dice.below(5), scale: "1-5", ...name },
      { score: 1 + dice.below(7), scale: "1-7", ...name },
      { score: dice.below(11), scale: "0-10", ...name },
      { score: dice.below(2), scale: "thumbs", ...name },
      { score: dice.below(11), scale: "0-10", measure: "nps", ...name },
      { score: 1 + dice.below(7), scale: "1-7", measure: "ces", ...name },
      { score: dice.below(2), scale: "thumbs", measure: "ces", ...name },
    );
  const queue = dice.pick(teller.queue, null);
  const contact = kind === "stray" ? `${teller.contact}-unknown` : teller.contact;
  const { events } = teller;
  const unlabelled = () => {
    const last = events.pop()!;
    events.push({ ...last, segment: null, source: "/survey" });
  };
  for (let offers = dice.pick(0, 1, 2); offers > 0; offers--) {
    teller.tell("survey.offered", { data: name, queue, contact });
    unlabelled();
    teller.pass(1);
  }
  teller.tell("survey.answered", { data: rated(), queue, contact });
  unlabelled();
  if (kind !== "again") return;
  teller.pass(1).tell("survey.answered", { data: rated(), queue, contact });
  unlabelled();
}
