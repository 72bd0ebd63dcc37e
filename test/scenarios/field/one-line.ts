/** Sites whose agents have one line: the next call ends an earlier one whose end nobody told (rule 9). */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const ONE_LINE = { oneCallPerAgent: true };
const TWO_CALLS = `
      0|k1|30|NONE|ENTERQUEUE||555|1
      9|k1|30|Ann|CONNECT|9|b.1|8
      100|k2|30|NONE|ENTERQUEUE||556|1
      103|k2|30|Ann|CONNECT|3|b.2|2`;

export const ONE_LINE_CASES: readonly FieldCase[] = [
  {
    name: "with one line, an agent's next call ends the one whose end nobody told",
    until: 200,
    site: ONE_LINE,
    told: TWO_CALLS,
    expected: `
      site contacts 2
      30 call handled 1
      30 call averageTalkTime 94
      Ann talkTime 94
      site agentsOnContact 1`,
  },
  {
    name: "unless the site says so, an agent may have two calls at once",
    until: 200,
    told: TWO_CALLS,
    expected: `
      30 call handled 0
      30 call averageTalkTime -`,
  },
  {
    name: "with one line, an end that is told late is the end all the same",
    until: 200,
    site: ONE_LINE,
    told: `${TWO_CALLS}
      150|k1|30|Ann|COMPLETEAGENT|9|141|1`,
    expected: `
      30 call handled 1
      30 call averageTalkTime 141
      Ann talkTime 141`,
  },
  {
    name: "with one line, each of three calls ends the one before, in whatever queue",
    until: 400,
    site: ONE_LINE,
    told: `${TWO_CALLS}
      200|k3|35|NONE|ENTERQUEUE||557|1
      203|k3|35|Ann|CONNECT|3|b.3|2
      263|k3|35|Ann|COMPLETECALLER|3|60|1`,
    expected: `
      30 call handled 2
      30 call averageTalkTime 97
      35 call averageTalkTime 60
      site agentsOnContact 0`,
  },
  {
    name: "with one line, what was lost before the next call stays lost",
    until: 20_000,
    site: ONE_LINE,
    told: `
      0|k1|30|NONE|ENTERQUEUE||555|1
      9|k1|30|Ann|CONNECT|9|b.1|8
      50|NONE|NONE|NONE|QUEUESTART|
      100|k2|30|NONE|ENTERQUEUE||556|1
      103|k2|30|Ann|CONNECT|3|b.2|2
      113|k2|30|Ann|COMPLETEAGENT|3|10|1`,
    expected: `
      30 call answered 2
      30 call handled 1
      30 call averageTalkTime 10`,
  },
  {
    name: "with one line, a chat neither ends a call nor is ended by one",
    until: 400,
    site: ONE_LINE,
    told: [
      tell(0, "contact.queued"),
      tell(5, "contact.answered", { agent: "ann" }),
      tell(10, "contact.queued", { channel: "chat", contact: "v1" }),
      tell(20, "contact.answered", { channel: "chat", contact: "v1", agent: "ann" }),
      tell(30, "contact.queued", { contact: "c2" }),
      tell(35, "contact.answered", { contact: "c2", agent: "ann" }),
    ],
    expected: `
      sales call averageTalkTime 30
      sales chat averageTalkTime -
      sales chat handled 0`,
  },
  {
    name: "with one line, a call by another of the agent's names is his next call too",
    until: 200,
    site: { ...ONE_LINE, agents: [{ agent: "ann", aliases: ["SIP/21", "Agent/7"], name: "Ann", team: null }] },
    told: `
      0|k1|30|NONE|ENTERQUEUE||555|1
      9|k1|30|SIP/21|CONNECT|9|b.1|8
      100|k2|30|NONE|ENTERQUEUE||556|1
      103|k2|30|Agent/7|CONNECT|3|b.2|2`,
    expected: `
      30 call handled 1
      ann talkTime 94`,
  },
  {
    name: "with one line, a talk that went on under another id is not cut short by what ended it",
    until: 400,
    site: ONE_LINE,
    told: `
      0|k1|30|NONE|ENTERQUEUE||555|1
      9|k1|30|Ann|CONNECT|9|b.1|8
      69|k1b|30|Ann|COMPLETEAGENT|9|60|1
      100|k2|30|NONE|ENTERQUEUE||556|1
      103|k2|30|Ann|CONNECT|3|b.2|2`,
    expected: `
      site contacts 2
      30 call averageTalkTime 60
      Ann talkTime 60`,
  },
];
