/** Contacts that move on: back into the queue they came from, from agent to agent, within one second. */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const chat = { channel: "chat", queue: "web" } as const;
const anonymous = { ...chat, queue: null };

export const TRANSFERS: readonly FieldCase[] = [
  {
    name: "there and back again by blind transfers, each new queue's line written first: each talk is its own queue's",
    until: 300,
    told: `
      0|k1.1|desk|NONE|ENTERQUEUE||555|1
      10|k1.1|desk|Ann|CONNECT|10|b|9
      70|k1.1|back|NONE|ENTERQUEUE||555|1
      70|k1.1|desk|Ann|BLINDTRANSFER|back|from|10|60|1
      80|k1.1|back|Bob|CONNECT|10|b2|9
      100|k1.1|desk|NONE|ENTERQUEUE||555|1
      100|k1.1|back|Bob|BLINDTRANSFER|desk|from|10|20|1
      130|k1.1|desk|Ann|CONNECT|30|b3|9
      160|k1.1|desk|Ann|COMPLETEAGENT|30|30|1`,
    expected: `
      site contacts 1
      desk call offered 2
      desk call answered 2
      desk call transferred 1
      desk call averageTalkTime 45
      back call transferred 1
      back call averageTalkTime 20
      Ann talkTime 90
      Bob talkTime 20`,
  },
  {
    name: "attended into a queue under another id, and gone while waiting there: one caller, who abandoned there",
    until: 300,
    told: `
      0|c1.10|desk|NONE|ENTERQUEUE||600|1
      12|c1.10|desk|Ann|CONNECT|12|p.1|11
      131|c2.30|back|NONE|ENTERQUEUE||7|1
      132|c2.30|desk|Ann|ATTENDEDTRANSFER|APP|Queue|12|120|1
      150|c1.10|back|NONE|ABANDON|1|1|19`,
    expected: `
      site contacts 1
      site offered 2
      desk call handled 1
      desk call averageTalkTime 120
      back call abandoned 1
      back call waiting 0`,
  },
  {
    name: "turned away by a key, refused by a full queue and gone from a third: two stays, one contact, one abandon",
    until: 300,
    told: `
      0|k1.1|one|NONE|ENTERQUEUE||6|1
      20|k1.1|one|NONE|EXITWITHKEY|1|1|1|20
      20|k1.1|two|NONE|FULL|
      21|k1.1|three|NONE|ENTERQUEUE||6|1
      31|k1.1|three|NONE|ABANDON|1|1|10`,
    expected: `
      site contacts 1
      site offered 2
      site flowedOut 1
      site abandoned 1
      three call averageWait 10`,
  },
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
