/**
 * One line of Asterisk's `queue_log`: `epoch|callid|queue|agent|VERB|field1|field2…`. Stamps are whole seconds (some
 * products add a fraction), there is no event id and no sequence: the id is a hash of the line, so that identical lines
 * are one event (rule 24). The number in a callid is the start of the call, never its time in the queue.
 * The caller's number is dropped and does not enter the hash either: it could be guessed back out of it (rule 26).
 */
import { hash } from "node:crypto";
import type { CanonicalEvent, EventData } from "@floorwalker/domain";
import { MAX_DURATION_MS } from "@floorwalker/events";
import { ATTENDED_TRANSFERS, NOT_COUNTED, VERBS, type Verb } from "./queue-log-verbs.ts";
import {
  ignored,
  type Outcome,
  rejected,
  type SourceContext,
  type SourceEvent,
  type SourceFormat,
} from "./source-format.ts";
import { utf8 } from "./utf8.ts";

export const asteriskQueueLog: SourceFormat = { id: "asterisk-queue-log", read };

const EPOCH = /^(\d{1,10})(?:\.(\d{1,9}))?$/;
const DATABASE_TIME = /^\d{4}-\d\d-\d\d[ T]/;
const INTEGER = /^-?\d{1,12}$/;
const CONTROL = /\p{Cc}/u;
/** Fields before the verb's own. */
const VERB = 4;
const CALLER_NUMBER = VERB + 2;

function read(bytes: Uint8Array, { site }: SourceContext): Outcome {
  const text = utf8(bytes)?.replace(/\r?\n?$/, "");
  if (text === undefined) return rejected("invalid_utf8", "");
  if (text.trim() === "") return ignored("blank_line");
  if (CONTROL.test(text)) return rejected("invalid_text", "");
  const fields = text.split("|");
  const name = fields[VERB];
  if (name === undefined || name === "") return rejected("malformed_line", "event");
  const stamp = EPOCH.exec(fields[0]!);
  if (stamp === null) return rejected(DATABASE_TIME.test(fields[0]!) ? "time_without_zone" : "invalid_time", "time");
  if (NOT_COUNTED.has(name)) return ignored("not_counted");
  const attended = name === "ATTENDEDTRANSFER";
  const verb = attended ? ATTENDED_TRANSFERS.get(fields[VERB + 1] ?? "") : VERBS.get(name);
  if (verb === undefined) return attended ? rejected("unknown_value", "data1") : ignored("unknown_verb");
  if (site === null || site === "") return rejected("missing_field", "site");
  if (CONTROL.test(site) || !site.isWellFormed()) return rejected("invalid_text", "site");
  return event(verb, fields, stamp, site);
}

function event(verb: Verb, fields: readonly string[], stamp: RegExpExecArray, site: string): Outcome {
  const data = dataOf(verb, fields);
  if (typeof data === "string") return rejected("wrong_type", data, "not a whole number");
  const fraction = (stamp[2] ?? "").padEnd(6, "0");
  const base = {
    // Digits below the millisecond lead, so that they decide the order of events in the same one.
    id: fraction.slice(3, 6) + digest(verb, fields),
    source: `/asterisk/${site}`,
    time: Number(stamp[1]) * 1000 + Number(fraction.slice(0, 3)),
    recordedTime: null,
    site,
    segment: null,
  };
  const first = about(verb, fields, base, data);
  if (typeof first === "string") return rejected("missing_field", first);
  const events: SourceEvent[] = [{ event: first }];
  const { also } = verb;
  if (also !== undefined && fields[VERB + also.field] === also.value) {
    const second = about(also.verb, fields, { ...base, id: `${base.id}-2` }, also.verb.data ?? {});
    if (typeof second !== "string") events.push({ event: second });
  }
  return { result: "accepted", events };
}

type Base = Pick<CanonicalEvent, "id" | "source" | "time" | "recordedTime" | "site" | "segment">;

/** Or the name of the field that is missing. */
function about(verb: Verb, fields: readonly string[], base: Base, data: EventData): CanonicalEvent | string {
  const ofContact = verb.type.startsWith("cc.contact.");
  const contact = ofContact ? known(fields[1]) : null;
  const queue = verb.queue === "dropped" ? null : known(fields[2]);
  const agent = verb.agent === "dropped" ? null : known(fields[3]);
  if (ofContact && contact === null) return "callid";
  if (verb.queue === "required" && queue === null) return "queue";
  if (verb.type.startsWith("cc.agent.") && agent === null) return "agent";
  return { ...base, type: verb.type, channel: ofContact ? "call" : null, contact, queue, agent, data };
}

/** Or the name of the field that is no number. Asterisk subtracts wall clocks: a negative duration is one of 0 (rule 6). */
function dataOf(verb: Verb, fields: readonly string[]): EventData | string {
  const durations: Record<string, number> = {};
  for (const [units, factor] of [
    [verb.seconds, 1000],
    [verb.milliseconds, 1],
  ] as const) {
    for (const [name, index] of Object.entries(units ?? {})) {
      const field = fields[VERB + index] ?? "";
      if (field === "") continue;
      if (!INTEGER.test(field)) return `data${index}`;
      const duration = Math.max(0, Number(field) * factor);
      if (duration > MAX_DURATION_MS) return `data${index}`;
      durations[name] = duration;
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
