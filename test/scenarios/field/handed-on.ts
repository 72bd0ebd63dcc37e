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
    name: "a contact that is offered in two queues and handed on in one of them is the next agent's there, who names it",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(2, "contact.queued", { ...chat, queue: "vip" }),
      tell(10, "contact.answered", { ...chat, ...ann }),
      tell(20, "contact.queued", { ...chat, queue: "back" }),
      tell(60, "contact.transferred", { ...chat, ...ann }),
      tell(80, "contact.answered", { ...chat, ...bob }),
      tell(200, "contact.ended", { ...chat, ...bob }),
      // By what he writes.
      tell(0, "contact.queued", { ...mail, contact: "m1" }),
      tell(5, "contact.queued", { ...mail, contact: "m1", queue: "legal" }),
      tell(10, "contact.message", { ...mail, contact: "m1", ...ann, ...writes }),
      tell(60, "contact.transferred", { ...mail, contact: "m1", ...ann }),
      tell(80, "contact.message", { ...mail, contact: "m1", ...bob, ...writes }),
      // A call, before anybody had it.
      tell(0, "contact.queued", { contact: "k1" }),
      tell(5, "contact.queued", { contact: "k1", queue: "night" }),
      tell(60, "contact.transferred", { contact: "k1", queue: "sales" }),
      tell(90, "contact.answered", { contact: "k1", queue: "sales", agent: "cid" }),
    ],
    expected: `
      web chat offered 1
      web chat answered 1
      web chat transferred 1
      web chat averageTalkTime 170
      vip chat waiting 1
      back chat waiting 1
      post email offered 1
      legal email waiting 1
      sales call offered 1
      sales call averageSpeedOfAnswer 90
      sales call flowedOut 0
      night call waiting 1`,
  },
  {
    name: "who names no queue answers where the chat has come since, in whatever order a system tells of it",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(10, "contact.answered", { ...chat, ...ann }),
      // Its new queue first, then that it was handed on.
      tell(59.9, "contact.queued", { ...chat, queue: "back" }),
      tell(60, "contact.transferred", { ...chat, ...ann }),
      tell(80, "contact.answered", { ...chat, queue: null, ...bob }),
      tell(90, "contact.message", { ...chat, queue: null, ...bob, ...writes }),
      tell(200, "contact.ended", { ...chat, queue: null, ...bob }),
      // Taken there before it was handed on, of one instant and just before it.
      tell(0, "contact.queued", { ...chat, contact: "c2" }),
      tell(10, "contact.answered", { ...chat, contact: "c2", ...ann }),
      tell(60, "contact.queued", { ...chat, contact: "c2", queue: "back" }),
      tell(60, "contact.answered", { ...chat, contact: "c2", queue: "back", ...bob }),
      tell(60, "contact.transferred", { ...chat, contact: "c2", ...ann }),
      tell(80, "contact.message", { ...chat, contact: "c2", queue: null, ...bob, ...writes }),
      tell(200, "contact.ended", { ...chat, contact: "c2", queue: null, ...bob }),
      tell(0, "contact.queued", { ...chat, contact: "c3" }),
      tell(10, "contact.answered", { ...chat, contact: "c3", ...ann }),
      tell(60, "contact.transferred", { ...chat, contact: "c3", ...ann }),
      tell(70, "contact.answered", { ...chat, contact: "c3", queue: "back", ...bob }),
      tell(80, "contact.message", { ...chat, contact: "c3", queue: null, ...bob, ...writes }),
      tell(200, "contact.ended", { ...chat, contact: "c3", queue: null, ...bob }),
      // Who talks in another queue already writes there.
      tell(0, "contact.queued", { ...chat, contact: "c4", queue: "back" }),
      tell(5, "contact.queued", { ...chat, contact: "c4" }),
      tell(5, "contact.answered", { ...chat, contact: "c4", queue: "back", ...bob }),
      tell(10, "contact.answered", { ...chat, contact: "c4", ...ann }),
      tell(60, "contact.transferred", { ...chat, contact: "c4", ...ann }),
      tell(80, "contact.message", { ...chat, contact: "c4", queue: null, ...bob, ...writes }),
      tell(105, "contact.ended", { ...chat, contact: "c4", queue: null, ...bob }),
    ],
    expected: `
      web chat offered 4
      web chat transferred 4
      web chat averageTalkTime 50
      back chat offered 4
      back chat answered 4
      back chat waiting 0
      bob answered 4
      bob talkTime 490
      site agentsOnContact 0`,
  },
  {
    name: "a hand-over that a second feed tells once more is one, and whoever has it by then goes on with it",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(10, "contact.answered", { ...chat, ...ann }),
      tell(60, "contact.transferred", { ...chat, ...ann }),
      tell(61, "contact.answered", { ...chat, ...bob }),
      tell(62, "contact.transferred", { ...chat, ...ann, source: "/widget" }),
      tell(70, "contact.answered", { ...chat, ...bob, source: "/widget" }),
      tell(200, "contact.ended", { ...chat, ...bob }),
    ],
    expected: `
      web chat offered 1
      web chat transferred 1
      bob answered 1
      bob talkTime 139`,
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
