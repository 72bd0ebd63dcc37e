/** Contacts that move on: back into the queue they came from, from agent to agent, within one second. */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const chat = { channel: "chat", queue: "web" } as const;
const anonymous = { ...chat, queue: null };

export const TRANSFERS: readonly FieldCase[] = [
  {
    name: "a call blindly transferred into the queue it came from, in one second, is the next agent's",
    until: 300,
    told: `
      0|k1.1|desk|NONE|ENTERQUEUE||555|1
      12|k1.1|desk|Ann|CONNECT|12|b|9
      52|k1.1|desk|Ann|BLINDTRANSFER|desk|from|12|40|1
      52|k1.1|desk|NONE|ENTERQUEUE||555|1
      80|k1.1|desk|Bob|CONNECT|28|b2|9
      110|k1.1|desk|Bob|COMPLETECALLER|28|30|1`,
    expected: `
      desk call offered 2
      desk call answered 2
      desk call handled 2
      desk call transferred 1
      desk call averageSpeedOfAnswer 20
      desk call averageTalkTime 35
      Ann talkTime 40
      Bob talkTime 30`,
  },
  {
    name: "the same, the new queue's line written first, as Asterisk does in a quarter of the cases",
    until: 300,
    told: `
      0|k1.1|desk|NONE|ENTERQUEUE||555|1
      12|k1.1|desk|Ann|CONNECT|12|b|9
      52|k1.1|desk|NONE|ENTERQUEUE||555|1
      52|k1.1|desk|Ann|BLINDTRANSFER|desk|from|12|40|1
      80|k1.1|desk|Bob|CONNECT|28|b2|9
      110|k1.1|desk|Bob|COMPLETECALLER|28|30|1`,
    expected: `
      desk call offered 2
      desk call handled 2
      desk call transferred 1
      desk call averageTalkTime 35
      Ann talkTime 40
      Bob talkTime 30`,
  },
  {
    name: "a call that a redirect takes out of a talk without a line: the talk ends where it is queued anew",
    until: 300,
    told: `
      0|k1.1|desk|NONE|ENTERQUEUE||555|1
      12|k1.1|desk|Ann|CONNECT|12|b|9
      52|k1.1|back|NONE|ENTERQUEUE||555|1
      80|k1.1|back|Bob|CONNECT|28|b2|9
      110|k1.1|back|Bob|COMPLETECALLER|28|30|1`,
    expected: `
      desk call averageTalkTime 40
      back call averageTalkTime 30
      Ann onContact 40
      site agentsOnContact 0`,
  },
  {
    name: "redirected back to the same agent, the first talk's own end still comes: it is told by its wait and length",
    until: 80,
    told: `
      0|k1.1|desk|NONE|ENTERQUEUE||555|1
      10|k1.1|desk|Ann|CONNECT|10|b|9
      50|k1.1|desk|NONE|ENTERQUEUE||555|1
      55|k1.1|desk|Ann|CONNECT|5|b2|4
      60|k1.1|desk|Ann|COMPLETEAGENT|10|50|1`,
    expected: `
      desk call answered 2
      desk call handled 1
      desk call averageTalkTime 50
      site agentsOnContact 1`,
  },
  {
    name: "a chat handed from agent to agent without a queue between is offered once, and each has his talk",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(10, "contact.answered", { ...chat, agent: "ann" }),
      tell(70, "contact.transferred", { ...chat, agent: "ann", data: { kind: "attended" } }),
      tell(72, "contact.answered", { ...chat, agent: "bob" }),
      tell(272, "contact.ended", { ...chat, agent: "bob", data: { by: "agent" } }),
    ],
    expected: `
      web chat offered 1
      web chat answered 1
      web chat handled 1
      web chat transferred 1
      ann answered 1
      ann talkTime 60
      bob answered 1
      bob talkTime 200
      site agentsOnContact 0`,
  },
  {
    name: "there and back again: three legs of two agents, and the end belongs to the last",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(10, "contact.answered", { ...chat, agent: "ann" }),
      tell(70, "contact.transferred", { ...anonymous, agent: "ann" }),
      tell(70, "contact.answered", { ...anonymous, agent: "bob" }),
      tell(100, "contact.transferred", { ...anonymous, agent: "bob" }),
      tell(105, "contact.answered", { ...anonymous, agent: "ann" }),
      tell(205, "contact.ended", { ...anonymous, agent: "ann", data: { wrapUpMs: 15_000 } }),
    ],
    expected: `
      web chat offered 1
      web chat answered 1
      web chat transferred 2
      web chat handled 1
      web chat averageWrapUpTime 15
      ann answered 2
      ann talkTime 160
      ann wrapUpTime 15
      bob answered 1
      bob talkTime 30
      site agentsOnContact 0`,
  },
];
