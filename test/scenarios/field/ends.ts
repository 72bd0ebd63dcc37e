/** Ends that come twice, late, in the second in which something begins, or after the answer; and contacts beside segments. */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const chat = { channel: "chat", queue: "web" } as const;

export const ENDS: readonly FieldCase[] = [
  {
    name: "a caller whose time is up enters the same queue in the same second: the one who waited left",
    until: 400,
    told: [
      tell(0, "contact.queued"),
      tell(180, "contact.flowedOut", { data: { reason: "timeout" } }),
      tell(180, "contact.queued"),
      tell(195, "contact.answered", { agent: "ann" }),
      tell(255, "contact.ended", { agent: "ann", data: { by: "customer" } }),
    ],
    expected: `
      sales call offered 2
      sales call answered 1
      sales call flowedOut 1
      sales call averageSpeedOfAnswer 15
      sales call longestWait 180
      sales call answeredInThreshold 1`,
  },
  {
    name: "the same as lines, with a key pressed",
    until: 400,
    told: `
      0|k1|sales|NONE|ENTERQUEUE||555|1
      180|k1|sales|NONE|EXITWITHKEY|1|1|1|180
      180|k1|sales|NONE|ENTERQUEUE||555|1
      190|k1|sales|NONE|ABANDON|1|1|10`,
    expected: `
      sales call offered 2
      sales call flowedOut 1
      sales call abandoned 1
      sales call longestWait 180
      sales call averageWait 10`,
  },
  {
    name: "a customer who is gone just after the answer: the talk is over, and nobody abandoned",
    until: 600,
    told: [
      tell(-60, "agent.signedIn", { agent: "ann" }),
      tell(0, "contact.queued"),
      tell(5, "contact.answered", { agent: "ann" }),
      tell(6, "contact.abandoned"),
    ],
    expected: `
      sales call offered 1
      sales call answered 1
      sales call abandoned 0
      sales call waiting 0
      site agentsOnContact 0
      ann idle 659`,
  },
  {
    name: "a chat that overflows after its answer: the talk is over",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(5, "contact.answered", { ...chat, agent: "ann" }),
      tell(65, "contact.flowedOut", { ...chat, data: { reason: "overflow" } }),
    ],
    expected: `
      web chat answered 1
      web chat flowedOut 0
      web chat averageTalkTime 60
      site agentsOnContact 0`,
  },
  {
    name: "a time-out that a second feed calls an abandon is a time-out, whichever is told first",
    until: 600,
    told: [
      tell(0, "contact.queued"),
      tell(30, "contact.abandoned", { source: "/ami" }),
      tell(31, "contact.flowedOut", { data: { reason: "timeout" } }),
      tell(0, "contact.queued", { contact: "c2" }),
      tell(40, "contact.flowedOut", { contact: "c2", data: { reason: "timeout" } }),
      tell(41, "contact.abandoned", { contact: "c2", source: "/ami" }),
      tell(0, "contact.queued", { contact: "c3" }),
      tell(50, "contact.abandoned", { contact: "c3", source: "/ami" }),
      tell(51, "contact.flowedOut", { contact: "c3", data: { reason: "other" } }),
    ],
    expected: `
      sales call offered 3
      sales call flowedOut 2
      sales call abandoned 1
      sales call waiting 0`,
  },
  {
    name: "who comes back after an abandon that two feeds told never abandoned",
    until: 600,
    told: [
      tell(0, "contact.queued"),
      tell(20, "contact.abandoned", { source: "/ami" }),
      tell(21, "contact.abandoned"),
      tell(21.5, "contact.ended", { data: { by: "customer" } }),
      tell(60, "contact.queued"),
      tell(80, "contact.answered", { agent: "ann" }),
      tell(0, "contact.queued", { contact: "c2" }),
      tell(20, "contact.abandoned", { contact: "c2" }),
      tell(23, "contact.abandoned", { contact: "c2", source: "/ami" }),
      tell(60, "contact.queued", { contact: "c2" }),
    ],
    expected: `
      sales call offered 3
      sales call abandoned 1
      sales call averageSpeedOfAnswer 80
      sales call waiting 1`,
  },
  {
    name: "a cause is a cause, whatever event states it: solved by a bot, handed on, or a mail that was closed",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(30, "contact.abandoned", { ...chat, source: "/widget" }),
      tell(31, "contact.resolved", chat),
      tell(0, "contact.queued", { contact: "c2" }),
      tell(30, "contact.abandoned", { contact: "c2", source: "/ami" }),
      tell(31, "contact.transferred", { contact: "c2" }),
      tell(0, "contact.queued", { contact: "c3" }),
      tell(30, "contact.abandoned", { contact: "c3", source: "/ami" }),
      tell(33, "contact.transferred", { contact: "c3" }),
      tell(0, "contact.queued", { contact: "c4" }),
      tell(30, "contact.abandoned", { contact: "c4" }),
      tell(31, "contact.ended", { contact: "c4", data: { by: "customer" } }),
    ],
    expected: `
      web chat abandoned 0
      web chat flowedOutSelfService 1
      sales call flowedOutOverflow 1
      sales call abandoned 2`,
  },
  {
    name: "a chat that was talked about before and is abandoned in its next queue is abandoned there, although its system closes it then",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(5, "contact.answered", { ...chat, agent: "ann" }),
      tell(60, "contact.transferred", { ...chat, agent: "ann" }),
      tell(60, "contact.queued", { ...chat, queue: "billing" }),
      tell(100, "contact.abandoned", { ...chat, queue: "billing" }),
      tell(101, "contact.resolved", { ...chat, queue: null }),
      // Where only a message told of the human.
      tell(0, "contact.queued", { ...chat, contact: "c2" }),
      tell(5, "contact.message", { ...chat, contact: "c2", agent: "ann", data: { from: "agent" } }),
      tell(60, "contact.queued", { ...chat, contact: "c2", queue: "billing" }),
      tell(100, "contact.abandoned", { ...chat, contact: "c2", queue: "billing" }),
      tell(100, "contact.resolved", { ...chat, contact: "c2", queue: "billing" }),
      // A mail that is closed was not abandoned, whatever word closes it.
      tell(0, "contact.queued", { channel: "email", queue: "post", contact: "m1" }),
      tell(5, "contact.transferred", { channel: "email", queue: "post", contact: "m1", agent: "ann" }),
      tell(6, "contact.queued", { channel: "email", queue: "back", contact: "m1" }),
      tell(100, "contact.abandoned", { channel: "email", queue: "back", contact: "m1" }),
      tell(101, "contact.resolved", { channel: "email", queue: "back", contact: "m1" }),
    ],
    expected: `
      billing chat abandoned 2
      billing chat flowedOut 0
      back email abandoned 0
      back email flowedOutClosed 1`,
  },
  {
    name: "one call through three queues is one contact and three segments",
    until: 300,
    told: `
      0|k1|north|NONE|ENTERQUEUE||555|1
      20|k1|north|NONE|EXITWITHTIMEOUT|1|1|20
      20|k1|south|NONE|ENTERQUEUE||555|1
      50|k1|south|NONE|EXITEMPTY|1|1|30
      50|k1|last|NONE|ENTERQUEUE||555|1
      55|k1|last|Ann|CONNECT|5|b|4
      95|k1|last|Ann|COMPLETECALLER|5|40|1`,
    expected: `
      site offered 3
      site answered 1
      site flowedOut 2
      site contacts 1
      north call contacts 1
      south call contacts 0`,
  },
  {
    name: "a callback is queued before the caller leaves: one inbound, one callback, no abandon",
    until: 300,
    told: [
      tell(0, "contact.queued"),
      tell(60, "contact.queued", { queue: "callbacks" }),
      tell(61, "contact.callbackRequested", { queue: null }),
      tell(200, "contact.answered", { queue: "callbacks", agent: "ann" }),
      tell(260, "contact.ended", { queue: "callbacks", agent: "ann" }),
    ],
    expected: `
      sales call flowedOut 1
      sales call abandoned 0
      callbacks call answered 1
      site contacts 1
      site waiting 0`,
  },
  {
    name: "a phone that refuses twice in one second refused twice",
    until: 100,
    told: `
      0|k1|sales|NONE|ENTERQUEUE||555|1
      3|k1|sales|Ann|RINGNOANSWER|0
      3|k1|sales|Ann|RINGNOANSWER|0
      9|k1|sales|NONE|ABANDON|1|1|9`,
    expected: `
      sales call notAnswered 2
      sales call abandoned 1`,
  },
  {
    name: "a duration that cannot be costs neither its line nor the talk, which the stamps tell",
    until: 900,
    told: `
      0|k1|sales|NONE|ENTERQUEUE||555|1
      7|k1|sales|Ann|CONNECT|7|b|4
      87|k1|sales|Ann|COMPLETEAGENT|7|1793610100|1
      600|k2|sales|NONE|ENTERQUEUE||556|1
      604|k2|sales|NONE|ABANDON|1|1|-4`,
    expected: `
      sales call answered 1
      sales call handled 1
      sales call averageTalkTime 80
      sales call abandoned 1
      sales call shortAbandoned 1`,
  },
];
