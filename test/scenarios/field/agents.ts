/** Agents as phone systems tell of them: pauses of one second, of each membership, and members who never sign in. */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

export const AGENTS: readonly FieldCase[] = [
  {
    name: "a pause that ends and another that begins in one second: paused on, by the order of the lines",
    until: 3700,
    told: `
      0|MANAGER|sales|Ann|ADDMEMBER|
      500|NONE|sales|Ann|PAUSE|Lunch
      900|NONE|sales|Ann|UNPAUSE|Auto-Unpause
      900|NONE|sales|Ann|PAUSE|Training
      1500|NONE|sales|Ann|UNPAUSE|Training
      3600|MANAGER|sales|Ann|REMOVEMEMBER|`,
    expected: `
      Ann idle 2600
      Ann paused 1000
      site agentsSignedIn 0`,
  },
  {
    name: "the same for all queues at once, the other way round: back at work",
    until: 3600,
    told: `
      0|MANAGER|sales|Ann|ADDMEMBER|
      500|NONE|NONE|Ann|PAUSEALL|Lunch
      900|NONE|NONE|Ann|PAUSEALL|Lunch
      900|NONE|NONE|Ann|UNPAUSEALL|
      3600|MANAGER|sales|Ann|REMOVEMEMBER|`,
    expected: `
      Ann idle 3200
      Ann paused 400`,
  },
  {
    name: "a pause of all that is lifted queue by queue is over with the first",
    until: 3600,
    told: `
      0|MANAGER|sales|Ann|ADDMEMBER|
      0|MANAGER|back|Ann|ADDMEMBER|
      600|NONE|NONE|Ann|PAUSEALL|Break
      600|NONE|sales|Ann|PAUSE|Break
      600|NONE|back|Ann|PAUSE|Break
      1000|NONE|sales|Ann|UNPAUSE|
      1100|NONE|back|Ann|UNPAUSE|
      3600|MANAGER|sales|Ann|REMOVEMEMBER|
      3600|MANAGER|back|Ann|REMOVEMEMBER|`,
    expected: `
      Ann paused 400
      Ann idle 3200`,
  },
  {
    name: "who is paused in one of two queues is not paused, and is when the other is left",
    until: 3600,
    told: `
      0|MANAGER|sales|Ann|ADDMEMBER|
      0|MANAGER|back|Ann|ADDMEMBER|
      600|NONE|sales|Ann|PAUSE|Break
      1000|MANAGER|back|Ann|REMOVEMEMBER|
      3600|MANAGER|sales|Ann|REMOVEMEMBER|`,
    expected: `
      Ann paused 2600
      Ann idle 1000`,
  },
  {
    name: "a member of the configuration never signs in, yet works",
    until: 800,
    told: `
      0|k1|600|NONE|ENTERQUEUE||555|1
      10|k1|600|SIP/9|CONNECT|10|b|9
      70|k1|600|SIP/9|COMPLETECALLER|10|60|1
      300|NONE|600|SIP/9|PAUSE|
      600|NONE|600|SIP/9|UNPAUSE|
      740|k2|600|NONE|ENTERQUEUE||556|1
      750|k2|600|SIP/9|CONNECT|10|b|9`,
    expected: `
      600 call answered 2
      600 call abandoned 0
      SIP/9 onContact 110
      SIP/9 paused 300
      SIP/9 idle 380
      site agentsOnContact 1`,
  },
  {
    name: "such a member is gone after half an hour without work, unless he is paused",
    until: 7200,
    told: `
      0|k1|600|NONE|ENTERQUEUE||555|1
      10|k1|600|SIP/9|CONNECT|10|b|9
      70|k1|600|SIP/9|COMPLETECALLER|10|60|1
      0|k2|600|NONE|ENTERQUEUE||556|1
      10|k2|600|SIP/8|CONNECT|10|b|9
      70|k2|600|SIP/8|COMPLETECALLER|10|60|1
      100|NONE|NONE|SIP/8|PAUSEALL|`,
    expected: `
      SIP/9 onContact 60
      SIP/9 idle 1800
      SIP/8 idle 30
      SIP/8 paused 7100
      site agentsSignedIn 1`,
  },
  {
    name: "who signs out in a talk is not idle after it, and the talk is his to its end",
    until: 900,
    told: [
      tell(0, "agent.signedIn", { agent: "ann" }),
      tell(50, "contact.queued"),
      tell(60, "contact.answered", { agent: "ann" }),
      tell(100, "agent.signedOut", { agent: "ann" }),
      tell(200, "contact.ended", { agent: "ann", data: { wrapUpMs: 20_000 } }),
    ],
    expected: `
      ann idle 60
      ann onContact 140
      ann wrapUp 20
      site agentsSignedIn 0`,
  },
  {
    name: "who lets his phone ring and is paused for it in that second is paused, also where he was never seen before",
    until: 900,
    told: [
      tell(0, "agent.signedIn", { agent: "ann" }),
      tell(50, "contact.queued"),
      tell(60, "contact.alerted", { agent: "ann" }),
      tell(80, "contact.notAnswered", { agent: "ann", source: "/dialer" }),
      tell(80, "agent.stateChanged", { agent: "ann", data: { state: "paused" } }),
      tell(500, "agent.stateChanged", { agent: "ann", data: { state: "idle" } }),
    ],
    expected: `
      sales call notAnswered 1
      ann paused 420
      ann idle 480`,
  },
  {
    name: "a log that begins in the middle of a call: a phone that rings there shows its member",
    until: 900,
    told: `
      100|k1|sales|Ann|RINGNOANSWER|8000
      100|NONE|sales|Ann|PAUSE|Auto-Pause
      400|NONE|sales|Ann|UNPAUSE|
      450|k2|back|Bob|RINGNOANSWER|8000`,
    expected: `
      site offered 0
      Ann paused 300
      Ann idle 500
      Bob idle 450
      Bob implied 450`,
  },
  {
    name: "an agent by all his names is one agent",
    until: 900,
    site: {
      agents: [{ agent: "ann", name: "Ann", team: null, aliases: ["SIP/9", "Ann Lee"] }],
    },
    told: `
      0|MANAGER|600|Ann Lee|ADDMEMBER|
      50|k1|600|NONE|ENTERQUEUE||555|1
      60|k1|600|SIP/9|CONNECT|10|b|9
      160|k1|600|SIP/9|COMPLETECALLER|10|100|1
      900|MANAGER|600|ann|REMOVEMEMBER|`,
    expected: `
      ann answered 1
      ann onContact 100
      ann idle 800`,
  },
];
