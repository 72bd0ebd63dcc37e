/** Calls whose id changes on their way (rule 24). */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

export const CHANGED_IDS: readonly FieldCase[] = [
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
    name: "two changes in a row: attended into a queue under another id, and ended under a third",
    until: 400,
    told: `
      0|k1.7|30|NONE|ENTERQUEUE||555|1
      9|k1.7|30|SIP/21|CONNECT|9|b.1|8
      100|k2.9|35|NONE|ENTERQUEUE||21|1
      101|k2.9|30|SIP/21|ATTENDEDTRANSFER|APP|Queue|9|92|1
      108|k1.7|35|SIP/44|CONNECT|8|b.2|6
      208|k4.2|35|SIP/44|COMPLETEAGENT|8|100|1`,
    expected: `
      site contacts 1
      site offered 2
      site agentsOnContact 0
      30 call averageTalkTime 92
      35 call handled 1
      35 call averageTalkTime 100`,
  },
  {
    name: "back into its own queue under another id: who waits there was not answered by the agent who sent it",
    until: 400,
    told: `
      0|k1.7|30|NONE|ENTERQUEUE||555|1
      9|k1.7|30|SIP/21|CONNECT|9|b.1|8
      100|k2.9|30|NONE|ENTERQUEUE||21|1
      101|k2.9|30|SIP/21|ATTENDEDTRANSFER|APP|Queue|9|92|1`,
    expected: `
      site contacts 1
      30 call offered 2
      30 call answered 1
      30 call waiting 1
      30 call averageTalkTime 92
      SIP/21 answered 1
      site agentsOnContact 0`,
  },
  {
    name: "blindly handed on under an id that nobody knew, into the next queue",
    until: 200,
    told: `
      0|k1.7|30|NONE|ENTERQUEUE||555|1
      9|k1.7|30|SIP/21|CONNECT|9|b.1|8
      101|k1.8|30|SIP/21|BLINDTRANSFER|35|from-internal|9|92|1
      102|k1.8|35|NONE|ENTERQUEUE||555|1
      110|k1.8|35|NONE|ABANDON|1|1|8`,
    expected: `
      site contacts 1
      30 call transferred 1
      30 call averageTalkTime 92
      35 call abandoned 1
      site agentsOnContact 0`,
  },
  {
    name: "a talk that a restart has ended is in nobody's way",
    until: 400,
    told: `
      0|k1.7|30|NONE|ENTERQUEUE||555|1
      9|k1.7|30|SIP/21|CONNECT|9|b.1|8
      50|NONE|NONE|NONE|QUEUESTART|
      60|k3.1|30|NONE|ENTERQUEUE||556|1
      69|k3.1|30|SIP/21|CONNECT|9|b.1|8
      100|k2.9|35|NONE|ENTERQUEUE||21|1
      101|k2.9|30|SIP/21|ATTENDEDTRANSFER|APP|Queue|9|32|1`,
    expected: `
      site contacts 2
      30 call transferred 1
      30 call averageTalkTime 32
      35 call waiting 1
      site agentsOnContact 0`,
  },
  {
    name: "of two talks with the same agent, the one whose own end comes later was not the one",
    until: 400,
    told: `
      0|k1.7|30|NONE|ENTERQUEUE||555|1
      9|k1.7|30|SIP/21|CONNECT|9|b.1|8
      20|k3.1|30|NONE|ENTERQUEUE||556|1
      29|k3.1|30|SIP/21|CONNECT|9|b.1|8
      101|k2.9|30|SIP/21|ATTENDEDTRANSFER|BRIDGE|x|9|92|1
      150|k3.1|30|SIP/21|COMPLETECALLER|9|121|1`,
    expected: `
      30 call transferred 1
      30 call handled 2
      30 call averageTalkTime 106.5
      site agentsOnContact 0`,
  },
  {
    name: "the agent by another of his names",
    until: 100,
    site: { agents: [{ agent: "ann", aliases: ["SIP/21", "Local/21@agents"], name: "Ann", team: null }] },
    told: `
      0|k1.3|30|NONE|ENTERQUEUE||555|1
      2|k1.3|30|SIP/21|CONNECT|2|b.1|2
      30|k1.0|30|Local/21@agents|COMPLETEAGENT|2|28|1`,
    expected: `
      site contacts 1
      30 call handled 1
      ann talkTime 28
      site agentsOnContact 0`,
  },
  {
    name: "an end with another wait or length is of a call that nobody told of",
    until: 100,
    told: `
      0|k1.3|30|NONE|ENTERQUEUE||555|1
      2|k1.3|30|Ann|CONNECT|2|b.1|2
      40|k1.0|30|Ann|COMPLETEAGENT|7|28|1
      42|k1.1|30|Ann|COMPLETEAGENT|2|20|1`,
    expected: `
      site contacts 3
      30 call answered 3
      30 call handled 2
      site agentsOnContact 1`,
  },
  {
    name: "chats keep their ids: another id is another chat",
    until: 200,
    told: [
      tell(0, "contact.queued", { channel: "chat" }),
      tell(5, "contact.answered", { channel: "chat", agent: "ann", data: { waitMs: 5000 } }),
      tell(65, "contact.ended", {
        channel: "chat",
        contact: "c2",
        agent: "ann",
        data: { waitMs: 5000, talkMs: 60_000 },
      }),
    ],
    expected: `
      site contacts 2
      site agentsOnContact 1`,
  },
  {
    name: "another source's call is another call",
    until: 200,
    told: [
      tell(0, "contact.queued"),
      tell(5, "contact.answered", { agent: "ann", data: { waitMs: 5000 } }),
      tell(65, "contact.ended", {
        source: "/pbx",
        contact: "c2",
        agent: "ann",
        data: { waitMs: 5000, talkMs: 60_000 },
      }),
    ],
    expected: `
      site contacts 2
      site agentsOnContact 1`,
  },
  {
    name: "a source that reports hold beside the talk, and no milliseconds that agree exactly",
    until: 200,
    told: [
      tell(0, "contact.queued"),
      tell(5, "contact.answered", { agent: "ann", data: { waitMs: 5100 } }),
      tell(65, "contact.ended", {
        contact: "c2",
        agent: "ann",
        data: { waitMs: 5100, talkMs: 50_400, holdMs: 9000 },
      }),
    ],
    expected: `
      site contacts 1
      sales call handled 1
      sales call averageTalkTime 50.4
      sales call averageHoldTime 9
      site agentsOnContact 0`,
  },
];
