/**
 * The fair job, counted plainly: events joined per contact in order of arrival, ten sums over everything. What the rivals
 * commit must come to exactly this; nothing of it is shared with them or with our fold.
 */
import type { CanonicalEvent } from "@floorwalker/domain";

/** As the rivals' panes have them. */
export const FAIR_SUMS = [
  "offered",
  "answered",
  "inTime",
  "abandoned",
  "wait",
  "talk",
  "handled",
  "wrapUp",
  "surveys",
  "score",
] as const;

export type FairSums = Readonly<Record<(typeof FAIR_SUMS)[number], number>>;

const THRESHOLD_MS = 20_000;

interface Contact {
  queued: number;
  answered: number;
  heldSince: number;
  held: number;
  ended: number;
}

export function fairSums(events: Iterable<CanonicalEvent>): FairSums {
  const sums = Object.fromEntries(FAIR_SUMS.map((name) => [name, 0])) as Record<(typeof FAIR_SUMS)[number], number>;
  const contacts = new Map<string, Contact>();
  for (const event of events) {
    if (event.contact === null) continue;
    const key = `${event.site}|${event.channel}|${event.contact}`;
    let contact = contacts.get(key);
    if (contact === undefined) {
      contact = { queued: 0, answered: 0, heldSince: 0, held: 0, ended: 0 };
      contacts.set(key, contact);
    }
    count(event, contact, sums);
  }
  return sums;
}

function count({ type, time, data }: CanonicalEvent, contact: Contact, sums: Record<string, number>): void {
  const resume = (): void => {
    if (contact.heldSince !== 0) contact.held += time - contact.heldSince;
    contact.heldSince = 0;
  };
  const add = (name: (typeof FAIR_SUMS)[number], amount: number): void => {
    sums[name]! += amount;
  };
  switch (type) {
    case "cc.contact.queued":
      Object.assign(contact, { queued: time, answered: 0, heldSince: 0, held: 0, ended: 0 });
      add("offered", 1);
      return;
    case "cc.contact.answered":
      if (contact.queued === 0 || contact.answered !== 0) return;
      contact.answered = time;
      add("answered", 1);
      add("wait", time - contact.queued);
      if (time - contact.queued <= THRESHOLD_MS) add("inTime", 1);
      return;
    case "cc.contact.abandoned":
      if (contact.queued === 0 || contact.answered !== 0 || contact.ended !== 0) return;
      contact.ended = time;
      add("abandoned", 1);
      return;
    case "cc.contact.held":
      if (contact.queued !== 0 && contact.heldSince === 0) contact.heldSince = time;
      return;
    case "cc.contact.resumed":
      resume();
      return;
    case "cc.contact.ended":
    case "cc.contact.transferred":
    case "cc.contact.resolved":
      if (contact.answered === 0 || contact.ended !== 0) return;
      resume();
      contact.ended = time;
      add("talk", time - contact.answered - contact.held);
      return;
    case "cc.contact.wrapUpEnded":
      if (contact.answered === 0 || contact.ended === 0) return;
      add("handled", 1);
      add("wrapUp", time - contact.ended);
      return;
    case "cc.survey.answered":
      if (contact.queued === 0) return;
      add("surveys", 1);
      add("score", Math.round((data.score ?? 0) * 10));
  }
}
