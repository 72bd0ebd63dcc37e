/**
 * Reports of agents, as facts: what a phone system wrote and what a statistics product reports of it.
 * A line is `time call queue agent VERB field…`; "-" is NONE or an empty field, "x" a value without meaning here.
 * A fact is `queue-or-agent measure interval=value…`; "-" is no value, `total` the time from the first line to the end.
 */
import type { QueueLogCase } from "./queue-log-case.ts";

export const AGENT_CASES: readonly QueueLogCase[] = [
  {
    name: "an agent's answered calls, one of them transferred",
    day: "2012-07-01",
    to: "2012-07-01T12:00",
    lines: `
      10:58:39.750413 c1 q01 a1 COMPLETECALLER 1 6 1
      10:58:33.643463 c1 q01 a1 CONNECT 1 x 1
      10:58:32.192729 c1 q01 - ENTERQUEUE - x 1
      09:54:49.776142 c2 q01 a1 TRANSFER x x 1 9 1
      09:54:40.233811 c2 q01 a1 CONNECT 1 x 1
      09:54:39.109284 c2 q01 - ENTERQUEUE - x 1
      08:54:23.674291 c3 q01 a1 COMPLETECALLER 1 5 1
      08:54:18.711465 c3 q01 a1 CONNECT 1 x 1
      08:54:17.039559 c3 q01 - ENTERQUEUE - x 1
    `,
    expected: `
      a1 answered 08h=1 09h=1 10h=1 11h=0 total=3
    `,
  },
  {
    name: "conversation time as reported, through every kind of transfer",
    day: "2012-01-01",
    to: "2012-01-01T12:00",
    lines: `
      09:01:06.555555 c1 q02 a2 ENTERQUEUE
      09:01:06.666666 c1 q02 a2 CONNECT 4
      09:01:10.777777 c1 q02 a2 COMPLETEAGENT 4 10
      09:02:06.555555 c2 q02 a2 ENTERQUEUE
      09:02:06.666666 c2 q02 a2 CONNECT 5
      09:02:10.777777 c2 q02 a2 COMPLETECALLER 4 10
      09:03:06.555555 c3 q02 a2 ENTERQUEUE
      09:03:06.666666 c3 q02 a2 CONNECT 6
      09:03:10.777777 c3 q02 a2 TRANSFER x x 0 10
      09:04:06.555555 c4 q02 a2 ENTERQUEUE
      09:04:06.666666 c4 q02 a2 CONNECT 6
      09:04:10.777777 c4 q02 a2 BLINDTRANSFER x x 0 10
      09:05:06.555555 c5 q02 a2 ENTERQUEUE
      09:05:06.666666 c5 q02 a2 CONNECT 6
      09:05:10.777777 c5 q02 a2 ATTENDEDTRANSFER BRIDGE x 0 10
      09:06:06.555555 c6 q02 a2 ENTERQUEUE
      09:06:06.666666 c6 q02 a2 CONNECT 6
      09:06:10.777777 c6 q02 a2 ATTENDEDTRANSFER LINK x x 0 10|1
    `,
    expected: `
      a2 answered 08h=0 09h=6 10h=0 11h=0 total=6
      a2 conversation 08h=0 09h=60 10h=0 11h=0 total=60
    `,
  },
  {
    name: "a login from its logon to its logoff",
    day: "2012-01-01",
    to: "2012-01-01T12:00",
    lines: `
      09:10:10.777777 c1 - a3 AGENTCALLBACKLOGIN
      09:25:10.777777 c2 - a3 AGENTCALLBACKLOGOFF x 900
      09:25:11.555555 c3 - a3 UNPAUSEALL
    `,
    expected: `
      a3 login 08h=0 09h=900 10h=0 11h=0 total=900
    `,
  },
  {
    name: "two logins in one hour, and one that is still open",
    day: "2012-01-01",
    to: "2012-01-01T12:00",
    lines: `
      09:01:00.000000 c1 - a4 AGENTCALLBACKLOGIN
      09:01:06.000000 c2 - a4 AGENTCALLBACKLOGOFF x 6
      09:02:00.000000 c3 - a4 AGENTLOGIN
      09:02:30.000000 c3 - a4 AGENTLOGOFF x 30
      09:50:00.000000 c4 - a4 AGENTCALLBACKLOGIN
    `,
    expected: `
      a4 login 08h=0 09h=636 10h=3600 11h=3600 total=7836
    `,
  },
  {
    name: "a login over the full hour",
    day: "2012-01-01",
    to: "2012-01-01T12:00",
    lines: `
      08:50:00.999999 c1 - a5 AGENTCALLBACKLOGIN
      09:01:06.000000 c2 - a5 AGENTCALLBACKLOGOFF x 665
      09:02:00.000000 c3 - a5 AGENTLOGIN
      09:02:30.000000 c3 - a5 AGENTLOGOFF x 30
    `,
    expected: `
      a5 login 08h=599 09h=96 10h=0 11h=0 total=695
    `,
  },
  {
    name: "a logoff at the full hour without a login adds nothing",
    day: "2012-01-02",
    to: "2012-01-02T09:00",
    lines: `
      08:00:00.000000 c1 - a5 AGENTCALLBACKLOGOFF x 300
      08:00:00.000000 c2 - a5 AGENTLOGOFF x 30
    `,
    expected: `
      a5 login 08h=0 total=0
    `,
  },
  {
    name: "a logoff after the report without a login adds nothing",
    day: "2012-01-02",
    to: "2012-01-02T09:00",
    lines: `
      10:00:00.000000 c1 - a5 AGENTCALLBACKLOGOFF x 300
      10:00:00.000000 c2 - a5 AGENTLOGOFF x 30
    `,
    expected: `
      a5 login 08h=0 total=0
    `,
  },
  {
    name: "a login after the report adds nothing",
    day: "2012-01-02",
    to: "2012-01-02T09:00",
    lines: `
      09:50:00.999999 c1 - a5 AGENTCALLBACKLOGIN
      09:51:00.000000 c2 - a5 AGENTLOGIN
    `,
    expected: `
      a5 login 08h=0 total=0
    `,
  },
  {
    name: "only the logins within the report count",
    day: "2012-01-02",
    to: "2012-01-02T09:00",
    lines: `
      08:30:00.000000 c1 - a5 AGENTCALLBACKLOGIN
      08:35:00.000000 c2 - a5 AGENTCALLBACKLOGOFF x 300
      08:40:00.000000 c3 - a5 AGENTLOGIN
      08:45:00.000000 c3 - a5 AGENTLOGOFF x 300
      09:30:00.000000 c1 - a5 AGENTCALLBACKLOGIN
      09:40:00.000000 c3 - a5 AGENTLOGIN
    `,
    expected: `
      a5 login 08h=600 total=600
    `,
  },
  {
    // The product totals four hours of one day; ours begins at the first line, so the hours alone are compared.
    name: "a login of three days fills the hours between",
    day: "2012-01-02",
    to: "2012-01-02T12:00",
    lines: `
      2012-01-01T08:50:00.999999 c1 - a6 AGENTCALLBACKLOGIN
      2012-01-03T09:01:06.000000 c2 - a6 AGENTCALLBACKLOGOFF x 173941
      2012-01-03T09:02:00.000000 c3 - a6 AGENTLOGIN
      2012-01-03T09:02:30.000000 c3 - a6 AGENTLOGOFF x 30
    `,
    expected: `
      a6 login 08h=3600 09h=3600 10h=3600 11h=3600
    `,
  },
  {
    name: "a login of a quarter of an hour, read twice",
    day: "2012-01-01",
    to: "2012-01-02T00:00",
    lines: `
      09:10:10.777777 c1 - a8 AGENTCALLBACKLOGIN
      09:25:10.777777 c2 - a8 AGENTCALLBACKLOGOFF x 900
      09:25:11.555555 c3 - a8 UNPAUSEALL
    `,
    expected: `
      a8 login 09h=900
    `,
  },
  {
    name: "a login that ends in the next hour is split at the hour",
    day: "2012-01-01",
    to: "2012-01-01T12:00",
    lines: `
      09:07:00.999999 c1 - a9 AGENTCALLBACKLOGIN
      09:12:06.000000 c2 - a9 AGENTCALLBACKLOGOFF x 305
      09:45:00.000000 c3 - a9 AGENTLOGIN
      10:02:30.000000 c3 - a9 AGENTLOGOFF x 1050
    `,
    expected: `
      a9 login 08h=0 09h=1205 10h=150 11h=0 total=1355
    `,
  },
];
