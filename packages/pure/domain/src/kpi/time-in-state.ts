/**
 * How agents spend the time they are signed in: the shares of the four states sum to 1. Utilisation counts pauses as there, occupancy
 * does not. Several open chats are one agent on contact. Null where nobody was signed in; not applicable to queues (rule 23).
 */
import { C, type Counters } from "../counters.ts";
import { divide } from "./divide.ts";
import { type Kpi, OF_AGENTS } from "./kpi.ts";
import { after, type Source } from "./sources.ts";

const ofConnect = (says: string): Source => after("connect", says, "÷ their Online time");

const signedIn = (counters: Counters): number =>
  counters[C.idleTime]! + counters[C.onContactTime]! + counters[C.wrapUpStateTime]! + counters[C.pausedTime]!;

const idle = (counters: Counters): number => counters[C.idleTime]!;
const onContact = (counters: Counters): number => counters[C.onContactTime]!;
const wrapUp = (counters: Counters): number => counters[C.wrapUpStateTime]!;
const paused = (counters: Counters): number => counters[C.pausedTime]!;

export const utilisation = share(
  "utilisation",
  "Utilisation",
  "Agents' time on contact and in wrap-up ÷ time signed in, pauses included.",
  (counters) => onContact(counters) + wrapUp(counters),
  after(
    "innovar",
    "Phone Utilization: occupancy × the share of time not paused",
    "of time signed in, not of paid time",
  ),
);
export const idleShare = share(
  "idleShare",
  "Time idle",
  "Agents' time idle ÷ time signed in.",
  idle,
  ofConnect("Agent idle time"),
);
export const onContactShare = share(
  "onContactShare",
  "Time on contact",
  "Agents' time with at least one open contact ÷ time signed in.",
  onContact,
  ofConnect("Agent on contact time"),
);
export const wrapUpShare = share(
  "wrapUpShare",
  "Time in wrap-up",
  "Agents' time in wrap-up ÷ time signed in.",
  wrapUp,
  ofConnect("After contact work time"),
);
export const pausedShare = share(
  "pausedShare",
  "Time paused",
  "Agents' time paused ÷ time signed in.",
  paused,
  ofConnect("Agent non-productive time"),
);

function share(id: string, title: string, formula: string, part: (counters: Counters) => number, source: Source): Kpi {
  return {
    id,
    title,
    unit: "ratio",
    direction: "neutral",
    nature: "measure",
    scopes: OF_AGENTS,
    ticking: "whileSignedIn",
    formula,
    sources: [source],
    read: ({ counters }) => divide(part(counters), signedIn(counters)),
  };
}
