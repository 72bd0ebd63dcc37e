/**
 * What a contact has added, as bytes. The layout of an entry, which is stored: kind (lowest three bits; two, before fold 4) and queue, then by kind
 *
 *   counted   agent, and of one the team · time · counter (a closed word) · amount
 *   waiting   time · 1: past the threshold
 *   handling
 *   work      agent · source · time · kind of work, 1: it has ended, 8: it has a place among what its source wrote of the instant in which
 *             it began (from fold 7 on) · that place · how long
 *   surveyed  survey · time · counter · amount
 *
 * A stay's reason is the contact's (`contact-head.ts`). Queues and agents are places among the texts, a time is told from that of the entry before.
 */
import { NONE, UNKNOWN } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { type Added, COUNTED, HANDLING, SURVEYED, WAITING, WORK } from "./added.ts";
import { type ClosedWords, NO_MEMBER } from "./closed-words.ts";

/** Of a name of the site, its place among the texts; of a place, the name. */
export interface TextPlaces {
  refOf(name: number): number;
  nameOf(ref: number): number;
}

const KINDS = 8;
/** Of work, beside twice its kind: so there may be four kinds. */
const ENDED = 1;
const PLACED = 8;
/** Nobody counted surveys by name then. */
export const KINDS_BEFORE_FOLD_4 = 4;

/** `kinds`: as many as there were when it was settled; who only reads and keeps a contact does not settle it. */
export function writeAdded(
  writer: ByteWriter,
  added: Added,
  places: TextPlaces,
  words: ClosedWords,
  kinds: number = KINDS,
): void {
  writer.unsigned(added.count);
  let last = 0;
  for (let entry = 0; entry < added.count; entry++) {
    const kind = added.kindOf(entry);
    writer.unsigned(places.refOf(added.queueOf(entry)) * kinds + kind);
    if (kind === HANDLING) continue;
    const agent = added.agentOf(entry);
    if (kind === SURVEYED) writer.unsigned(places.refOf(added.besideOf(entry)));
    else if (kind !== WAITING) writer.unsigned(places.refOf(agent));
    if (kind !== WAITING && agent !== NONE) writer.unsigned(places.refOf(added.besideOf(entry)));
    const at = added.atOf(entry);
    writer.signed(at - last);
    last = at;
    if (kind === COUNTED || kind === SURVEYED) {
      writer.unsigned(words.counters.wordOf(added.whatOf(entry)));
      writer.signed(added.amountOf(entry));
    } else if (kind === WAITING) writer.byte(added.whatOf(entry));
    else {
      const to = added.amountOf(entry);
      const sequence = added.sequenceOf(entry);
      writer.unsigned(2 * added.whatOf(entry) + (to < 0 ? 0 : ENDED) + (sequence < 0 ? 0 : PLACED));
      if (sequence >= 0) writer.unsigned(sequence);
      if (to >= 0) writer.signed(to - at);
    }
  }
}

/** From when to when something was added, epoch ms; ∞ and −∞: nothing was. */
export interface AddedReach {
  first: number;
  last: number;
  /** Somebody waits. */
  waits: boolean;
}

/** The same entries, of which only that is of interest. `kinds`: how many there were when they were written. */
export function reachOf(reader: ByteReader, reach: AddedReach, kinds: number = KINDS): void {
  reach.first = Number.POSITIVE_INFINITY;
  reach.last = Number.NEGATIVE_INFINITY;
  reach.waits = false;
  let at = 0;
  for (let left = reader.unsigned(); left > 0; left--) {
    const kind = reader.unsigned() & (kinds - 1);
    if (kind === HANDLING) continue;
    if (kind !== WAITING && reader.unsigned() !== NONE && kind !== SURVEYED) reader.unsigned();
    at += reader.signed();
    if (kind === WAITING) {
      reach.waits = true;
      reader.byte();
    } else if (kind === COUNTED || kind === SURVEYED) {
      reader.unsigned();
      reader.signed();
    } else {
      const what = reader.unsigned();
      if ((what & PLACED) !== 0) reader.unsigned();
      if ((what & ENDED) !== 0) reader.signed();
    }
    if (kind !== WORK) {
      if (at < reach.first) reach.first = at;
      if (at > reach.last) reach.last = at;
    }
  }
}

/** Behind its reason. What a counter counted that this release does not know is left out: nobody can take it back. */
export function readAdded(
  reader: ByteReader,
  added: Added,
  places: TextPlaces,
  words: ClosedWords,
  kinds: number = KINDS,
): void {
  let last = 0;
  for (let left = reader.unsigned(); left > 0; left--) {
    const tag = reader.unsigned();
    const kind = tag & (kinds - 1);
    const queue = places.nameOf(Math.floor(tag / kinds));
    if (kind === HANDLING) {
      added.put(kind, queue, NONE, added.reasonIn(queue), 0, 0, 0);
      continue;
    }
    const survey = kind === SURVEYED ? places.nameOf(reader.unsigned()) : NONE;
    const agent = kind === WAITING || kind === SURVEYED ? NONE : places.nameOf(reader.unsigned());
    const beside =
      survey !== NONE ? survey : agent === NONE ? besideStay(kind, added, queue) : places.nameOf(reader.unsigned());
    const at = last + reader.signed();
    last = at;
    if (kind === COUNTED || kind === SURVEYED) {
      const counter = words.counters.memberOf(reader.unsigned());
      const amount = reader.signed();
      if (counter !== NO_MEMBER) added.put(kind, queue, agent, beside, at, counter, amount);
    } else if (kind === WAITING) added.put(kind, queue, agent, beside, at, reader.byte(), 0);
    else {
      const what = reader.unsigned();
      const sequence = (what & PLACED) === 0 ? UNKNOWN : reader.unsigned();
      const to = (what & ENDED) === 0 ? UNKNOWN : at + reader.signed();
      added.put(kind, queue, agent, beside, at, (what & (PLACED - 1)) >> 1, to, sequence);
    }
  }
}

const besideStay = (kind: number, added: Added, queue: number): number =>
  kind === WORK ? NONE : added.reasonIn(queue);
