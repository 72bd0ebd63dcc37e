/**
 * When each agent's calls began, where the site says that an agent has one line (`oneCallPerAgent`, rule 9): his next call ends an
 * earlier one whose end nobody told. Kept for as long as agents' hours are, and stored by agent and hour, because the next call may
 * be over and gone long before the one that it ended. What began before that can no longer be told anew: it ends where it did.
 */
import { type Name, UNKNOWN } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import type { Names } from "../columns/names.ts";
import { type Added, WORK, WORK_KINDS } from "../contacts/added.ts";
import { bytesRow } from "../row-format.ts";
import { type RowSink, rowKey } from "../site-context.ts";

export const BEGUN_ROW = "b";
const FORMAT = 1;
const HOUR_MS = 3_600_000;
const ON_CONTACT = WORK_KINDS.indexOf("onContact");

const hourOf = (time: number): number => Math.floor(time / HOUR_MS);

/** A call of the agent's began then (1), or did not (−1). */
export type BegunTold = (agent: Name, at: number, sign: 1 | -1) => void;

export class BegunCalls {
  readonly #site: string;
  readonly #names: Names;
  /** By agent, in order; as many of one moment as began in it. */
  readonly #begun = new Map<Name, number[]>();
  /** Agent and hour of rows that are not stored as they are now. */
  readonly #dirty = new Map<string, readonly [agent: Name, hour: number]>();
  /** Agents whose calls began otherwise than before. */
  #changed = new Set<Name>();
  #firstHour = Number.NEGATIVE_INFINITY;
  readonly #writer = new ByteWriter();

  constructor(site: string, names: Names) {
    this.#site = site;
    this.#names = names;
  }

  /** When the agent's next call began; UNKNOWN: none has. `before`: when the call that began at `from` was over until now. */
  nextAfter(agent: Name, from: number, before: number): number {
    const kept = this.#firstHour * HOUR_MS;
    if (from < kept && before !== UNKNOWN && before < kept) return before;
    return this.#begun.get(agent)?.find((at) => at > from) ?? UNKNOWN;
  }

  /** What agents did of a call is no longer what it was; `told` hears which calls began, and which did not. */
  change(before: Added, after: Added, told?: BegunTold): void {
    for (let entry = 0; entry < before.count; entry++)
      if (isNew(before, entry, after)) this.#remove(before.agentOf(entry), before.atOf(entry), told);
    for (let entry = 0; entry < after.count; entry++)
      if (isNew(after, entry, before)) this.#add(after.agentOf(entry), after.atOf(entry), told);
  }

  takeChanged(): ReadonlySet<Name> {
    const changed = this.#changed;
    if (changed.size > 0) this.#changed = new Set();
    return changed;
  }

  #add(agent: Name, at: number, told?: BegunTold): void {
    told?.(agent, at, 1);
    if (hourOf(at) < this.#firstHour) return;
    const begun = this.#begun.get(agent);
    if (begun === undefined) this.#begun.set(agent, [at]);
    else begun.splice(placeAfter(begun, at), 0, at);
    this.#soil(agent, at);
  }

  #remove(agent: Name, at: number, told?: BegunTold): void {
    told?.(agent, at, -1);
    const begun = this.#begun.get(agent) ?? [];
    const place = placeAfter(begun, at) - 1;
    if (place < 0 || begun[place] !== at) return;
    begun.splice(place, 1);
    this.#soil(agent, at);
  }

  #soil(agent: Name, at: number): void {
    this.#changed.add(agent);
    this.#dirty.set(`${agent} ${hourOf(at)}`, [agent, hourOf(at)]);
  }

  /** `hour`: the first one of agents' time that is kept. */
  prune(hour: number): void {
    if (hour <= this.#firstHour) return;
    this.#firstHour = hour;
    for (const [agent, begun] of this.#begun) {
      const gone = begun.splice(0, placeAfter(begun, hour * HOUR_MS - 1));
      for (const at of gone) this.#dirty.set(`${agent} ${hourOf(at)}`, [agent, hourOf(at)]);
      if (begun.length === 0) this.#begun.delete(agent);
    }
  }

  drain(sink: RowSink): void {
    for (const [agent, hour] of this.#dirty.values()) {
      const begun = (this.#begun.get(agent) ?? []).filter((at) => hourOf(at) === hour);
      const key = rowKey(this.#site, BEGUN_ROW, this.#names.textOf(agent)!, hour);
      sink.row(key, begun.length === 0 ? null : this.#row(begun, hour));
    }
    this.#dirty.clear();
  }

  #row(begun: readonly number[], hour: number): Uint8Array {
    const writer = this.#writer;
    writer.clear();
    writer.byte(FORMAT);
    let last = hour * HOUR_MS;
    for (const at of begun) {
      writer.unsigned(at - last);
      last = at;
    }
    return bytesRow(writer.bytes, 0, writer.length);
  }

  /** `firstHour`: as of the log. Rows of earlier ones are gone, or will be. */
  restore([agent, hour]: readonly string[], value: Uint8Array, firstHour: number): void {
    const reader = new ByteReader().open(value);
    const format = reader.byte();
    if (format !== FORMAT) throw new RangeError(`begun calls of format ${format}, this program reads ${FORMAT}`);
    this.#firstHour = firstHour;
    const name = this.#names.of(agent!);
    const begun = this.#begun.get(name) ?? [];
    this.#begun.set(name, begun);
    for (let at = Number(hour) * HOUR_MS; !reader.isAtEnd; ) {
      at += reader.unsigned();
      begun.splice(placeAfter(begun, at), 0, at);
    }
  }
}

/** A call of an agent's began then of which neither the other knows nor an entry before it. */
const isNew = (added: Added, entry: number, other: Added): boolean =>
  isCall(added, entry) && !says(other, other.count, added, entry) && !says(added, entry, added, entry);

const isCall = (added: Added, entry: number): boolean =>
  added.kindOf(entry) === WORK && added.whatOf(entry) === ON_CONTACT;

/** One of the first `count` entries says that a call of that agent's began then. */
function says(by: Added, count: number, added: Added, entry: number): boolean {
  for (let at = 0; at < count; at++)
    if (isCall(by, at) && by.agentOf(at) === added.agentOf(entry) && by.atOf(at) === added.atOf(entry)) return true;
  return false;
}

/** Behind all that are not after a moment. */
function placeAfter(times: readonly number[], at: number): number {
  let place = times.length;
  while (place > 0 && times[place - 1]! > at) place--;
  return place;
}
