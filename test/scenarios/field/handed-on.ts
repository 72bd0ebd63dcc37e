/** Chats and mails that are handed on where nobody tells of answers: what an agent writes is the sign of him (rules 5a, 10). */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const chat = { channel: "chat", queue: "web" } as const;
const mail = { channel: "email", queue: "post" } as const;
const ann = { agent: "ann" } as const;
const bob = { agent: "bob" } as const;
const writes = { data: { from: "agent" as const } };

export const HANDED_ON: readonly FieldCase[] = [
  {
    name: "a mail handed from agent to agent is offered once, and who writes next has it",
    until: 600,
    told: [
      tell(0, "contact.queued", mail),
      tell(10, "contact.message", { ...mail, ...ann, ...writes }),
      tell(60, "contact.transferred", { ...mail, ...ann }),
      tell(80, "contact.message", { ...mail, ...bob, ...writes }),
      tell(200, "contact.resolved", { ...mail, ...bob }),
    ],
    expected: `
      post email offered 1
      post email answered 1
      post email flowedOut 0
      post email handled 1
      post email transferred 1
      post email averageTalkTime 170
      post email firstResponseTime 10
      ann talkTime 50
      bob answered 1
      bob talkTime 120`,
  },
  {
    name: "the same of a chat that ends without being resolved, through three agents",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(10, "contact.message", { ...chat, ...ann, ...writes }),
      tell(60, "contact.transferred", { ...chat, queue: null, ...ann }),
      tell(80, "contact.message", { ...chat, queue: null, ...bob, ...writes }),
      tell(100, "contact.transferred", { ...chat, queue: null, ...bob }),
      tell(110, "contact.message", { ...chat, queue: null, agent: "cid", ...writes }),
      tell(200, "contact.ended", { ...chat, queue: null, agent: "cid" }),
    ],
    expected: `
      web chat offered 1
      web chat answered 1
      web chat transferred 2
      web chat averageTalkTime 160
      ann talkTime 50
      bob talkTime 20
      cid talkTime 90
      site agentsOnContact 0`,
  },
  {
    name: "a mail handed on before anybody wrote is answered by who writes then",
    until: 600,
    told: [
      tell(0, "contact.queued", mail),
      tell(60, "contact.transferred", { ...mail, ...ann }),
      tell(80, "contact.message", { ...mail, ...bob, ...writes }),
      tell(200, "contact.resolved", { ...mail, ...bob }),
    ],
    expected: `
      post email offered 1
      post email answered 1
      post email flowedOut 0
      post email averageSpeedOfAnswer 80
      ann transferred 1
      bob talkTime 120`,
  },
  {
    name: "a chat handed on into another queue in one instant is answered there by who writes or answers next, queue named or not",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(10, "contact.message", { ...chat, ...ann, ...writes }),
      tell(60, "contact.transferred", { ...chat, ...ann }),
      tell(60, "contact.queued", { ...chat, queue: "back" }),
      tell(80, "contact.message", { ...chat, queue: null, ...bob, ...writes }),
      tell(200, "contact.ended", { ...chat, queue: null, ...bob }),
      tell(0, "contact.queued", { contact: "k1" }),
      tell(60, "contact.transferred", { contact: "k1" }),
      tell(60, "contact.queued", { contact: "k1", queue: "night" }),
      tell(90, "contact.answered", { contact: "k1", queue: null, agent: "cid" }),
    ],
    expected: `
      web chat answered 1
      web chat transferred 1
      web chat averageTalkTime 50
      back chat answered 1
      back chat averageSpeedOfAnswer 20
      bob talkTime 120
      sales call flowedOutOverflow 1
      night call averageSpeedOfAnswer 30`,
  },
  {
    name: "a word of farewell of the agent who handed it on is not the next agent's",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(10, "contact.message", { ...chat, ...ann, ...writes }),
      tell(60, "contact.transferred", { ...chat, ...ann }),
      tell(61, "contact.message", { ...chat, ...ann, ...writes }),
      tell(80, "contact.answered", { ...chat, ...bob }),
      tell(200, "contact.ended", { ...chat, ...bob }),
    ],
    expected: `
      web chat offered 1
      web chat answered 1
      ann answered 1
      ann talkTime 50
      bob talkTime 120`,
  },
];
