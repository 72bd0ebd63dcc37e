/**
 * Reports of queues, as facts: what a phone system wrote and what a statistics product reports of it.
 * A line is `time call queue agent VERB field…`; "-" is NONE or an empty field, "x" a value without meaning here.
 * A fact is `queue-or-agent measure interval=value…`; "-" is no value, `total` the time from the first line to the end.
 */
import type { QueueLogCase } from "./queue-log-case.ts";

export const QUEUE_CASES: readonly QueueLogCase[] = [
  {
    name: "a call that moves on to a second queue is received once in each",
    day: "2013-11-08",
    to: "2013-11-08T11:00",
    lines: `
      09:53:09.948070 c1 q01 - ENTERQUEUE - x 1
      09:53:12.684547 c1 q01 a1240 CONNECT 3 x 2
      10:02:30.219402 c1 q01 a1240 COMPLETECALLER 3 558 1
      10:02:30.569451 c1 q02 - ENTERQUEUE - x 1
      10:02:30.686291 c1 q02 a1255 RINGNOANSWER 0
      10:02:32.770339 c1 q02 a1246 CONNECT 2 x 2
      10:04:19.485883 c1 q02 a1246 COMPLETECALLER 2 107 1
    `,
    expected: `
      q01 received 09h=1 10h=0 total=1
      q01 answered 09h=1 10h=0 total=1
      q02 received 09h=0 10h=1 total=1
      q02 answered 09h=0 10h=1 total=1
    `,
  },
  {
    name: "abandoned calls count in the hour they were offered, and their average wait is floored",
    day: "2012-07-01",
    to: "2012-07-01T12:00",
    lines: `
      08:00:00.000000 c1 q01 - ENTERQUEUE
      08:10:00.000000 c1 q01 - ABANDON 1 1 4
      08:00:00.000001 c2 q01 - ENTERQUEUE
      08:11:00.000001 c2 q01 - ABANDON 2 3 5
      08:00:00.000001 c3 q02 - ENTERQUEUE
      08:11:00.000001 c3 q02 - ABANDON 1 1 3
      08:59:59.999999 c4 q01 - ENTERQUEUE
      09:59:59.999999 c4 q01 - ABANDON 2 2 2
      09:00:00.000000 c5 q01 - ENTERQUEUE
      09:10:00.000000 c5 q01 - ABANDON 4 3 4
      09:59:59.999999 c6 q01 - ENTERQUEUE
      10:59:59.999999 c6 q01 - ABANDON 1 4 2
    `,
    expected: `
      q01 received 08h=3 09h=2 10h=0 11h=0 total=5
      q01 abandoned 08h=3 09h=2 10h=0 11h=0 total=5
      q01 wait 08h=3 09h=3 10h=- 11h=- total=3
      q01 answeredRate 08h=0 09h=0 10h=- 11h=- total=0
      q01 inTime 08h=- 09h=- 10h=- 11h=- total=-
    `,
  },
  {
    name: "calls whose answer is stamped before they entered the queue wait as long as was reported",
    day: "2012-07-01",
    to: "2012-07-01T12:00",
    lines: `
      08:00:00.000000 c1 q01 - ENTERQUEUE
      08:00:03.000000 c1 q01 a001 CONNECT 3
      08:00:06.000000 c1 q01 a001 COMPLETECALLER 3 6 1
      08:00:00.000001 c2 q01 - ENTERQUEUE
      08:00:03.000001 c2 q01 a001 CONNECT 3
      08:00:06.000001 c2 q01 a001 COMPLETEAGENT 3 6 1
      08:00:00.000001 c3 q02 - ENTERQUEUE
      08:00:03.000001 c3 q02 a002 CONNECT 3
      08:00:06.000001 c3 q02 a002 COMPLETEAGENT 3 6 1
      08:59:59.999999 c4 q01 - ENTERQUEUE
      08:00:02.999999 c4 q01 a001 CONNECT 3
      08:00:05.999999 c4 q01 a001 COMPLETEAGENT 3 5 1
      09:00:00.000000 c5 q01 - ENTERQUEUE
      08:00:03.000000 c5 q01 a001 CONNECT 3
      08:00:06.000000 c5 q01 a001 COMPLETEAGENT 3 4 1
      09:59:59.999999 c6 q01 - ENTERQUEUE
      08:00:02.999999 c6 q01 a001 CONNECT 3
      08:00:05.999999 c6 q01 a001 COMPLETECALLER 3 7 1
    `,
    expected: `
      q01 received 08h=3 09h=2 10h=0 11h=0 total=5
      q01 answered 08h=3 09h=2 10h=0 11h=0 total=5
      q01 wait 08h=3 09h=3 10h=- 11h=- total=3
      q01 answeredRate 08h=100 09h=100 10h=- 11h=- total=100
      q01 inTime 08h=100 09h=100 10h=- 11h=- total=100
    `,
  },
  {
    name: "calls that find nobody at work are refused, and received",
    day: "2012-07-01",
    to: "2012-07-01T12:00",
    lines: `
      08:00:00.000000 c1 q01 - JOINEMPTY
      08:00:00.000001 c2 q01 - JOINEMPTY
      08:00:00.000001 c3 q02 - JOINEMPTY
      08:59:59.999999 c4 q01 - JOINEMPTY
      09:00:00.000000 c5 q01 - JOINEMPTY
      09:59:59.999999 c6 q01 - JOINEMPTY
    `,
    expected: `
      q01 received 08h=3 09h=2 10h=0 11h=0 total=5
      q01 empty 08h=3 09h=2 10h=0 11h=0 total=5
    `,
  },
  {
    name: "calls to a closed queue are refused, and received",
    day: "2012-07-01",
    to: "2012-07-01T12:00",
    lines: `
      08:00:00.000000 c1 q01 - CLOSED
      08:00:00.000001 c2 q01 - CLOSED
      08:00:00.000001 c3 q02 - CLOSED
      08:59:59.999999 c4 q01 - CLOSED
      09:00:00.000000 c5 q01 - CLOSED
      09:59:59.999999 c6 q01 - CLOSED
    `,
    expected: `
      q01 received 08h=3 09h=2 10h=0 11h=0 total=5
      q01 closed 08h=3 09h=2 10h=0 11h=0 total=5
    `,
  },
  {
    name: "calls to a full queue and diverted calls are refused, and received",
    day: "2012-07-01",
    to: "2012-07-01T12:00",
    lines: `
      08:00:00.000000 c1 q01 - DIVERT_CA_RATIO
      08:59:59.999999 c2 q01 - FULL
      08:00:00.000001 c3 q02 - FULL
      09:00:00.000000 c4 q01 - DIVERT_CA_RATIO
      09:59:59.999999 c5 q01 - DIVERT_HOLDTIME
      08:00:00.000001 c6 q01 - DIVERT_HOLDTIME
    `,
    expected: `
      q01 received 08h=3 09h=2 10h=0 11h=0 total=5
      q01 saturated 08h=3 09h=2 10h=0 11h=0 total=5
    `,
  },
  {
    name: "a closed call lowers no answered rate",
    day: "2012-07-01",
    to: "2012-07-01T12:00",
    lines: `
      11:02:29.141759 c1 q01 - ENTERQUEUE - x 1
      11:02:51.940581 c2 q01 - ADDMEMBER
      11:03:00.781150 c1 q01 - CONNECT 32 x 6
      11:03:02.973847 c1 q01 - COMPLETEAGENT 32 2 1
      11:03:05.774385 c3 q01 - ENTERQUEUE - x 1
      11:03:06.651541 c3 q01 - CONNECT 1 x 0
      11:03:08.573800 c3 q01 - COMPLETEAGENT 1 2 1
      11:03:17.222916 c4 q01 - ENTERQUEUE - x 1
      11:03:18.517792 c4 q01 - ABANDON 1 1 1
      11:03:20.875825 c5 q01 - ENTERQUEUE - x 1
      11:03:21.528519 c5 q01 - ABANDON 1 1 1
      11:34:11.154600 c6 q01 - CLOSED
      11:39:16.945240 c7 q01 - ENTERQUEUE - x 1
      11:39:18.917060 c7 q01 - CONNECT 2 x 1
      11:39:20.227727 c7 q01 - COMPLETEAGENT 3 1 1
      11:42:52.852573 c8 q01 - ENTERQUEUE - x 1
      11:42:54.248786 c8 q01 - CONNECT 2 x 1
      11:42:55.780864 c8 q01 - COMPLETEAGENT 2 1 1
      11:42:58.788076 c9 q01 - ENTERQUEUE - x 1
      11:42:59.754986 c9 q01 - ABANDON 1 1 1
      11:43:02.353859 c10 q01 - ENTERQUEUE - x 1
      11:43:17.360803 c10 q01 - RINGNOANSWER 15000
      11:43:37.575660 c10 q01 - RINGNOANSWER 15000
      11:43:40.247292 c10 q01 - ABANDON 1 1 38
    `,
    expected: `
      q01 received 08h=0 09h=0 10h=0 11h=9 total=9
      q01 answered 08h=0 09h=0 10h=0 11h=4 total=4
      q01 closed 08h=0 09h=0 10h=0 11h=1 total=1
      q01 answeredRate 08h=- 09h=- 10h=- 11h=50 total=50
    `,
  },
  {
    name: "with only closed calls there is no answered rate",
    day: "2012-07-01",
    to: "2012-07-01T12:00",
    lines: `
      11:34:11.154600 c1 q01 - CLOSED
    `,
    expected: `
      q01 received 08h=0 09h=0 10h=0 11h=1 total=1
      q01 answered 08h=0 09h=0 10h=0 11h=0 total=0
      q01 closed 08h=0 09h=0 10h=0 11h=1 total=1
      q01 answeredRate 08h=- 09h=- 10h=- 11h=- total=-
    `,
  },
  {
    name: "a call of which only the end is known was received and answered",
    day: "2012-07-01",
    to: "2012-07-01T12:00",
    lines: `
      11:01:00.935905 c1 q00 - ENTERQUEUE - 1002 1
      11:05:00.769756 c1 q01 a1001 COMPLETEAGENT 12 6 1
    `,
    expected: `
      q01 received 11h=1 total=1
      q01 answered 11h=1 total=1
      q01 closed 11h=0 total=0
      q01 answeredRate 11h=100 total=100
    `,
  },
  {
    name: "days of a week over the turn of the year",
    day: "2014-01-06",
    to: "2014-01-06T00:00",
    length: "day",
    lines: `
      2013-12-30T11:34:11.154600 c1 q01 - CLOSED
      2014-01-01T11:34:11.155000 c2 q01 - CLOSED
    `,
    expected: `
      q01 received 2013-12-30=1 2013-12-31=0 2014-01-01=1 2014-01-02=0 2014-01-03=0 2014-01-04=0 2014-01-05=0 total=2
      q01 answered 2013-12-30=0 2013-12-31=0 2014-01-01=0 2014-01-02=0 2014-01-03=0 2014-01-04=0 2014-01-05=0 total=0
      q01 closed 2013-12-30=1 2013-12-31=0 2014-01-01=1 2014-01-02=0 2014-01-03=0 2014-01-04=0 2014-01-05=0 total=2
      q01 answeredRate 2013-12-30=- 2013-12-31=- 2014-01-01=- 2014-01-02=- 2014-01-03=- 2014-01-04=- 2014-01-05=- total=-
    `,
  },
];
