/**
 * Reports of what agents do, as facts: what a phone system wrote and what a statistics product reports of it.
 * A line is `time call queue agent VERB field…`; "-" is NONE or an empty field, "x" a value without meaning here.
 * A fact is `queue-or-agent measure interval=value…`; "-" is no value, `total` the time from the first line to the end.
 */
import type { QueueLogCase } from "./queue-log-case.ts";

export const AGENT_WORK_CASES: readonly QueueLogCase[] = [
  {
    name: "pauses that repeat are one pause until the next return",
    day: "2012-01-01",
    to: "2012-01-01T12:00",
    lines: `
      10:46:00.000000 - - a10 UNPAUSEALL
      09:41:10.000000 - - a10 PAUSEALL
      08:54:09.000000 - - a10 UNPAUSEALL
      08:50:59.000000 - - a10 UNPAUSEALL
      08:50:46.000000 - - a10 UNPAUSEALL
      08:48:45.000000 - - a10 PAUSEALL
      08:47:18.000000 - - a10 PAUSEALL
      08:47:17.000000 - - a10 PAUSEALL
      08:47:16.000000 - - a10 PAUSEALL
      08:46:38.000000 - - a10 UNPAUSEALL
      08:41:30.000000 - - a10 PAUSEALL
      08:41:09.000000 - - a10 UNPAUSEALL
    `,
    expected: `
      a10 pause 08h=518 09h=1130 10h=2760 11h=0 total=4408
    `,
  },
  {
    name: "a pause without return lasts to the end of the report",
    day: "2012-01-01",
    to: "2012-01-01T12:00",
    lines: `
      09:41:10.000000 - - a10 PAUSEALL
      08:54:09.000000 - - a10 UNPAUSEALL
      08:50:59.000000 - - a10 UNPAUSEALL
      08:50:46.000000 - - a10 UNPAUSEALL
      08:48:45.000000 - - a10 PAUSEALL
      08:47:18.000000 - - a10 PAUSEALL
      08:47:17.000000 - - a10 PAUSEALL
      08:47:16.000000 - - a10 PAUSEALL
      08:46:38.000000 - - a10 UNPAUSEALL
      08:41:30.000000 - - a10 PAUSEALL
      08:41:09.000000 - - a10 UNPAUSEALL
    `,
    expected: `
      a10 pause 08h=518 09h=1130 10h=3600 11h=3600 total=8848
    `,
  },
  {
    name: "wrap-up that the phone system reports of the agent",
    day: "2012-01-01",
    to: "2012-01-01T12:00",
    lines: `
      09:43:07.216260 - - a11 WRAPUPSTART 15
      09:43:07.213910 c1 q11 a11 COMPLETEAGENT 18 2 1
      09:43:05.121034 c1 q11 a11 CONNECT 18 x 2
      09:42:47.009661 c1 q11 - ENTERQUEUE - x 1
    `,
    expected: `
      a11 answered 08h=0 09h=1 10h=0 11h=0 total=1
      a11 wrapUp 08h=0 09h=15 10h=0 11h=0 total=15
    `,
  },
  {
    name: "a call handed from one agent's queue to another's is answered by both",
    day: "2013-11-08",
    to: "2013-11-08T12:00",
    lines: `
      09:53:09.948070 c1 q12 - ENTERQUEUE - x 1
      09:53:12.684547 c1 q12 a12 CONNECT 3 x 2
      10:02:30.219402 c1 q12 a12 COMPLETECALLER 3 558 1
      10:02:30.569451 c1 q13 - ENTERQUEUE - x 1
      10:02:32.770339 c1 q13 a13 CONNECT 2 x 2
      10:04:19.485883 c1 q13 a13 COMPLETECALLER 2 107 1
    `,
    expected: `
      a12 answered 08h=0 09h=1 10h=0 11h=0 total=1
      a13 answered 08h=0 09h=0 10h=1 11h=0 total=1
    `,
  },
];
