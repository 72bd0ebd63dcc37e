/**
 * One line of Asterisk's `queue_log`. Stamps are whole seconds (some products add a fraction, databases hold local times), there
 * is no event id and no sequence: the id is a hash of the line and of its number among identical lines of its second, its
 * sequence is the place among all lines of that second (rule 24). The number in a callid is the start of the call, never its
 * time in the queue. The caller's number is dropped and does not enter the hash either: it could be guessed back out of it (rule
 * 26). A field that cannot be read never costs the line (rule 6): control characters are cut, nonsense durations left out.
 */
import { hash } from "node:crypto";
import type { CanonicalEvent, EventData } from "@floorwalker/domain";
import {
  MAX_DURATION_MS,
  MAX_ID,
  MAX_NAME,
  type Mending,
  type Rejection,
  readText,
  rejection,
} from "@floorwalker/events";
import { meaningOf, type QueueLogFields, queueLogFields } from "./queue-log-fields.ts";
import { finerDigits, readStamp } from "./queue-log-stamp.ts";
import { NOT_COUNTED, UNKNOWN_ATTENDED_TRANSFER, type Verb } from "./queue-log-verbs.ts";
import type { SecondOfLines } from "./second-of-lines.ts";
import { accepted, ignored, type Outcome, rejected, type SourceContext, type SourceFormat } from "./source-format.ts";

export const asteriskQueueLog: SourceFormat = {
  id: "asterisk-queue-log",
  numbersLines: true,
  readsBatches: false,
  read,
};

const NUMBER = /^\d{1,20}(?:\.\d{1,9})?$/;
const CONTROL = /\p{Cc}/u;
const CONTROLS = /\p{Cc}+/gu;
const CALLER_NUMBER = 6;

function read(bytes: Uint8Array, context: SourceContext): Outcome {
  const { site, zone = null, encoding, lines } = context;
  const { text, mended: ofBytes } = readText(bytes, encoding);
  const whole = text.replace(/\r?\n?$/, "");
  if (whole.trim() === "") return ignored("blank_line");
  const mended = [...ofBytes];
  const line = whole.replace(CONTROLS, "");
  if (line !== whole) mended.push({ code: "control_cut", path: "" });
  const fields = queueLogFields(line);
  const stamp = readStamp(fields.stamp, zone);
  // Every line of a second has its place, whatever becomes of it.
  const place = stamp.ok ? lines?.place(Math.floor(stamp.at / 1000)) : undefined;
  if (fields.verb === "") return rejected("malformed_line", "event");
  if (stamp.ok && NOT_COUNTED.has(fields.verb)) return ignored("not_counted");
  const verb = meaningOf(fields.verb, fields.own);
  if (stamp.ok && verb === null) return ignored("unknown_verb");
  const faults: Rejection[] = [];
  if (!stamp.ok) faults.push(rejection(stamp.code, "time"));
  if (site === null || site === "") faults.push(rejection("missing_field", "site"));
  else if (CONTROL.test(site) || !site.isWellFormed()) faults.push(rejection("invalid_text", "site"));
  if (verb !== null) faults.push(...missing(verb, fields).map((field) => rejection("missing_field", field)));
  faults.push(...tooLong(fields).map((field) => rejection("name_too_long", field)));
  const [fault, ...others] = faults;
  if (fault !== undefined) return { result: "rejected", ...fault, ...(others.length === 0 ? {} : { others }) };
  if (!stamp.ok || verb === null || site === null) return ignored("unknown_verb");
  if (verb === UNKNOWN_ATTENDED_TRANSFER) mended.push({ code: "bad_field", path: "data1" });
  if (fields.shifted) mended.push({ code: "bar_in_name", path: "agent" });
  if (stamp.note !== null) mended.push({ code: stamp.note, path: "time" });
  const base = {
    id: idOf(verb, line, fields.stamp, lines),
    source: `/asterisk/${site}`,
    time: stamp.at,
    recordedTime: null,
    site,
    segment: null,
    ...(place === undefined ? {} : { sequence: place }),
  };
  return accepted(eventsOf(verb, fields, base, mended), mended);
}

type Base = Pick<CanonicalEvent, "id" | "source" | "time" | "recordedTime" | "site" | "segment" | "sequence">;

function eventsOf(verb: Verb, fields: QueueLogFields, base: Base, mended: Mending[]): { event: CanonicalEvent }[] {
  const events = [{ event: about(verb, fields, base, dataOf(verb, fields, mended)) }];
  const { also } = verb;
  if (also !== undefined && fields.own[also.field - 1] === also.value && missing(also.verb, fields).length === 0)
    events.push({ event: about(also.verb, fields, { ...base, id: `${base.id}-2` }, also.verb.data ?? {}) });
  return events;
}

const isOfContact = ({ type }: Verb): boolean => type.startsWith("cc.contact.");

/** Fields without which the line says nothing. */
function missing(verb: Verb, { call, queue, agent }: QueueLogFields): string[] {
  const wanted = [
    isOfContact(verb) && call === null ? "callid" : null,
    verb.queue === "required" && queue === null ? "queue" : null,
    verb.type.startsWith("cc.agent.") && agent === null ? "agent" : null,
  ];
  return wanted.filter((field) => field !== null);
}

function tooLong({ call, queue, agent }: QueueLogFields): string[] {
  const long = [
    (call?.length ?? 0) > MAX_ID ? "callid" : null,
    (queue?.length ?? 0) > MAX_NAME ? "queue" : null,
    (agent?.length ?? 0) > MAX_NAME ? "agent" : null,
  ];
  return long.filter((field) => field !== null);
}

function about(verb: Verb, { call, queue, agent }: QueueLogFields, base: Base, data: EventData): CanonicalEvent {
  const ofContact = isOfContact(verb);
  return {
    ...base,
    type: verb.type,
    channel: ofContact ? "call" : null,
    contact: ofContact ? call : null,
    queue: verb.queue === "dropped" ? null : queue,
    agent: verb.agent === "dropped" ? null : agent,
    data,
  };
}

function dataOf(verb: Verb, { own }: QueueLogFields, mended: Mending[]): EventData {
  const durations: Record<string, number> = {};
  for (const [units, factor] of [
    [verb.seconds, 1000],
    [verb.milliseconds, 1],
  ] as const) {
    for (const [name, index] of Object.entries(units ?? {})) {
      const field = own[index - 1] ?? "";
      if (field === "") continue;
      const duration = NUMBER.test(field) ? Math.round(Number(field) * factor) : Number.NaN;
      // Asterisk subtracts wall clocks: when they were set meanwhile, the difference is no duration.
      if (duration <= MAX_DURATION_MS) durations[name] = duration;
      else mended.push({ code: "bad_field", path: `data${index}` });
    }
  }
  // A reason is the last thing in its line: a `|` in it shifts nothing.
  const reason = verb.reason === true ? own.join("|").replace(/\|+$/, "") : "";
  if (reason.length > MAX_NAME) {
    mended.push({ code: "bad_field", path: "data1" });
    return { ...durations, ...verb.data };
  }
  return { ...durations, ...verb.data, ...(reason === "" ? {} : { reason }) };
}

/** A line that comes again in its second is another happening, unless it is one that a call can only have once. */
function idOf(verb: Verb, line: string, stamp: string, lines: SecondOfLines | undefined): string {
  const content = verb.type === "cc.contact.queued" ? withoutCaller(line) : line;
  const once = digest(content);
  const number = verb.once === true ? 1 : (lines?.number(once) ?? 1);
  return finerDigits(stamp) + (number === 1 ? once : digest(`${content}\n${number}`));
}

const withoutCaller = (line: string): string => line.split("|").toSpliced(CALLER_NUMBER, 1).join("|");

/** 96 bits. */
const digest = (content: string): string => hash("sha256", content, "base64url").slice(0, 16);
