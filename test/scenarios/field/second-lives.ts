/** Contacts that come back: resumed, reopened, solved by a bot, begun by an agent; and their surveys, days later. */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const DAY = 86_400;
const chat = { channel: "chat", queue: "web" } as const;
const mail = { channel: "email", queue: "post" } as const;
const said = (from: "agent" | "customer" | "bot") => ({ data: { from } });
const rated = (score: number, survey?: string) => ({
  data: { score, scale: "1-5" as const, ...(survey === undefined ? {} : { survey }) },
});

export const SECOND_LIVES: readonly FieldCase[] = [
  {
    name: "a chat that a bot solved flowed out; opened again days later its response runs from then to an agent's word",
    until: 5 * DAY,
    told: [
      tell(0, "contact.queued", chat),
      tell(5, "contact.message", { ...chat, ...said("bot") }),
      tell(300, "contact.resolved", { ...chat, queue: null }),
      tell(4 * DAY, "contact.reopened", { ...chat, queue: null }),
      tell(4 * DAY + 1, "contact.message", { ...chat, queue: null, ...said("customer") }),
      tell(4 * DAY + 500, "contact.answered", { ...chat, agent: "ann" }),
      tell(4 * DAY + 600, "contact.message", { ...chat, agent: "ann", ...said("agent") }),
      tell(4 * DAY + 900, "contact.ended", { ...chat, agent: "ann" }),
    ],
    expected: `
      web chat offered 2
      web chat flowedOut 1
      web chat abandoned 0
      web chat contacts 1
      web chat answered 1
      web chat firstResponseTime 600`,
  },
  {
    name: "a customer who writes again after his mail was resolved waits again",
    until: 4 * DAY,
    told: [
      tell(0, "contact.queued", mail),
      tell(100, "contact.message", { ...mail, agent: "ann", ...said("agent") }),
      tell(200, "contact.resolved", { ...mail, agent: "ann" }),
      tell(2 * DAY, "contact.message", { ...mail, queue: null, ...said("customer") }),
      tell(2 * DAY + 50, "contact.message", { ...mail, queue: null, ...said("customer") }),
    ],
    expected: `
      post email offered 2
      post email answered 1
      post email waiting 1
      post email contacts 1
      post email firstResponseTime 100`,
  },
  {
    name: "a mail handed on, resolved and written to again: who answers has the new stay, not the next leg of the old one",
    until: DAY,
    told: [
      tell(0, "contact.queued", mail),
      tell(100, "contact.message", { ...mail, agent: "ann", ...said("agent") }),
      tell(200, "contact.transferred", { ...mail, agent: "ann" }),
      tell(300, "contact.resolved", mail),
      tell(400, "contact.message", { ...mail, ...said("customer") }),
      tell(500, "contact.answered", { ...mail, agent: "bob" }),
      tell(700, "contact.message", { ...mail, agent: "bob", ...said("agent") }),
    ],
    expected: `
      post email offered 2
      post email answered 2
      post email waiting 0
      post email firstResponseTime 200`,
  },
  {
    name: "who answered the mail before writes once more when it was handed on in its second life: each life has its response",
    until: DAY,
    told: [
      tell(0, "contact.queued", mail),
      tell(100, "contact.message", { ...mail, agent: "ann", ...said("agent") }),
      tell(200, "contact.resolved", { ...mail, agent: "ann" }),
      tell(300, "contact.reopened", mail),
      tell(400, "contact.transferred", { ...mail, agent: "bob" }),
      tell(600, "contact.message", { ...mail, agent: "ann", ...said("agent") }),
    ],
    expected: `
      post email offered 2
      post email firstResponseTime 200`,
  },
  {
    name: "a chat answered in another queue than it entered: the response runs from the first",
    until: 900,
    told: [
      tell(0, "contact.queued", chat),
      tell(60, "contact.flowedOut", { ...chat, data: { reason: "overflow" } }),
      tell(60, "contact.queued", { ...chat, queue: "back" }),
      tell(100, "contact.answered", { ...chat, queue: "back", agent: "ann" }),
      tell(130, "contact.message", { ...chat, queue: "back", agent: "ann", ...said("agent") }),
    ],
    expected: `
      back chat averageSpeedOfAnswer 40
      back chat firstResponseTime 130
      web chat firstResponseTime -`,
  },
  {
    name: "a mail that an agent began is offered when the customer writes, and the response runs from that",
    until: DAY,
    told: [
      tell(0, "contact.queued", mail),
      tell(0, "contact.message", { ...mail, agent: "ann", ...said("agent") }),
      tell(600, "contact.message", { ...mail, queue: null, ...said("customer") }),
      tell(900, "contact.message", { ...mail, agent: "ann", ...said("agent") }),
    ],
    expected: `
      post email offered 1
      post email answered 1
      post email averageSpeedOfAnswer 300
      post email firstResponseTime 300`,
  },
  {
    name: "a mail that nobody answered to is nobody's offer",
    until: DAY,
    told: [
      tell(0, "contact.message", { ...mail, agent: "ann", ...said("agent") }),
      tell(60, "contact.resolved", { ...mail, agent: "ann" }),
    ],
    expected: "site offered 0",
  },
  {
    name: "a caller who is back within a quarter of an hour never abandoned; after it he is another one",
    until: 3000,
    told: [
      tell(0, "contact.queued"),
      tell(20, "contact.abandoned"),
      tell(60, "contact.queued"),
      tell(80, "contact.answered", { agent: "ann" }),
      tell(90, "contact.ended", { agent: "ann" }),
      tell(0, "contact.queued", { contact: "c2" }),
      tell(20, "contact.abandoned", { contact: "c2" }),
      tell(920, "contact.queued", { contact: "c2" }),
    ],
    expected: `
      sales call offered 3
      sales call abandoned 1
      sales call answered 1
      sales call averageSpeedOfAnswer 80
      sales call waiting 1`,
  },
  {
    name: "a survey five days after its chat counts for the chat's queue",
    until: 6 * DAY,
    told: [
      tell(0, "contact.queued", chat),
      tell(10, "contact.answered", { ...chat, agent: "ann" }),
      tell(300, "contact.ended", { ...chat, queue: null, agent: "ann" }),
      tell(5 * DAY, "survey.answered", { channel: "chat", queue: null, ...rated(5) }),
    ],
    expected: `
      web chat csatCount 1
      web chat csat 1`,
  },
  {
    name: "of a survey that is answered again the last answer counts, and another survey beside it",
    until: DAY,
    told: [
      tell(0, "contact.queued"),
      tell(10, "contact.answered", { agent: "ann" }),
      tell(70, "contact.ended", { agent: "ann" }),
      tell(100, "survey.answered", { queue: null, ...rated(5) }),
      tell(200, "survey.answered", { queue: null, ...rated(1) }),
      tell(300, "survey.answered", { queue: null, ...rated(4, "voice") }),
    ],
    expected: `
      sales call csatCount 2
      sales call csat 0.5
      sales call csatMean 2.5`,
  },
];
