/** The events of an agent's own among his marks: found by identity, placed in their order within a moment. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { ByteWriter } from "../columns/byte-writer.ts";
import { idBit } from "../columns/id-bits.ts";
import { type AgentHours, hourOf, quarterBit } from "./agent-hours.ts";
import type { MarkBytes } from "./mark-bytes.ts";
import { isDerived, isOwn, MARK, markTag, plainKind, UNSWEPT } from "./marks.ts";
import { OwnEvent } from "./own-event.ts";
import { inSourcesOrder, type Placed } from "./sources-order.ts";

interface Entry extends Placed {
  readonly bytes: Uint8Array;
}

export class OwnEvents {
  readonly #bytes: MarkBytes;
  readonly #site: string;
  readonly #own = new OwnEvent();
  readonly #writer = new ByteWriter();

  constructor(bytes: MarkBytes, site: string) {
    this.#bytes = bytes;
    this.#site = site;
  }

  /** The event of this identity, as it was said; null: there is none. */
  find(hours: AgentHours, { source, id }: CanonicalEvent): CanonicalEvent | null {
    const { names } = this.#bytes;
    const sought = names.find(source);
    if (sought === 0) return null;
    const bit = idBit(id);
    for (const hour of hours.hours) {
      if ((hour.ownIds & bit) === 0) continue;
      let ids = 0;
      const reader = this.#bytes.read(hour);
      while (reader.next()) {
        if (!isOwn(reader.kind)) continue;
        const own = this.#own.read(reader.bytes, reader.from, reader.time);
        if (own.source === sought && own.id === id) return own.event(reader.time, this.#site, names);
        ids |= idBit(own.id);
      }
      hour.ownIds = ids;
    }
    return null;
  }

  add(hours: AgentHours, event: CanonicalEvent): void {
    this.#own.of(event, this.#bytes.names).write(this.#cleared(), event.time, (name) => name);
    const added = this.#entry(this.#writer.taken());
    hours.at(hourOf(event.time)).ownIds |= idBit(event.id);
    this.#rearrange(hours, event.time, (entries) => [...entries, added]);
  }

  remove(hours: AgentHours, event: CanonicalEvent): void {
    const isIt = ({ source, id }: Entry): boolean => source === event.source && id === event.id;
    this.#rearrange(hours, event.time, (entries) => entries.filter((entry) => !isIt(entry)));
  }

  /** Every mark of one agent's becomes another's: they are the same. */
  move(from: AgentHours, to: AgentHours): void {
    const { names } = this.#bytes;
    const moves: (() => void)[] = [];
    for (const hour of from.hours) {
      const reader = this.#bytes.read(hour);
      while (reader.next()) {
        const { time, kind, queue, source, sequence } = reader;
        if (isOwn(kind)) {
          const event = this.#own.read(reader.bytes, reader.from, time).event(time, this.#site, names);
          moves.push(() => this.add(to, event));
        } else if (!isDerived(kind)) moves.push(() => to.insert(time, plainKind(kind), queue, source, sequence));
      }
    }
    // What is read lies where the marks of all agents lie: nothing is put there meanwhile.
    for (const move of moves) move();
    from.free();
  }

  #rearrange(hours: AgentHours, time: number, change: (entries: readonly Entry[]) => readonly Entry[]): void {
    const { editor } = this.#bytes;
    const hour = hours.at(hourOf(time));
    hours.open(hour);
    const present: Entry[] = [];
    for (let index = editor.count - 1; index >= 0 && editor.times[index]! >= time; index--) {
      if (editor.times[index] !== time || !editor.isOwn(index)) continue;
      const { bytes } = editor.payload;
      present.push(this.#entry(bytes.slice(editor.from(index), editor.to(index))));
      editor.remove(index);
    }
    for (const { bytes } of inSourcesOrder(change(present))) {
      const from = editor.payload.length;
      editor.payload.copy(bytes, 0, bytes.length);
      editor.insert(editor.indexOf(time, MARK.own + 1), time, markTag(MARK.own, UNSWEPT), from);
    }
    hour.dirty |= quarterBit(time);
    hours.save(hour);
  }

  #entry(bytes: Uint8Array): Entry {
    const { rank, source, sequence, id } = this.#own.read(bytes, 0, 0);
    return { rank, source: this.#bytes.names.textOf(source)!, sequence, id, bytes };
  }

  #cleared(): ByteWriter {
    this.#writer.clear();
    return this.#writer;
  }
}
