/**
 * The port of every vendor format. Laws: a format is a pure function of its arguments (of which `lines` stands for the lines
 * before), throws on no bytes, invents no time, and gives the same id to the same input, so that reading again changes nothing.
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import {
  type EventExtra,
  type EventHeaders,
  encodeEvent,
  type Mending,
  type PassedEvent,
  type Rejection,
  type RejectionCode,
  rejection,
} from "@floorwalker/events";
import type { Customers } from "./customers.ts";
import type { SecondOfLines } from "./second-of-lines.ts";

export interface SourceContext {
  /** The site the input belongs to, where the input itself does not say; null when unknown. */
  readonly site: string | null;
  /** The zone of that site's clocks, for formats that write local times; absent: such times are refused. */
  readonly zone?: string;
  /** How bytes are read that are not UTF-8, by its WHATWG name; absent: windows-1252. */
  readonly encoding?: string;
  /** Of formats whose lines have no ids: what was read of the same file or stream so far; absent: the line stands alone. */
  readonly lines?: SecondOfLines;
  /** Absent: of every site as its sources tell them. */
  readonly customers?: Customers;
  /** Headers of the record or request. */
  readonly headers?: EventHeaders;
  /** Wall clock, epoch ms: only to refuse what lies ahead of it. */
  readonly now: number;
}

export interface SourceEvent {
  readonly event: CanonicalEvent;
  /** Fields that pass through the log unread. */
  readonly extra?: EventExtra;
  /** Its bytes came as they are written, or nearly so; `event` is then read from them when it is asked for. */
  readonly passed?: PassedEvent;
}

/** As it is appended to the event topic, and the site that decides its partition. */
export const writtenEvent = (told: SourceEvent): Pick<PassedEvent, "bytes" | "site"> =>
  told.passed ?? { bytes: Buffer.from(encodeEvent(told.event, told.extra)), site: told.event.site };

/** Why an input became no event although nothing is wrong with it. */
export const IGNORED = {
  blank_line: "The line or message is empty.",
  unknown_verb: "A line of a queue_log whose verb nobody knows, such as one that a dialplan writes for itself.",
  not_counted: "A line of a queue_log that is known and without meaning for any number, such as DID or CONFIGRELOAD.",
} as const;

export type IgnoredReason = keyof typeof IGNORED;

export type Outcome =
  | {
      readonly result: "accepted";
      readonly events: readonly SourceEvent[];
      /** What had to be put right; absent: nothing. */
      readonly mended?: readonly Mending[];
    }
  | { readonly result: "ignored"; readonly reason: IgnoredReason }
  | ({ readonly result: "rejected" } & Rejection);

export interface SourceFormat {
  readonly id: string;
  /** Its lines have neither id nor order of their own: whoever reads several of them keeps a `SecondOfLines`. */
  readonly numbersLines: boolean;
  /** A JSON array is several of its inputs (`batch-of.ts`). */
  readonly readsBatches: boolean;
  read(bytes: Uint8Array, context: SourceContext): Outcome;
}

export const accepted = (events: readonly SourceEvent[], mended: readonly Mending[]): Outcome =>
  mended.length === 0 ? { result: "accepted", events } : { result: "accepted", events, mended };

export const rejected = (code: RejectionCode, path: string, reason?: string): Outcome => ({
  result: "rejected",
  ...rejection(code, path, reason),
});

export const ignored = (reason: IgnoredReason): Outcome => ({ result: "ignored", reason });
