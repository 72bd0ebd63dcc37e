/**
 * One event of a contact as bytes: what the contact does not say already. The layout, which is stored:
 *
 *   length · id · source · type · time since the contact's base · shape · fields that the shape names, in the order of SHAPE
 *
 * Times are signed, durations and the sequence unsigned, names are places among the contact's texts, the type is a closed word. A
 * score that is whole takes a byte or two (twice itself), another one nine.
 */
import { type CanonicalEvent, type Channel, EVENT_TYPES, type EventData, typeCode } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { type ClosedWords, NO_MEMBER } from "./closed-words.ts";
import { readId, writeId } from "./id-bytes.ts";
import type { LocalTexts } from "./local-texts.ts";

/** What an event does not say, because its contact does. */
export interface ContactOfEvents {
  readonly site: string;
  readonly channel: Channel;
  readonly contact: string | null;
}

/** Bits of the shape; the order is stored. Those of most events come first. */
export const SHAPE = {
  queue: 0x1,
  agent: 0x2,
  segment: 0x4,
  waitMs: 0x8,
  from: 0x10,
  talkMs: 0x20,
  holdMs: 0x40,
  wrapUpMs: 0x80,
  reason: 0x100,
  by: 0x200,
  ringMs: 0x400,
  score: 0x800,
  scale: 0x1000,
  survey: 0x2000,
  kind: 0x4000,
  state: 0x8000,
  sequence: 0x1_0000,
  recordedTime: 0x2_0000,
  /** It was told under another id than its contact's (`talks/`). */
  contact: 0x4_0000,
  measure: 0x8_0000,
  callbackOf: 0x10_0000,
  contactReason: 0x20_0000,
  customer: 0x40_0000,
} as const;

/** A contact is not scheduled. */
type OfContact = Exclude<keyof EventData, "to">;

const FRACTION = 1;

const scratch = new ByteWriter();

/**
 * `base`: the time that the contact's events are told from. Texts that are new to it are added to `texts`. `own`: the contact's own
 * id; absent: the event's.
 */
export function writeEvent(
  writer: ByteWriter,
  event: CanonicalEvent,
  base: number,
  texts: LocalTexts,
  words: ClosedWords,
  own: string | null = event.contact,
): void {
  const { data, recordedTime, sequence, contactReason, customer } = event;
  scratch.clear();
  writeId(scratch, event.id);
  scratch.unsigned(texts.refOf(event.source));
  scratch.unsigned(words.types.wordOf(typeCode(event.type)));
  scratch.signed(event.time - base);
  const isOther = event.contact !== own;
  const shape = isOther ? shapeOf(event) | SHAPE.contact : shapeOf(event);
  scratch.unsigned(shape);
  if (event.queue !== null) scratch.unsigned(texts.refOf(event.queue));
  if (event.agent !== null) scratch.unsigned(texts.refOf(event.agent));
  if (event.segment !== null) scratch.unsigned(texts.refOf(event.segment));
  if ((shape & SHAPE.waitMs) !== 0) scratch.unsigned(data.waitMs!);
  if ((shape & SHAPE.from) !== 0) scratch.unsigned(texts.refOf(data.from!));
  if ((shape & SHAPE.talkMs) !== 0) scratch.unsigned(data.talkMs!);
  if ((shape & SHAPE.holdMs) !== 0) scratch.unsigned(data.holdMs!);
  if ((shape & SHAPE.wrapUpMs) !== 0) scratch.unsigned(data.wrapUpMs!);
  if ((shape & SHAPE.reason) !== 0) scratch.unsigned(texts.refOf(data.reason!));
  if ((shape & SHAPE.by) !== 0) scratch.unsigned(texts.refOf(data.by!));
  if ((shape & SHAPE.ringMs) !== 0) scratch.unsigned(data.ringMs!);
  if ((shape & SHAPE.score) !== 0) writeScore(data.score!);
  if ((shape & SHAPE.scale) !== 0) scratch.unsigned(texts.refOf(data.scale!));
  if ((shape & SHAPE.survey) !== 0) scratch.unsigned(texts.refOf(data.survey!));
  if ((shape & SHAPE.kind) !== 0) scratch.unsigned(texts.refOf(data.kind!));
  if ((shape & SHAPE.state) !== 0) scratch.unsigned(texts.refOf(data.state!));
  if (sequence !== undefined) scratch.unsigned(sequence);
  if (recordedTime !== null) scratch.signed(recordedTime - event.time);
  if (isOther) scratch.unsigned(texts.refOf(event.contact));
  if ((shape & SHAPE.measure) !== 0) scratch.unsigned(texts.refOf(data.measure!));
  if ((shape & SHAPE.callbackOf) !== 0) scratch.unsigned(texts.refOf(data.callbackOf!));
  if (contactReason !== undefined) scratch.unsigned(texts.refOf(contactReason));
  if (customer !== undefined) scratch.unsigned(texts.refOf(customer));
  writer.unsigned(scratch.length);
  writer.copy(scratch.bytes, 0, scratch.length);
}

function shapeOf(event: CanonicalEvent): number {
  const { queue, agent, segment, contactReason, customer, sequence, recordedTime, data } = event;
  let shape = 0;
  if (queue !== null) shape |= SHAPE.queue;
  if (agent !== null) shape |= SHAPE.agent;
  if (segment !== null) shape |= SHAPE.segment;
  if (sequence !== undefined) shape |= SHAPE.sequence;
  if (recordedTime !== null) shape |= SHAPE.recordedTime;
  if (contactReason !== undefined) shape |= SHAPE.contactReason;
  if (customer !== undefined) shape |= SHAPE.customer;
  for (const name in data) if (data[name as OfContact] !== undefined) shape |= SHAPE[name as OfContact];
  return shape;
}

function writeScore(score: number): void {
  if (Number.isSafeInteger(2 * score) && Number.isInteger(score) && score >= 0) scratch.unsigned(2 * score);
  else {
    scratch.unsigned(FRACTION);
    scratch.float64(score);
  }
}

/** The event that the reader stands before, as it was written. */
export function readEvent(
  reader: ByteReader,
  base: number,
  texts: LocalTexts,
  words: ClosedWords,
  { site, channel, contact: own }: ContactOfEvents,
): CanonicalEvent {
  reader.unsigned();
  const id = readId(reader);
  const source = texts.textOf(reader.unsigned())!;
  const type = EVENT_TYPES[typeOf(words, reader.unsigned())]!;
  const time = base + reader.signed();
  const shape = reader.unsigned();
  const text = (bit: number): string | undefined =>
    (shape & bit) === 0 ? undefined : texts.textOf(reader.unsigned())!;
  const amount = (bit: number): number | undefined => ((shape & bit) === 0 ? undefined : reader.unsigned());
  const queue = text(SHAPE.queue) ?? null;
  const agent = text(SHAPE.agent) ?? null;
  const segment = text(SHAPE.segment) ?? null;
  const data: Record<string, unknown> = {};
  const keep = (name: keyof EventData, value: unknown): void => {
    if (value !== undefined) data[name] = value;
  };
  keep("waitMs", amount(SHAPE.waitMs));
  keep("from", text(SHAPE.from));
  keep("talkMs", amount(SHAPE.talkMs));
  keep("holdMs", amount(SHAPE.holdMs));
  keep("wrapUpMs", amount(SHAPE.wrapUpMs));
  keep("reason", text(SHAPE.reason));
  keep("by", text(SHAPE.by));
  keep("ringMs", amount(SHAPE.ringMs));
  if ((shape & SHAPE.score) !== 0) data.score = readScore(reader);
  keep("scale", text(SHAPE.scale));
  keep("survey", text(SHAPE.survey));
  keep("kind", text(SHAPE.kind));
  keep("state", text(SHAPE.state));
  const sequence = amount(SHAPE.sequence);
  const recordedTime = (shape & SHAPE.recordedTime) === 0 ? null : time + reader.signed();
  const contact = (shape & SHAPE.contact) === 0 ? own : texts.textOf(reader.unsigned());
  keep("measure", text(SHAPE.measure));
  keep("callbackOf", text(SHAPE.callbackOf));
  const contactReason = text(SHAPE.contactReason);
  const customer = text(SHAPE.customer);
  const event = { id, source, type, time, recordedTime, site, channel, contact, segment, queue, agent, data };
  if (sequence === undefined && contactReason === undefined && customer === undefined) return event;
  return {
    ...event,
    ...(contactReason === undefined ? {} : { contactReason }),
    ...(customer === undefined ? {} : { customer }),
    ...(sequence === undefined ? {} : { sequence }),
  };
}

export function readScore(reader: ByteReader): number {
  const twice = reader.unsigned();
  return twice === FRACTION ? reader.float64() : twice / 2;
}

function typeOf(words: ClosedWords, word: number): number {
  const type = words.types.memberOf(word);
  if (type === NO_MEMBER) throw new Error("an event has a type that this release does not know");
  return type;
}
