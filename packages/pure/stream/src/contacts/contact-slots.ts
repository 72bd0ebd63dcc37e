/**
 * The contacts of a site in memory, by slot: a few columns, and two byte strings in a slab. `told` is the contact's id and its events
 * (`ToldEvents`), `head` what it has added and where its fold stands (`ContactHead`). No object a contact.
 */
import { CHANNELS, type Channel } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { grownColumn } from "../columns/grown-column.ts";
import { ANY_ID, idBit, NO_ID } from "../columns/id-bits.ts";
import { Slab } from "../columns/slab.ts";
import { SlotIndex } from "../columns/slot-index.ts";
import { TextHash } from "../columns/text-hash.ts";
import type { FoldedPrefix } from "./folded-prefix.ts";
import type { ToldEvents } from "./told-events.ts";

const NO_BYTES = -1;
const NOTHING = new Uint8Array(0);

/** Bits of a slot. The lowest two are its channel's position in CHANNELS. */
export const TAKEN = 4;
/** Events came since it was last settled. */
export const TOUCHED = 8;
/** Not stored as it is now. */
export const DIRTY = 16;
/** Left memory, not yet in a commit: an event that names it brings it back. */
export const EVICTED = 32;
/** It has rows in the store. */
export const STORED = 64;
/** Another id of a contact: its events are that one's. */
export const OTHER_ID = 128;
/** Somebody has said where it is, or that it begins. */
export const KNOWN = 256;
const CHANNEL = 3;

/** Of a contact's events. */
export interface ToldSummary {
  readonly count: number;
  readonly lastEventAt: number;
}

export class ContactSlots {
  readonly #slab = new Slab();
  readonly #index = new SlotIndex((slot) => this.#isSought(slot));
  readonly #hash = new TextHash();
  readonly #sought = new ByteWriter();
  #soughtChannel = 0;
  #told = new Int32Array(0);
  #head = new Int32Array(0);
  #flags = new Uint16Array(0);
  #lastEventAt = new Float64Array(0);
  /** How many events its bytes hold. */
  #toldCount = new Int32Array(0);
  /** Bits of the ids of its events. */
  #ids = new Int32Array(0);
  /** Of the few that are long. */
  readonly #prefixes = new Map<number, FoldedPrefix>();
  readonly #free: number[] = [];
  #slots = 0;
  readonly #reader = new ByteReader();
  readonly #writer = new ByteWriter();
  /** The last one that was looked for: of one event several things are asked. */
  #lastName: string | null = null;
  #lastChannel: Channel = "call";
  #lastSlot = -1;
  /** The last one whose name was asked for, and its name: whoever stores a contact asks several times; −1: none. */
  #named = -1;
  #name = "";
  /** The one whose events are open; −1: none, or they may lie elsewhere now. */
  #opened = -1;

  get size(): number {
    return this.#index.size;
  }

  /** −1: it is not in memory. */
  find(channel: Channel, name: string): number {
    if (name === this.#lastName && channel === this.#lastChannel) return this.#lastSlot;
    this.#lastName = name;
    this.#lastChannel = channel;
    this.#soughtChannel = CHANNELS.indexOf(channel);
    this.#sought.clear();
    this.#sought.text(name);
    const { high, low } = this.#hash.ofText(name, this.#soughtChannel);
    this.#lastSlot = this.#index.find(high, low);
    return this.#lastSlot;
  }

  /** One that is not in memory. */
  add(channel: Channel, name: string): number {
    const slot = this.#free.pop() ?? this.#slots++;
    this.#told = grownColumn(this.#told, this.#slots);
    this.#head = grownColumn(this.#head, this.#slots);
    this.#flags = grownColumn(this.#flags, this.#slots);
    this.#lastEventAt = grownColumn(this.#lastEventAt, this.#slots);
    this.#toldCount = grownColumn(this.#toldCount, this.#slots);
    this.#ids = grownColumn(this.#ids, this.#slots);
    const place = CHANNELS.indexOf(channel);
    this.#writer.clear();
    this.#writer.text(name);
    this.#opened = -1;
    this.#told[slot] = this.#slab.put(this.#writer.bytes, 0, this.#writer.length);
    this.#head[slot] = NO_BYTES;
    this.#flags[slot] = place | TAKEN;
    this.#lastEventAt[slot] = 0;
    this.#toldCount[slot] = 0;
    this.#ids[slot] = NO_ID;
    const { high, low } = this.#hash.ofText(name, place);
    this.#index.add(high, low, slot);
    this.#lastName = name;
    this.#lastChannel = channel;
    this.#lastSlot = slot;
    return slot;
  }

  remove(slot: number): void {
    this.#index.remove(slot);
    this.#opened = -1;
    this.#slab.free(this.#told[slot]!);
    this.#freeHead(slot);
    this.#flags[slot] = 0;
    this.#prefixes.delete(slot);
    this.#free.push(slot);
    this.#lastName = null;
    this.#named = -1;
  }

  /** As if nobody had told anything of it. */
  empty(slot: number): void {
    this.keepTold(slot, NOTHING, 0, 0, { count: 0, lastEventAt: 0 });
    this.mark(slot, KNOWN, false);
    this.#prefixes.delete(slot);
    this.#freeHead(slot);
  }

  *all(): Generator<number> {
    for (let slot = 0; slot < this.#slots; slot++) if (this.#flags[slot] !== 0) yield slot;
  }

  is(slot: number, bit: number): boolean {
    return (this.#flags[slot]! & bit) !== 0;
  }

  mark(slot: number, bit: number, on: boolean): void {
    if (on) this.#flags[slot]! |= bit;
    else this.#flags[slot]! &= ~bit;
  }

  channelOf(slot: number): Channel {
    return CHANNELS[this.#flags[slot]! & CHANNEL]!;
  }

  /** See contactName. */
  nameOf(slot: number): string {
    if (slot !== this.#named) {
      this.#name = this.#toldReader(slot).text();
      this.#named = slot;
    }
    return this.#name;
  }

  lastEventAt(slot: number): number {
    return this.#lastEventAt[slot]!;
  }

  /** An event of it came. */
  heard(slot: number, at: number): void {
    if (at > this.#lastEventAt[slot]!) this.#lastEventAt[slot] = at;
  }

  /** What its oldest events amount to, which are no longer among those told; null: they are. */
  prefixOf(slot: number): FoldedPrefix | null {
    return this.#prefixes.size === 0 ? null : (this.#prefixes.get(slot) ?? null);
  }

  keepPrefix(slot: number, prefix: FoldedPrefix): void {
    this.#prefixes.set(slot, prefix);
    if (prefix.isKnown) this.mark(slot, KNOWN, true);
  }

  /** False: none of its events has that id. */
  mayHave(slot: number, id: string): boolean {
    return (this.#ids[slot]! & idBit(id)) !== 0;
  }

  /** An event of it with that id is about to be told; null: with any. */
  hasId(slot: number, id: string | null): void {
    this.#ids[slot]! |= id === null ? ANY_ID : idBit(id);
  }

  toldCount(slot: number): number {
    return this.#toldCount[slot]!;
  }

  /** In the view that is given, and that nobody else opens: what is open already is not opened again. */
  openTold(slot: number, told: ToldEvents): ToldEvents {
    if (this.#opened === slot) return told;
    const reader = this.#toldReader(slot);
    reader.passText();
    this.#opened = slot;
    return told.open(reader.bytes, reader.at, reader.end);
  }

  /** The bytes [from, to) of another buffer are its events from now on. */
  keepTold(slot: number, bytes: Uint8Array, from: number, to: number, { count, lastEventAt }: ToldSummary): void {
    const reader = this.#toldReader(slot);
    const start = reader.at;
    reader.passText();
    this.#writer.clear();
    this.#writer.copy(reader.bytes, start, reader.at);
    this.#writer.copy(bytes, from, to);
    this.#opened = -1;
    this.#slab.replace(this.#told[slot]!, this.#writer.bytes, 0, this.#writer.length);
    this.#lastEventAt[slot] = lastEventAt;
    this.#toldCount[slot] = count;
  }

  /** Null: it was never settled. */
  headReader(slot: number): ByteReader | null {
    const handle = this.#head[slot]!;
    if (handle === NO_BYTES) return null;
    return this.#reader.open(this.#slab.bytesOf(handle), this.#slab.startOf(handle), this.#slab.endOf(handle));
  }

  keepHead(slot: number, bytes: Uint8Array, from: number, to: number): void {
    const handle = this.#head[slot]!;
    this.#opened = -1;
    if (handle === NO_BYTES) this.#head[slot] = this.#slab.put(bytes, from, to);
    else this.#slab.replace(handle, bytes, from, to);
  }

  /** Its head is these bytes already. */
  isHead(slot: number, { bytes, length }: ByteWriter): boolean {
    const handle = this.#head[slot]!;
    if (handle === NO_BYTES) return false;
    const held = this.#slab.bytesOf(handle);
    const start = this.#slab.startOf(handle);
    if (this.#slab.endOf(handle) - start !== length) return false;
    for (let index = 0; index < length; index++) if (held[start + index] !== bytes[index]) return false;
    return true;
  }

  #freeHead(slot: number): void {
    const handle = this.#head[slot]!;
    this.#opened = -1;
    if (handle !== NO_BYTES) this.#slab.free(handle);
    this.#head[slot] = NO_BYTES;
  }

  #toldReader(slot: number): ByteReader {
    const handle = this.#told[slot]!;
    return this.#reader.open(this.#slab.bytesOf(handle), this.#slab.startOf(handle), this.#slab.endOf(handle));
  }

  #isSought(slot: number): boolean {
    if ((this.#flags[slot]! & CHANNEL) !== this.#soughtChannel) return false;
    const handle = this.#told[slot]!;
    const bytes = this.#slab.bytesOf(handle);
    const start = this.#slab.startOf(handle);
    const { bytes: sought, length } = this.#sought;
    for (let index = length - 1; index >= 0; index--) if (bytes[start + index] !== sought[index]) return false;
    return true;
  }
}
