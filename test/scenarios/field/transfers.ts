/** Calls that move on: under another id, back into the queue they came from, from agent to agent, within one second. */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const chat = { channel: "chat", queue: "web" } as const;
const anonymous = { ...chat, queue: null };

export const TRANSFERS: readonly FieldCase[] = [
  {
    name: "a call attended into a queue under another id is one caller, and its first talk is over",
    until: 400,
    told: `
      0|k1.7|30|NONE|ENTERQUEUE||555|1
      9|k1.7|30|SIP/21|CONNECT|9|b.1|8
      100|k2.9|35|NONE|ENTERQUEUE||21|1
      101|k2.9|30|SIP/21|ATTENDEDTRANSFER|APP|Queue|9|92|1
      108|k1.7|35|SIP/44|CONNECT|8|b.2|6
      208|k1.7|35|SIP/44|COMPLETEAGENT|8|100|1`,
    expected: `
      site offered 2
      site contacts 1
      site waiting 0
      site agentsOnContact 0
      30 call transferred 1
      30 call averageTalkTime 92
      35 call answered 1
      35 call averageSpeedOfAnswer 8
      35 call averageTalkTime 100
      SIP/21 answered 1
      SIP/21 talkTime 92
      SIP/44 talkTime 100`,
  },
  {
    name: "the same, the transfer written before the new queue's line and in its second",
    until: 400,
    told: `
      0|k1.7|30|NONE|ENTERQUEUE||555|1
      9|k1.7|30|SIP/21|CONNECT|9|b.1|8
      101|k2.9|30|SIP/21|ATTENDEDTRANSFER|BRIDGE|x|9|92|1
      101|k2.9|35|NONE|ENTERQUEUE||21|1
      108|k1.7|35|SIP/44|CONNECT|7|b.2|6
      208|k1.7|35|SIP/44|COMPLETECALLER|7|100|1`,
    expected: `
      site offered 2
      site contacts 1
      site waiting 0
      30 call averageTalkTime 92
      35 call averageTalkTime 100`,
  },
  {
    name: "an agent with two callers in the queue: nobody can say whose id changed, so none of them moves",
    until: 400,
    told: `
      0|k1.7|30|NONE|ENTERQUEUE||555|1
      9|k1.7|30|SIP/21|CONNECT|9|b.1|8
      20|k3.1|30|NONE|ENTERQUEUE||556|1
      29|k3.1|30|SIP/21|CONNECT|9|b.1|8
      101|k2.9|30|SIP/21|ATTENDEDTRANSFER|BRIDGE|x|9|92|1`,
    expected: `
      site offered 2
      site contacts 2
      site agentsOnContact 1
      30 call transferred 0`,
  },
  {
    name: "a call that ends under an id nobody knows ends the talk with the same wait and length",
    until: 100,
    told: `
      0|k1.3|30|NONE|ENTERQUEUE||555|1
      2|k1.3|30|Ann|CONNECT|2|b.1|2
      3|k2.5|30|NONE|ENTERQUEUE||556|1
      6|k2.5|30|Bob|CONNECT|3|b.2|2
      30|k1.0|30|Ann|COMPLETEAGENT|2|28|1
      35|k2.4|30|Bob|COMPLETECALLER|3|29|1
      40|k2.4|35|NONE|ENTERQUEUE||556|1`,
    expected: `
      site offered 3
      site contacts 2
      site agentsOnContact 0
      30 call handled 2
      30 call averageTalkTime 28.5
      35 call waiting 1
      Ann talkTime 28
      Bob talkTime 29`,
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
