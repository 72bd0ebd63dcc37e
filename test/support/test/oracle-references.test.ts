/** The oracle by itself against what others counted: a statistics product's reports and the month of a bank. */
import { readFileSync } from "node:fs";
import { type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import { AGENT_CASES } from "../../scenarios/queue-log/agent-cases.ts";
import { AGENT_WORK_CASES } from "../../scenarios/queue-log/agent-work-cases.ts";
import { QUEUE_CASES } from "../../scenarios/queue-log/queue-cases.ts";
import type { QueueLogCase } from "../../scenarios/queue-log/queue-log-case.ts";
import { intervalFrom, readCase, rowsOf } from "../../scenarios/queue-log/read-case.ts";
import { readBankCalls } from "../src/bank-calls.ts";
import { Oracle } from "../src/oracle/oracle.ts";
import { referenceData } from "../src/reference-data.ts";

const HOUR = 3_600_000;

describe("the reports of a statistics product", () => {
  test.for([...QUEUE_CASES, ...AGENT_CASES, ...AGENT_WORK_CASES])("$name", (given) => {
    const events = readCase(given);
    const asOf = Date.parse(`${given.to}Z`);
    const oracle = new Oracle({ events, site: unconfiguredSite("here"), attribution: "offered", asOf });
    const rows = rowsOf(given.expected);
    const actual = rows.map((row) => {
      const [who, measure, ...cells] = row.split(" ") as [string, string, ...string[]];
      const read = cells.map((cell) => {
        const interval = cell.split("=")[0]!;
        const [from, to] = spanOf(given, interval, asOf);
        const facts = who.startsWith("q") ? queueFacts(oracle, who, from, to) : agentFacts(oracle, who, from, to);
        return `${interval}=${facts[measure] ?? "-"}`;
      });
      return [who, measure, ...read].join(" ");
    });
    expect(actual).toEqual(rows);
  });
});

function spanOf({ day, length = "1h" }: QueueLogCase, interval: string, asOf: number): readonly [number, number] {
  if (interval === "total") return [0, asOf];
  const from = intervalFrom(interval, day);
  return [from, Math.min(from + (length === "1h" ? HOUR : 24 * HOUR), asOf)];
}

function queueFacts(oracle: Oracle, queue: string, from: number, to: number): Record<string, number | null> {
  const numbers = oracle.numbers([`${queue} call`], from, to);
  const count = (name: string): number => numbers[name] ?? 0;
  const received = ["offered", "full", "empty", "closed", "diverted"].reduce((all, name) => all + count(name), 0);
  const percent = (part: number, whole: number): number | null =>
    whole === 0 ? null : Math.round((100 * part) / whole);
  return {
    received,
    answered: count("answered"),
    abandoned: count("abandoned"),
    empty: count("empty"),
    saturated: count("full") + count("diverted"),
    closed: count("closed"),
    answeredRate: percent(count("answered"), received - count("closed")),
    wait: numbers.averageWait === null ? null : Math.floor(numbers.averageWait!),
    inTime: percent(count("answeredInThreshold"), count("answered")),
  };
}

function agentFacts(oracle: Oracle, agent: string, from: number, to: number): Record<string, number | null> {
  const numbers = oracle.agent(agent, from, to) as Readonly<Record<string, number>>;
  const { idle, onContact, wrapUp, paused, answered, talkTime, wrapUpTime } = numbers;
  const login = Math.floor(idle! + onContact! + wrapUp! + paused!);
  return { answered: answered!, conversation: talkTime!, login, pause: Math.floor(paused!), wrapUp: wrapUpTime! };
}

const bank = referenceData("bank");
const why = bank === null ? " (skipped: FLOORWALKER_REFERENCE_DATA is not set)" : "";
const SITE: SiteConfig = { ...unconfiguredSite("here"), zone: "Asia/Jerusalem" };

test.skipIf(bank === null)(`the month of the bank, in all and for every queue${why}`, { timeout: 60_000 }, () => {
  const calls = readBankCalls(`${bank}/anonymous_bank_feb1999.tsv`);
  const asOf = Date.UTC(1999, 2, 1, 22);
  const oracle = new Oracle({ events: calls.events, site: SITE, attribution: "outcome", asOf });
  const reference = JSON.parse(readFileSync(`${bank}/reference_feb1999.json`, "utf8")) as Record<string, object>;
  const queues = Object.keys(reference).filter((name) => name !== "all");
  for (const [name, expected] of Object.entries(reference)) {
    const places = (name === "all" ? queues : [name]).map((queue) => `${queue} call`);
    expect({ name, ...measures(oracle.numbers(places, 0, asOf)) }).toMatchObject({ name, ...only(expected) });
  }
});

const MEASURES = {
  offered: "offered",
  answered: "answered",
  abandoned: "abandoned",
  asa: "averageSpeedOfAnswer",
  talkMean: "averageTalkTime",
  longestWait: "longestWait",
  answeredInT: "answeredInThreshold",
  abandonedInT: "abandonedInThreshold",
  abandonedInS: "shortAbandoned",
} as const;

const measures = (numbers: Readonly<Record<string, number | null>>): object =>
  Object.fromEntries(
    Object.entries(MEASURES).map(([theirs, ours]) => [theirs, Math.round(numbers[ours]! * 10_000) / 10_000]),
  );

const only = (reference: object): object =>
  Object.fromEntries(Object.entries(reference).filter(([name]) => name in MEASURES));
