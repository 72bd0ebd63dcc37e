/**
 * An agent's own event (signed in or out, paused, idle, in wrap-up) in the bytes of his time. What it is of him to be moved by, how
 * events of one moment are ordered, and the whole event again, for the day another content comes under its id.
 */
import { type AgentStatus, type CanonicalEvent, type EventData, type EventType, typeCode } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import type { Names } from "../columns/names.ts";

/** Their order is stored. */
const TYPES = ["signedIn", "signedOut", "paused", "idle", "wrapsUp", "wrapUpTold", "other"] as const;
type OwnType = (typeof TYPES)[number];

const HAS_RECORDED = 8;
const HAS_SEQUENCE = 16;
const HAS_REASON = 32;
const HAS_REST = 64;

type Rest = readonly [channel: string | null, contact: string | null, segment: string | null, data: EventData];

/** One of them, read field by field; texts only when they are asked for. */
export class OwnEvent {
  readonly #reader = new ByteReader();
  type: OwnType = "other";
  source = 0;
  queue = 0;
  agent = 0;
  recordedTime: number | null = null;
  sequence: number | null = null;
  wrapUpMs: number | null = null;
  reason: string | null = null;
  #rest: string | null = null;
  id = "";

  /** `time`: of its mark. */
  read(bytes: Uint8Array, from: number, time: number): this {
    const reader = this.#reader.open(bytes, from);
    reader.unsigned();
    const head = reader.byte();
    this.type = TYPES[head & 7]!;
    this.source = reader.unsigned();
    this.queue = reader.unsigned();
    this.agent = reader.unsigned();
    this.recordedTime = head & HAS_RECORDED ? time + reader.signed() : null;
    this.sequence = head & HAS_SEQUENCE ? reader.unsigned() : null;
    this.wrapUpMs = this.type === "wrapUpTold" ? reader.unsigned() : null;
    this.reason = head & HAS_REASON ? reader.text() : null;
    this.#rest = head & HAS_REST ? reader.text() : null;
    this.id = reader.text();
    return this;
  }

  /** How far it moves the agent; a wrap-up of a told length is work like any other and has marks of its own. */
  applyTo(status: AgentStatus, at: number): void {
    const { queue, source } = this;
    status.source = source;
    if (this.type === "signedIn") status.signsIn(at, queue, source);
    else if (this.type === "signedOut") status.signsOut(at, queue);
    else if (this.type === "paused") status.pauses(at, queue, source, this.reason);
    else if (this.type === "idle") status.unpauses(at, queue, source);
    else if (this.type === "wrapsUp") status.wrapsUp(at);
    else status.passes(at);
  }

  /** Where it stands in the lifecycle: position in EVENT_TYPES. */
  get rank(): number {
    return typeCode(eventType(this.type));
  }

  event(time: number, site: string, names: Names): CanonicalEvent {
    const rest = this.#rest === null ? null : (JSON.parse(this.#rest) as Rest);
    const [channel, contact, segment, others] = rest ?? [null, null, null, {}];
    return {
      id: this.id,
      source: names.textOf(this.source)!,
      type: eventType(this.type),
      time,
      recordedTime: this.recordedTime,
      site,
      channel: channel as CanonicalEvent["channel"],
      contact,
      segment,
      queue: names.textOf(this.queue),
      agent: names.textOf(this.agent),
      ...(this.sequence === null ? {} : { sequence: this.sequence }),
      data: {
        ...others,
        ...(STATES[this.type] === undefined ? {} : { state: STATES[this.type]! }),
        ...(this.wrapUpMs === null ? {} : { wrapUpMs: this.wrapUpMs }),
        ...(this.reason === null ? {} : { reason: this.reason }),
      },
    };
  }

  /** The same bytes with other numbers for its names. */
  write(writer: ByteWriter, time: number, name: (name: number) => number): void {
    body.clear();
    const flags =
      (this.recordedTime === null ? 0 : HAS_RECORDED) |
      (this.sequence === null ? 0 : HAS_SEQUENCE) |
      (this.reason === null ? 0 : HAS_REASON) |
      (this.#rest === null ? 0 : HAS_REST);
    body.byte(TYPES.indexOf(this.type) | flags);
    body.unsigned(name(this.source));
    body.unsigned(name(this.queue));
    body.unsigned(name(this.agent));
    if (this.recordedTime !== null) body.signed(this.recordedTime - time);
    if (this.sequence !== null) body.unsigned(this.sequence);
    if (this.wrapUpMs !== null) body.unsigned(this.wrapUpMs);
    if (this.reason !== null) body.text(this.reason);
    if (this.#rest !== null) body.text(this.#rest);
    body.text(this.id);
    writer.unsigned(body.length);
    writer.copy(body.bytes, 0, body.length);
  }

  of(event: CanonicalEvent, names: Names): this {
    const { reason, ...data } = event.data;
    this.type = ownType(event);
    this.source = names.of(event.source);
    this.queue = names.of(event.queue);
    this.agent = names.of(event.agent);
    this.recordedTime = event.recordedTime;
    this.sequence = isPlain(event.sequence) ? event.sequence : null;
    this.wrapUpMs = this.type === "wrapUpTold" ? data.wrapUpMs! : null;
    this.reason = reason ?? null;
    this.id = event.id;
    const rest: Record<string, unknown> = { ...data };
    if (STATES[this.type] !== undefined) delete rest.state;
    if (this.wrapUpMs !== null) delete rest.wrapUpMs;
    const { channel, contact, segment } = event;
    const hasRest = channel !== null || contact !== null || segment !== null || Object.keys(rest).length > 0;
    this.#rest = hasRest ? JSON.stringify([channel, contact, segment, rest] satisfies Rest) : null;
    return this;
  }
}

const body = new ByteWriter();

const STATES: Readonly<Partial<Record<OwnType, "idle" | "paused" | "wrapUp">>> = {
  paused: "paused",
  idle: "idle",
  wrapsUp: "wrapUp",
  wrapUpTold: "wrapUp",
};

const isPlain = (value: number | undefined): value is number => Number.isSafeInteger(value) && value! >= 0;

function ownType({ type, data }: CanonicalEvent): OwnType {
  if (type === "cc.agent.signedIn") return "signedIn";
  if (type === "cc.agent.signedOut") return "signedOut";
  if (data.state === "paused" || data.state === "idle") return data.state;
  if (data.state !== "wrapUp") return "other";
  return data.wrapUpMs === undefined ? "wrapsUp" : "wrapUpTold";
}

const eventType = (type: OwnType): EventType =>
  type === "signedIn" || type === "signedOut" ? `cc.agent.${type}` : "cc.agent.stateChanged";
