/** Calls whose id changes on their way (rule 24). */
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
];
