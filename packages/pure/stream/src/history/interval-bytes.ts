/**
 * What is kept of a closed interval beside its key and its version, as bytes: the first names the format. Counters stand by numbers that
 * are given once (`counter-numbers.ts`), so another release reads them right; transitions of agents have none, a closed interval tells
 * the time they amounted to.
 */
import type { Interval, IntervalKey, IntervalVersion, ServiceLevelPolicyId } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { RepeatedText } from "../columns/repeated-text.ts";
import { formatOf } from "../row-format.ts";
import { VectorSum, writeVector } from "../views/number-vector.ts";

const FORMAT = 2;
/** Without the events that restated it: nobody counted them. */
const FIRST_FORMAT = 1;

const writer = new ByteWriter(1_024);
const [zones, formulas, firstPolicies] = [new RepeatedText(), new RepeatedText(), new RepeatedText()];

export function intervalBytes(interval: Interval): Uint8Array<ArrayBuffer> {
  const { from, to, zone, restated, restatedBy, formula, policies, counters, waits, longestWait, atEnd } = interval;
  writer.clear();
  writer.byte(FORMAT);
  writer.unsigned(to - from);
  writer.text(zone);
  writer.unsigned(restated);
  writer.unsigned(restatedBy === null ? 0 : 1 + restatedBy);
  writer.text(formula);
  writer.unsigned(policies.length);
  for (const policy of policies) writer.text(policy);
  writer.signed(atEnd.waiting);
  writer.signed(atEnd.waitingPastThreshold);
  writer.byte(atEnd.agents === null ? 0 : 1);
  if (atEnd.agents !== null)
    for (const state of ["idle", "onContact", "wrapUp", "paused"] as const) writer.signed(atEnd.agents[state]);
  writeVector(writer, { counters, waits, longest: longestWait }, null);
  return writer.taken();
}

/** @throws RangeError: damaged, or of a newer format. */
export function intervalOf(key: IntervalKey, version: IntervalVersion, bytes: Uint8Array): Interval {
  const format = formatOf(bytes);
  if (format !== FORMAT && format !== FIRST_FORMAT)
    throw new RangeError(`an interval in a format that is not known: ${format}`);
  const reader = new ByteReader().open(bytes, 1);
  const to = key.from + reader.unsigned();
  const zone = zones.read(reader);
  const restated = reader.unsigned();
  const counted = format === FIRST_FORMAT ? 0 : reader.unsigned();
  const restatedBy = counted === 0 ? null : counted - 1;
  const formula = formulas.read(reader) as ServiceLevelPolicyId;
  const policies: string[] = [];
  for (let left = reader.unsigned(); left > 0; left--)
    policies.push(policies.length === 0 ? firstPolicies.read(reader) : reader.text());
  const waiting = reader.signed();
  const waitingPastThreshold = reader.signed();
  const state = (): number => reader.signed();
  const agents = reader.byte() === 0 ? null : { idle: state(), onContact: state(), wrapUp: state(), paused: state() };
  const vector = new VectorSum();
  vector.read(reader);
  const { counters, waits, longest: longestWait } = vector;
  const atEnd = { waiting, waitingPastThreshold, agents };
  return { ...key, version, to, zone, restated, restatedBy, formula, policies, counters, waits, longestWait, atEnd };
}
