/**
 * One line of Asterisk's `queue_log`: `epoch|callid|queue|agent|VERB|field1|field2…`. Stamps are whole seconds (some
 * products add a fraction, databases hold local times), there is no event id and no sequence: the id is a hash of the line,
 * so that identical lines are one event (rule 24). The number in a callid is the start of the call, never its time in the
 * queue. The caller's number is dropped and does not enter the hash either: it could be guessed back out of it (rule 26).
 * A field that cannot be read never costs the line (rule 6): control characters are cut, nonsense durations left out.
 */
import { hash } from "node:crypto";
import type { CanonicalEvent, EventData } from "@floorwalker/domain";
import { MAX_DURATION_MS, type Mending, type Moment, type Rejection, readText, rejection } from "@floorwalker/events";
import { finerDigits, readStamp } from "./queue-log-stamp.ts";
import { ATTENDED_TRANSFERS, NOT_COUNTED, UNKNOWN_ATTENDED_TRANSFER, VERBS, type Verb } from "./queue-log-verbs.ts";
import {
  accepted,
  ignored,
  type Outcome,
  rejected,
  type SourceContext,
  type SourceEvent,
  type SourceFormat,
} from "./source-format.ts";

export const asteriskQueueLog: SourceFormat = { id: "asterisk-queue-log", read };

const NUMBER = /^\d{1,20}(?:\.\d{1,9})?$/;
const CONTROL = /\p{Cc}/u;
const CONTROLS = /\p{Cc}+/gu;
/** Fields before the verb's own. */
const VERB = 4;
const CALLER_NUMBER = VERB + 2;

function read(bytes: Uint8Array, context: SourceContext): Outcome {
  const { site, zone = null, encoding } = context;
  const { text, mended: ofBytes } = readText(bytes, encoding);
  const line = text.replace(/\r?\n?$/, "");
  if (line.trim() === "") return ignored("blank_line");
  const mended = [...ofBytes];
  if (CONTROL.test(line)) mended.push({ code: "bad_field", path: "" });
  const fields = line.replace(CONTROLS, "").split("|");
  const name = fields[VERB];
  if (name === undefined || name === "") return rejected("malformed_line", "event");
  const stamp = readStamp(fields[0]!, zone);
  if (stamp.ok && NOT_COUNTED.has(name)) return ignored("not_counted");
  const verb = verbOf(name, fields, mended);
  if (stamp.ok && verb === null) return ignored("unknown_verb");
  const faults: Rejection[] = [];
  if (!stamp.ok) faults.push(rejection(stamp.code, "time"));
  if (site === null || site === "") faults.push(rejection("missing_field", "site"));
  else if (CONTROL.test(site) || !site.isWellFormed()) faults.push(rejection("invalid_text", "site"));
  if (verb !== null) faults.push(...missing(verb, fields).map((field) => rejection("missing_field", field)));
  const [fault, ...others] = faults;
  if (fault !== undefined) return { result: "rejected", ...fault, ...(others.length === 0 ? {} : { others }) };
  if (!stamp.ok || verb === null || site === null) return ignored("unknown_verb");
  return accepted(eventsOf(verb, fields, stamp, site, mended), mended);
}

/** Null: not a verb that is known. */
function verbOf(name: string, fields: readonly string[], mended: Mending[]): Verb | null {
  if (name !== "ATTENDEDTRANSFER") return VERBS.get(name) ?? null;
  const known = ATTENDED_TRANSFERS.get(fields[VERB + 1] ?? "");
  if (known === undefined) mended.push({ code: "bad_field", path: "data1" });
  return known ?? UNKNOWN_ATTENDED_TRANSFER;
}

function eventsOf(
  verb: Verb,
  fields: readonly string[],
  stamp: Moment,
  site: string,
  mended: Mending[],
): SourceEvent[] {
  if (stamp.note !== null) mended.push({ code: stamp.note, path: "time" });
  const base = {
    id: finerDigits(fields[0]!) + digest(verb, fields),
    source: `/asterisk/${site}`,
    time: stamp.at,
    recordedTime: null,
    site,
    segment: null,
  };
  const events: SourceEvent[] = [{ event: about(verb, fields, base, dataOf(verb, fields, mended)) }];
  const { also } = verb;
  if (also !== undefined && fields[VERB + also.field] === also.value && missing(also.verb, fields).length === 0)
    events.push({ event: about(also.verb, fields, { ...base, id: `${base.id}-2` }, also.verb.data ?? {}) });
  return events;
}

type Base = Pick<CanonicalEvent, "id" | "source" | "time" | "recordedTime" | "site" | "segment">;

const isOfContact = ({ type }: Verb): boolean => type.startsWith("cc.contact.");

/** Fields without which the line says nothing. */
function missing(verb: Verb, fields: readonly string[]): string[] {
  const wanted = [
    isOfContact(verb) && known(fields[1]) === null ? "callid" : null,
    verb.queue === "required" && known(fields[2]) === null ? "queue" : null,
    verb.type.startsWith("cc.agent.") && known(fields[3]) === null ? "agent" : null,
  ];
  return wanted.filter((field) => field !== null);
}

function about(verb: Verb, fields: readonly string[], base: Base, data: EventData): CanonicalEvent {
  const ofContact = isOfContact(verb);
  return {
    ...base,
    type: verb.type,
    channel: ofContact ? "call" : null,
    contact: ofContact ? known(fields[1]) : null,
    queue: verb.queue === "dropped" ? null : known(fields[2]),
    agent: verb.agent === "dropped" ? null : known(fields[3]),
    data,
  };
}

function dataOf(verb: Verb, fields: readonly string[], mended: Mending[]): EventData {
  const durations: Record<string, number> = {};
  for (const [units, factor] of [
    [verb.seconds, 1000],
    [verb.milliseconds, 1],
  ] as const) {
    for (const [name, index] of Object.entries(units ?? {})) {
      const field = fields[VERB + index] ?? "";
      if (field === "") continue;
      const duration = NUMBER.test(field) ? Math.round(Number(field) * factor) : Number.NaN;
      // Asterisk subtracts wall clocks: when they were set meanwhile, the difference is no duration.
      if (duration <= MAX_DURATION_MS) durations[name] = duration;
      else mended.push({ code: "bad_field", path: `data${index}` });
    }
  }
  return { ...durations, ...verb.data };
}

/** 96 bits. */
function digest(verb: Verb, fields: readonly string[]): string {
  const content = verb.type === "cc.contact.queued" ? fields.toSpliced(CALLER_NUMBER, 1) : fields;
  return hash("sha256", content.join("|"), "base64url").slice(0, 16);
}

/** Asterisk writes NONE for what a line is not about. */
const known = (field: string | undefined): string | null =>
  field === undefined || field === "" || field === "NONE" ? null : field;
