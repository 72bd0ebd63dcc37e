/**
 * A record of `cc.kpi.intervals.v1`: one closed interval of one cell. Counters stand by name and those that are 0 are left out, so that
 * any program can read them and a counter more or less breaks nobody. The topic is compacted by `told-key.ts`.
 */
import {
  type CellName,
  COUNTERS,
  cellName,
  type Interval,
  type IntervalKey,
  keyOfCell,
  newCounters,
  SERVICE_LEVEL_POLICIES,
  WaitSketch,
} from "@floorwalker/domain";
import { z } from "zod";

const FORMAT = 1;

const count = z.int().min(0);
const moment = z.int();
const name = z.string().min(1);
const cell = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("queue"), queue: name, channel: z.enum(["call", "chat", "email"]) }),
  z.object({ kind: z.literal("channel"), channel: z.enum(["call", "chat", "email"]) }),
  z.object({ kind: z.literal("site") }),
  z.object({ kind: z.literal("agent"), agent: name }),
  z.object({
    kind: z.literal("agentQueue"),
    agent: name,
    queue: name,
    channel: z.enum(["call", "chat", "email"]),
  }),
  z.object({ kind: z.literal("team"), team: name }),
  z.object({ kind: z.literal("tag"), tag: z.enum(["reason", "skill", "survey"]), value: name }),
]);

export const INTERVAL_SCHEMA = z.object({
  format: z.literal(FORMAT),
  site: name,
  zone: name.describe("IANA zone of the site; its business days are cut in it."),
  cell: cell.describe("What the numbers are of."),
  length: z.enum(["15m", "day"]),
  from: moment.describe("Epoch ms."),
  to: moment.describe("Epoch ms, exclusive."),
  epoch: count.describe("With `sequence` the version: of two records of one key the greater is true."),
  sequence: count,
  restated: count.describe("How often it was told anew more than two minutes after its end."),
  restatedBy: count
    .optional()
    .describe("By how many events, of all tellings together; absent: told by a program that did not count them."),
  formula: z.enum(SERVICE_LEVEL_POLICIES).describe("By which its service level is read."),
  policies: z.array(z.string()).describe("Versions of the policy that judged what it counts, the oldest first."),
  counters: z
    .record(z.string(), z.number())
    .describe("By name; those that are 0 are left out. Times are ms, scores × 1000."),
  waits: z.array(z.int()).describe("Distribution of the waits of answered segments: the integers of a wait sketch."),
  longestWait: count.nullable().describe("Of segments finished in it, ms."),
  waiting: z.int().describe("At its end."),
  waitingPastThreshold: z.int(),
  agents: z
    .object({ idle: z.int(), onContact: z.int(), wrapUp: z.int(), paused: z.int() })
    .nullable()
    .describe("By state, at its end; null where agents do not belong."),
});

/** Which interval it is, as a JSON list. */
export function intervalKey({ site, cell, length, from }: IntervalKey): string {
  return JSON.stringify([site, ...Object.values(cellName(cell)), length, from]);
}

const NAMED: readonly string[] = COUNTERS.map((name) => `"${name}":`);

/** As text at once: an object with other fields each time costs more than all the rest of telling it. */
export function writeInterval(interval: Interval): string {
  const { site, zone, cell, length, from, to, version, restated, restatedBy, formula, policies, atEnd } = interval;
  const { waiting, waitingPastThreshold, agents } = atEnd;
  let counters = "";
  for (let counter = 0; counter < NAMED.length; counter++) {
    const amount = interval.counters[counter]!;
    if (amount !== 0) counters += `${counters === "" ? "" : ","}${NAMED[counter]}${amount}`;
  }
  let waits = "";
  const add = (value: number): void => {
    waits += waits === "" ? value : `,${value}`;
  };
  interval.waits.write({ unsigned: add, signed: add });
  return (
    `{"format":${FORMAT},"site":${JSON.stringify(site)},"zone":${JSON.stringify(zone)},"cell":${JSON.stringify(cellName(cell))}` +
    `,"length":"${length}","from":${from},"to":${to},"epoch":${version.epoch},"sequence":${version.sequence}` +
    `,"restated":${restated}${restatedBy === null ? "" : `,"restatedBy":${restatedBy}`},"formula":"${formula}","policies":${JSON.stringify(policies)},"counters":{${counters}}` +
    `,"waits":[${waits}],"longestWait":${interval.longestWait},"waiting":${waiting}` +
    `,"waitingPastThreshold":${waitingPastThreshold},"agents":${agents === null ? null : JSON.stringify(agents)}}`
  );
}

/** @throws ZodError or SyntaxError: it is no such record, or one of a newer format. */
export function readInterval(text: string): Interval {
  const record = INTERVAL_SCHEMA.parse(JSON.parse(text));
  const {
    site,
    zone,
    length,
    from,
    to,
    epoch,
    sequence,
    restated,
    restatedBy = null,
    formula,
    policies,
    longestWait,
  } = record;
  const counters = newCounters();
  COUNTERS.forEach((name, counter) => {
    counters[counter] = record.counters[name] ?? 0;
  });
  const waits = new WaitSketch();
  let at = 0;
  const next = (): number => record.waits[at++] ?? 0;
  waits.read({ unsigned: next, signed: next });
  const { waiting, waitingPastThreshold, agents } = record;
  return {
    site,
    zone,
    cell: keyOfCell(record.cell as CellName),
    length,
    from,
    to,
    version: { epoch, sequence },
    restated,
    restatedBy,
    formula,
    policies,
    counters,
    waits,
    longestWait,
    atEnd: { waiting, waitingPastThreshold, agents },
  };
}
