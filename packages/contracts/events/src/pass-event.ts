/**
 * An event whose bytes may pass as they came, or with its members put in order: one pass over them, no value made of it.
 * Laws (`test/pass-event.test.ts` holds them): what passes is what `parseEvent` takes as it stands, without anything to mend
 * and without extras, and the bytes are those that `encodeEvent` writes of it. Of anything else it is unsure and says null,
 * also of what is wrong: then the schemas decide, and word it.
 */
import type { EventType } from "@floorwalker/domain";
import { ByteReader } from "./byte-reader.ts";
import { EVENT_ATTRIBUTES } from "./extra.ts";
import { MAX_ID, MAX_NAME } from "./limits.ts";
import { orderedEvent } from "./ordered-event.ts";
import { PassedData } from "./pass-data.ts";
import { readSequence } from "./read-sequence.ts";
import { TextCache } from "./text-cache.ts";
import { WrittenFields } from "./written-fields.ts";
import { SECONDS_LENGTH, writtenTime } from "./written-time.ts";

export interface PassedEvent {
  /** As `encodeEvent` writes it: the very bytes that were given, where they are that already. */
  readonly bytes: Uint8Array;
  readonly site: string;
  /** It says whose contact it is. */
  readonly hasCustomer: boolean;
}

const at = (name: (typeof EVENT_ATTRIBUTES)[number]): number => EVENT_ATTRIBUTES.indexOf(name);
const [SPECVERSION, ID, SOURCE, TYPE, TIME, RECORDED_TIME, SITE] = [0, 1, 2, 3, 4, 5, 6];
const [CHANNEL, CONTACT, SEGMENT, QUEUE, AGENT] = [7, 8, 9, 10, 11];
const CONTACT_REASON = at("contactreason");
const CUSTOMER = at("customer");
const SEQUENCE = at("sequence");
const CONTENT_TYPE = at("datacontenttype");
const DATA = at("data");
const REQUIRED = [SPECVERSION, ID, SOURCE, TYPE, TIME, SITE];
/** Absent, null and empty are the same. */
const OPTIONAL = [CHANNEL, CONTACT, SEGMENT, QUEUE, AGENT, CONTACT_REASON, CUSTOMER, SEQUENCE];
const IDS = [ID, SOURCE, CONTACT];
const OF_CONTACT = [CHANNEL, CONTACT, SEGMENT, CONTACT_REASON, CUSTOMER];
const CHANNELS = ["call", "chat", "email"].map((channel) => Buffer.from(channel));
const VERSION = Buffer.from("1.0");
const JSON_TYPE = Buffer.from("application/json");

interface TypeRule {
  readonly needs: readonly number[];
  readonly ofContact: boolean;
  /** Of a contact, or of no more than a queue. */
  readonly ofSurvey?: boolean;
  readonly data?: "refused" | "written" | "stated" | "surveyed";
}

const contact = (more: Partial<TypeRule> = {}): TypeRule => ({ needs: [CHANNEL, CONTACT], ofContact: true, ...more });
const queued = (more: Partial<TypeRule> = {}): TypeRule => contact({ needs: [CHANNEL, CONTACT, QUEUE], ...more });
const agent = (more: Partial<TypeRule> = {}): TypeRule => ({ needs: [AGENT], ofContact: false, ...more });
const source: TypeRule = { needs: [], ofContact: false };

/** Types that are not here are left to the schemas. */
const RULES: Readonly<Partial<Record<EventType, TypeRule>>> = {
  "cc.source.restarted": source,
  "cc.source.heartbeat": source,
  "cc.agent.signedIn": agent(),
  "cc.agent.stateChanged": agent({ data: "stated" }),
  "cc.agent.signedOut": agent(),
  "cc.contact.started": contact(),
  "cc.contact.refused": queued({ data: "refused" }),
  "cc.contact.queued": queued(),
  "cc.contact.alerted": contact(),
  "cc.contact.notAnswered": contact(),
  "cc.contact.answered": contact(),
  "cc.contact.message": contact({ data: "written" }),
  "cc.contact.held": contact(),
  "cc.contact.resumed": contact(),
  "cc.contact.callbackRequested": contact(),
  "cc.contact.escalated": contact(),
  "cc.contact.transferred": contact(),
  "cc.contact.abandoned": queued(),
  "cc.contact.flowedOut": queued(),
  "cc.contact.ended": contact(),
  "cc.contact.wrapUpStarted": contact(),
  "cc.contact.wrapUpEnded": contact(),
  "cc.contact.resolved": contact(),
  "cc.contact.reopened": contact(),
  "cc.survey.offered": contact({ needs: [CHANNEL], ofSurvey: true }),
  "cc.survey.answered": contact({ needs: [CHANNEL], ofSurvey: true, data: "surveyed" }),
};
const BY_TYPE: ReadonlyMap<string, TypeRule> = new Map(Object.entries(RULES));

const reader = new ByteReader();
const fields = new WrittenFields(EVENT_ATTRIBUTES);
const data = new PassedData();
const texts = new TextCache();
/** Of the event in hand. */
let rule: TypeRule | undefined;
let site = "";
let moment = 0;
/** Not as it is written here, although it says the same. */
let otherwise = false;

/** `latest`: the last time that is not in the future, epoch ms. Null: unsure. */
export function passEvent(given: Uint8Array, latest: number): PassedEvent | null {
  const bytes = Buffer.isBuffer(given) ? given : Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  begin(bytes);
  if (!fields.read(reader, readAttribute) || !reader.done) return null;
  for (const name of REQUIRED) if (!fields.has(name)) return null;
  for (const name of OPTIONAL) if (fields.has(name) && isEmpty(name)) drop(name);
  if (rule === undefined || !(moment <= latest) || !isWhole(rule)) return null;
  if (!rule.ofContact) for (const name of OF_CONTACT) if (fields.has(name)) drop(name);
  const hasCustomer = fields.has(CUSTOMER);
  const asWritten =
    reader.tight && !otherwise && fields.inOrder && data.fields.inOrder && fields.has(CONTENT_TYPE) && fields.has(DATA);
  return { bytes: asWritten ? bytes : orderedEvent(bytes, fields, data.fields), site, hasCustomer };
}

function begin(bytes: Buffer): void {
  reader.start(bytes);
  data.fields.clear();
  rule = undefined;
  moment = Number.NaN;
  otherwise = false;
}

function isWhole({ needs, data: demand, ofContact, ofSurvey }: TypeRule): boolean {
  for (const name of needs) if (!fields.has(name)) return false;
  if (ofContact && !isChannel()) return false;
  if (ofSurvey === true && !fields.has(CONTACT) && !fields.has(QUEUE)) return false;
  return demand === undefined || data[demand];
}

function isChannel(): boolean {
  reader.from = fields.from(CHANNEL) + 1;
  reader.to = fields.to(CHANNEL) - 1;
  return CHANNELS.some((channel) => reader.reads(channel));
}

/** Without what stands between its quotes. */
const isEmpty = (name: number): boolean => fields.to(name) - fields.from(name) === 2;

function drop(name: number): void {
  fields.drop(name);
  otherwise = true;
}

function readAttribute(name: number, from: ByteReader): boolean {
  if (name === DATA && from.next() !== NULL) return readData(from);
  if (from.next() === NULL) return !REQUIRED.includes(name) && readNull(from);
  // Not more bytes is not more characters.
  if (!from.text() || from.to - from.from > (IDS.includes(name) ? MAX_ID : MAX_NAME)) return false;
  if (!isSound(name, from)) return false;
  from.quoted();
  return true;
}

const NULL = 0x6e;

function readNull(from: ByteReader): boolean {
  otherwise = true;
  from.absent();
  return from.null();
}

function readData(from: ByteReader): boolean {
  const begin = from.at;
  if (!data.read(from)) return false;
  from.from = begin;
  from.to = from.at;
  return true;
}

/** Of the text just read, whether the attribute may hold it. */
function isSound(name: number, { bytes, from, to, hash }: ByteReader): boolean {
  switch (name) {
    case SPECVERSION:
      return reader.reads(VERSION);
    case CONTENT_TYPE:
      return reader.reads(JSON_TYPE);
    case TYPE:
      rule = BY_TYPE.get(texts.get(bytes, from, to, hash));
      return rule !== undefined;
    case TIME:
      moment = writtenTime(bytes, from, to);
      otherwise ||= to - from === SECONDS_LENGTH;
      return !Number.isNaN(moment);
    case RECORDED_TIME:
      otherwise ||= to - from === SECONDS_LENGTH;
      return !Number.isNaN(writtenTime(bytes, from, to));
    case SITE:
      site = reader.ascii ? texts.get(bytes, from, to, hash) : bytes.toString("utf8", from, to);
      return to > from;
    case SEQUENCE:
      return to === from || isCount(bytes.toString("latin1", from, to));
    case ID:
    case SOURCE:
      return to > from;
    default:
      return true;
  }
}

/** As the number is written. */
const isCount = (text: string): boolean => String(readSequence(text)) === text;
