/** Whole queue_log files through source format, fold and report, against the numbers a statistics product gives for them. */
import { unconfiguredSite } from "@floorwalker/domain";
import { asteriskQueueLog, intake } from "@floorwalker/sources";
import { type SiteReport, type SpanReport, siteReport } from "@floorwalker/stream";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { AGENT_CASES } from "./queue-log/agent-cases.ts";
import { AGENT_WORK_CASES } from "./queue-log/agent-work-cases.ts";
import { QUEUE_CASES } from "./queue-log/queue-cases.ts";
import type { QueueLogCase } from "./queue-log/queue-log-case.ts";
import { intervalFrom, readCase, rowsOf } from "./queue-log/read-case.ts";

describe.each([
  ["one commit", 1000, false],
  ["a commit and a crash after every line", 1, true],
] as const)("a queue_log in %s", (_name, batch, crashes) => {
  test.for([...QUEUE_CASES, ...AGENT_CASES, ...AGENT_WORK_CASES])("$name", (given) => {
    const report = reportOf(given, batch, crashes);
    const rows = rowsOf(given.expected);
    const actual = rows.map((row) => {
      const [who, measure, ...cells] = row.split(" ") as [string, string, ...string[]];
      const read = cells.map((cell) => {
        const interval = cell.split("=")[0]!;
        return `${interval}=${fact(spanAt(report, interval, given.day), who, measure) ?? "-"}`;
      });
      return [who, measure, ...read].join(" ");
    });
    expect(actual).toEqual(rows);
  });
});

test("a line that should name an agent and does not goes to the dead letters", () => {
  const line = Buffer.from("1341140571.940581|c2|q01|NONE|ADDMEMBER|");
  const outcome = intake(asteriskQueueLog, line, { site: "here", now: Date.UTC(2026, 0) });
  expect(outcome).toMatchObject({ result: "rejected", code: "missing_field", path: "agent" });
});

function reportOf(given: QueueLogCase, batch: number, crashes: boolean): SiteReport {
  const { to, length = "1h" } = given;
  const end = Date.parse(`${to}Z`);
  const events = readCase(given);
  const owner = new PureOwner({ sites: [unconfiguredSite("here")], attribution: "offered" });
  owner.feed(events, { batch, crashAfter: () => crashes }).tick(end);
  return siteReport(owner.site(), length, end);
}

/** Undefined: nothing happened there. */
function spanAt(report: SiteReport, interval: string, day: string): SpanReport | undefined {
  if (interval === "total") return report.total;
  const from = intervalFrom(interval, day);
  return report.intervals.find((candidate) => candidate.from === from);
}

/** Counts, whole seconds, per cent; null: no value. */
function fact(span: SpanReport | undefined, who: string, measure: string): number | null {
  const facts = who.startsWith("q") ? queueFacts(span, who) : agentFacts(span, who);
  const value = facts[measure];
  if (value === undefined) throw new Error(`no such measure: ${measure}`);
  return value;
}

function queueFacts(span: SpanReport | undefined, queue: string): Record<string, number | null> {
  const numbers = span?.queues[queue]?.call;
  const { offered = 0, answered = 0, abandoned = 0, refused } = (numbers?.counters ?? {}) as Record<string, number>;
  const none = { full: 0, empty: 0, closed: 0, diverted: 0 };
  const { full, empty, closed, diverted } = (refused as unknown as typeof none | undefined) ?? none;
  const received = offered + full + empty + closed + diverted;
  const { averageWait = null } = numbers?.kpis ?? {};
  const inTime = numbers?.serviceLevel["answered-only"] ?? null;
  return {
    received,
    answered,
    abandoned,
    empty,
    saturated: full + diverted,
    closed,
    answeredRate: received === closed ? null : Math.round((100 * answered) / (received - closed)),
    wait: averageWait === null ? null : Math.floor(averageWait),
    inTime: inTime === null ? null : Math.round(100 * inTime),
  };
}

function agentFacts(span: SpanReport | undefined, agent: string): Record<string, number> {
  const { states, answered = 0, talkTime = 0, wrapUpTime = 0 } = span?.agents[agent] ?? {};
  const { idle, onContact, wrapUp, paused } = states ?? { idle: 0, onContact: 0, wrapUp: 0, paused: 0 };
  const login = Math.floor(idle + onContact + wrapUp + paused);
  return { answered, conversation: talkTime, login, pause: Math.floor(paused), wrapUp: wrapUpTime };
}
