/** More of the same kinds of trouble with agents: other verbs, other orders, other sources. */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const restarted = (seconds: number, source: string) => tell(seconds, "source.restarted", { source });

export const AGENTS_ALIKE: readonly FieldCase[] = [
  {
    name: "a login, and a callback login, without a queue: there from then to the logoff, paused as a whole",
    until: 3600,
    told: `
      0|k1|NONE|Agent/1|AGENTLOGIN|SIP/1
      0|k2|NONE|Agent/2|AGENTCALLBACKLOGIN|2@desk
      600|NONE|NONE|Agent/1|PAUSEALL|Break
      900|NONE|NONE|Agent/1|UNPAUSEALL|
      1800|k1|NONE|Agent/1|AGENTLOGOFF|SIP/1|1800
      2400|k2|NONE|Agent/2|AGENTCALLBACKLOGOFF|2@desk|2400`,
    expected: `
      Agent/1 idle 1500
      Agent/1 paused 300
      Agent/1 explicit 1800
      Agent/2 idle 2400
      Agent/2 implied 0
      site agentsSignedIn 0`,
  },
  {
    name: "a member who is added twice and removed once is gone; removed again adds nothing",
    until: 3600,
    told: `
      0|MANAGER|sales|Ann|ADDMEMBER|
      300|MANAGER|sales|Ann|ADDMEMBER|
      600|MANAGER|sales|Ann|REMOVEMEMBER|
      900|MANAGER|sales|Ann|REMOVEMEMBER|
      900|NONE|NONE|Ann|AGENTLOGOFF||900`,
    expected: `
      Ann idle 600
      Ann explicit 600
      site agentsSignedIn 0`,
  },
  {
    name: "a member who is added paused is paused, and one who is removed and added in one second is back unpaused",
    until: 900,
    told: `
      0|MANAGER|sales|Ann|ADDMEMBER|PAUSED
      300|MANAGER|sales|Ann|REMOVEMEMBER|
      300|MANAGER|sales|Ann|ADDMEMBER|
      600|MANAGER|sales|Ann|REMOVEMEMBER|`,
    expected: `
      Ann paused 300
      Ann idle 300`,
  },
  {
    name: "a pause in each queue, whatever the order of the notes in their second, ends with the first that is lifted",
    until: 1200,
    told: `
      0|MANAGER|sales|Ann|ADDMEMBER|
      0|MANAGER|back|Ann|ADDMEMBER|
      300|NONE|back|Ann|PAUSE|Break
      300|NONE|sales|Ann|PAUSE|Break
      300|NONE|NONE|Ann|PAUSEALL|Break
      600|NONE|back|Ann|UNPAUSE|
      900|NONE|sales|Ann|PAUSE|Break
      1000|NONE|back|Ann|PAUSE|Break
      1100|NONE|NONE|Ann|UNPAUSEALL|`,
    expected: `
      Ann paused 400
      Ann idle 800`,
  },
  {
    name: "a sign-out while paused ends the pause with it",
    until: 1200,
    told: `
      0|MANAGER|sales|Ann|ADDMEMBER|
      300|NONE|sales|Ann|PAUSE|Break
      600|MANAGER|sales|Ann|REMOVEMEMBER|
      900|MANAGER|sales|Ann|ADDMEMBER|`,
    expected: `
      Ann paused 300
      Ann idle 600
      site agentsIdle 1`,
  },
  {
    name: "a call that rang shows a member of the configuration, and that he is not paused in that queue",
    until: 1200,
    told: `
      0|NONE|sales|Ann|PAUSE|Break
      300|k1|back|NONE|ENTERQUEUE||555|1
      310|k1|back|Ann|RINGNOANSWER|8000
      600|NONE|back|Ann|PAUSE|Auto-Pause`,
    expected: `
      Ann paused 910
      Ann idle 290
      Ann implied 1200`,
  },
  {
    name: "a restart of the phones signs out whom only they had shown, not who signed in, nor whom another source showed",
    until: 1200,
    told: [
      tell(0, "agent.stateChanged", { source: "/phones", agent: "ann", data: { state: "paused" } }),
      tell(0, "agent.signedIn", { source: "/phones", agent: "bob" }),
      tell(0, "agent.stateChanged", { source: "/chats", agent: "cem", data: { state: "paused" } }),
      restarted(600, "/phones"),
    ],
    expected: `
      ann paused 600
      bob idle 1200
      cem paused 1200
      site agentsSignedIn 2`,
  },
  {
    name: "who is wrapping up when he signs out is so to the end of it, and told of as he had signed in",
    until: 900,
    told: [
      tell(0, "agent.signedIn", { agent: "ann" }),
      tell(10, "contact.answered", { agent: "ann" }),
      tell(100, "contact.ended", { agent: "ann", data: { wrapUpMs: 60_000 } }),
      tell(120, "agent.signedOut", { agent: "ann" }),
    ],
    expected: `
      ann onContact 90
      ann wrapUp 60
      ann explicit 160
      site agentsSignedIn 0`,
  },
  {
    name: "two calls at once are one busy agent, also one who never signed in",
    until: 900,
    told: `
      0|k1|sales|NONE|ENTERQUEUE||555|1
      0|k2|back|NONE|ENTERQUEUE||556|1
      10|k1|sales|SIP/9|CONNECT|10|b|9
      30|k2|back|SIP/9|CONNECT|30|b|9
      60|k1|sales|SIP/9|COMPLETECALLER|10|50|1
      90|k2|back|SIP/9|COMPLETEAGENT|30|60|1`,
    expected: `
      SIP/9 onContact 80
      SIP/9 idle 810
      SIP/9 implied 890
      SIP/9 answered 2`,
  },
  {
    name: "a site that lets presence last longer after work",
    until: 7200,
    site: { impliedPresenceMs: 3_600_000 },
    told: `
      0|k1|600|NONE|ENTERQUEUE||555|1
      10|k1|600|SIP/9|CONNECT|10|b|9
      70|k1|600|SIP/9|COMPLETECALLER|10|60|1`,
    expected: `
      SIP/9 idle 3600
      site agentsSignedIn 0`,
  },
];
