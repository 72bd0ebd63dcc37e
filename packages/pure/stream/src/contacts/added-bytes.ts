/**
 * What a contact has added, as bytes. The layout of an entry, which is stored: kind (lowest two bits) and queue, then by kind
 *
 *   counted   agent, and of one the team · time · counter (a closed word) · amount
 *   waiting   time · 1: past the threshold
 *   handling
 *   work      agent · source · time · kind of work, and 1: it has ended · how long
 *
 * A stay's reason is the contact's (`contact-head.ts`). Queues and agents are places among the texts, a time is told from that of the entry before.
 */
import { NONE, UNKNOWN } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { type Added, COUNTED, HANDLING, WAITING, WORK } from "./added.ts";
import { type ClosedWords, NO_MEMBER } from "./closed-words.ts";

/** Of a name of the site, its place among the texts; of a place, the name. */
export interface TextPlaces {
  refOf(name: number): number;
  nameOf(ref: number): number;
}

const KIND = 3;
const KINDS = 4;

export function writeAdded(writer: ByteWriter, added: Added, places: TextPlaces, words: ClosedWords): void {
  writer.unsigned(added.count);
  let last = 0;
  for (let entry = 0; entry < added.count; entry++) {
    const kind = added.kindOf(entry);
    writer.unsigned(places.refOf(added.queueOf(entry)) * KINDS + kind);
    if (kind === HANDLING) continue;
    const agent = added.agentOf(entry);
    if (kind !== WAITING) writer.unsigned(places.refOf(agent));
    if (kind !== WAITING && agent !== NONE) writer.unsigned(places.refOf(added.besideOf(entry)));
    const at = added.atOf(entry);
    writer.signed(at - last);
    last = at;
    if (kind === COUNTED) {
      writer.unsigned(words.counters.wordOf(added.whatOf(entry)));
      writer.signed(added.amountOf(entry));
    } else if (kind === WAITING) writer.byte(added.whatOf(entry));
    else {
      const to = added.amountOf(entry);
      writer.unsigned(2 * added.whatOf(entry) + (to < 0 ? 0 : 1));
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

/** The same entries, of which only that is of interest. */
export function reachOf(reader: ByteReader, reach: AddedReach): void {
  reach.first = Number.POSITIVE_INFINITY;
  reach.last = Number.NEGATIVE_INFINITY;
  reach.waits = false;
  let at = 0;
  for (let left = reader.unsigned(); left > 0; left--) {
    const kind = reader.unsigned() & KIND;
    if (kind === HANDLING) continue;
    if (kind !== WAITING && reader.unsigned() !== NONE) reader.unsigned();
    at += reader.signed();
    if (kind === WAITING) {
      reach.waits = true;
      reader.byte();
    } else if (kind === COUNTED) {
      reader.unsigned();
      reader.signed();
    } else if ((reader.unsigned() & 1) !== 0) reader.signed();
    if (kind === COUNTED || kind === WAITING) {
      if (at < reach.first) reach.first = at;
      if (at > reach.last) reach.last = at;
    }
  }
}

/** Behind its reason. What a counter counted that this release does not know is left out: nobody can take it back. */
export function readAdded(reader: ByteReader, added: Added, places: TextPlaces, words: ClosedWords): void {
  let last = 0;
  for (let left = reader.unsigned(); left > 0; left--) {
    const tag = reader.unsigned();
    const kind = tag & KIND;
    const queue = places.nameOf(Math.floor(tag / KINDS));
    if (kind === HANDLING) {
      added.put(kind, queue, NONE, added.reasonIn(queue), 0, 0, 0);
      continue;
    }
    const agent = kind === WAITING ? NONE : places.nameOf(reader.unsigned());
    const beside = agent === NONE ? besideStay(kind, added, queue) : places.nameOf(reader.unsigned());
    const at = last + reader.signed();
    last = at;
    if (kind === COUNTED) {
      const counter = words.counters.memberOf(reader.unsigned());
      const amount = reader.signed();
      if (counter !== NO_MEMBER) added.put(kind, queue, agent, beside, at, counter, amount);
    } else if (kind === WAITING) added.put(kind, queue, agent, beside, at, reader.byte(), 0);
    else {
      const what = reader.unsigned();
      added.put(kind, queue, agent, beside, at, what >> 1, (what & 1) === 0 ? UNKNOWN : at + reader.signed());
    }
  }
}

const besideStay = (kind: number, added: Added, queue: number): number =>
  kind === WORK ? NONE : added.reasonIn(queue);
