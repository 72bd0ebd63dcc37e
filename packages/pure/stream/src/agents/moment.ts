/**
 * What happened to an agent in one moment, in its order (rule 5): the ends of work and the beginnings of wrap-up, which say nothing of where
 * he is; then his own events, rings, answers and the restarts of their sources, as those wrote them. What a restart ends he is no longer,
 * what is told after it he is again. Mostly it is one mark.
 */
import { type AgentStatus, typeCode, UNKNOWN } from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";
import type { Restart } from "../restart.ts";
import { isDerived, isOwn, isSign, MARK, type MarkKind, type MarkReader, plainKind } from "./marks.ts";
import { OwnEvent } from "./own-event.ts";
import { inSourcesOrder, type Placed } from "./sources-order.ts";

export type RestartsOf = (source: string) => readonly Restart[];

/** Own events and signs tell where he is. */
interface Told extends Placed {
  /** Of a mark; of a restart −1. */
  readonly mark: number;
}

const RANKS = new Map<MarkKind, number>([
  [MARK.alerted, typeCode("cc.contact.alerted")],
  [MARK.rang, typeCode("cc.contact.notAnswered")],
  [MARK.contactBegins, typeCode("cc.contact.answered")],
]);
const RESTART_RANK = typeCode("cc.source.restarted");
const RESTART = -1;

export class Moment {
  readonly #names: Names;
  readonly #restartsOf: RestartsOf;
  readonly #own = new OwnEvent();
  #time = 0;
  /** Of its marks, by place. */
  readonly #kinds: MarkKind[] = [];
  readonly #queues: number[] = [];
  readonly #sources: number[] = [];
  readonly #sequences: number[] = [];
  readonly #from: number[] = [];
  readonly tagsAt: number[] = [];
  count = 0;
  /** How many of them tell where he is, and the last one. */
  #telling = 0;
  #lastTelling = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(names: Names, restartsOf: RestartsOf) {
    this.#names = names;
    this.#restartsOf = restartsOf;
  }

  /** The mark that the reader stands on and all of its moment; it stands behind them then, or on the next. True: there is a next one. */
  read(reader: MarkReader): boolean {
    this.#time = reader.time;
    this.#bytes = reader.bytes;
    this.count = 0;
    this.#telling = 0;
    let more = true;
    for (; more && reader.time === this.#time; more = reader.next()) {
      this.endsAt = reader.at;
      if (isDerived(reader.kind)) continue;
      const place = this.count++;
      const kind = plainKind(reader.kind);
      this.#kinds[place] = kind;
      this.#queues[place] = reader.queue;
      this.#sources[place] = reader.source;
      this.#sequences[place] = reader.sequence;
      this.#from[place] = reader.from;
      this.tagsAt[place] = reader.tagAt;
      if (!isOwn(kind) && !isSign(kind)) continue;
      this.#telling++;
      this.#lastTelling = place;
    }
    return more;
  }

  /** Where the last of its marks ends. */
  endsAt = 0;

  applyTo(status: AgentStatus): void {
    for (let place = 0; place < this.count; place++) this.#applyWork(status, this.#kinds[place]!);
    if (this.#telling === 0 && !this.#mayRestart(status.source)) return;
    if (this.#telling === 1 && !this.#mayRestart(status.source) && !this.#mayRestart(this.#sourceOf(this.#lastTelling)))
      this.#applyTold(status, this.#lastTelling);
    else
      for (const { mark, source } of inSourcesOrder(this.#told(status)))
        if (mark !== RESTART) this.#applyTold(status, mark);
        else if (status.isOnlyImplied && this.#names.textOf(status.source) === source) status.isGone(this.#time);
  }

  #told(status: AgentStatus): Told[] {
    const told: Told[] = [];
    const sources = new Set([status.source]);
    for (let mark = 0; mark < this.count; mark++) {
      const kind = this.#kinds[mark]!;
      if (!isOwn(kind) && !isSign(kind)) continue;
      const source = this.#sourceOf(mark);
      sources.add(source);
      const text = this.#names.textOf(source)!;
      if (isSign(kind))
        told.push({ mark, source: text, sequence: placeOf(this.#sequences[mark]!), rank: RANKS.get(kind)!, id: "" });
      else {
        const { sequence, rank, id } = this.#own;
        told.push({ mark, source: text, sequence, rank, id });
      }
    }
    for (const source of sources) {
      const text = this.#names.textOf(source);
      if (text === null) continue;
      for (const { at, sequence, id } of this.#restartsOf(text))
        if (at === this.#time) told.push({ mark: RESTART, source: text, sequence, rank: RESTART_RANK, id });
    }
    return told;
  }

  /** Of an own event: it is read then. */
  #sourceOf(mark: number): number {
    if (!isOwn(this.#kinds[mark]!)) return this.#sources[mark]!;
    return this.#own.read(this.#bytes, this.#from[mark]!, this.#time).source;
  }

  #mayRestart(source: number): boolean {
    const text = this.#names.textOf(source);
    if (text === null) return false;
    for (const { at } of this.#restartsOf(text)) if (at === this.#time) return true;
    return false;
  }

  #applyWork(status: AgentStatus, kind: MarkKind): void {
    if (kind === MARK.contactEnds) status.contactEnds(this.#time);
    else if (kind === MARK.wrapUpBegins) status.wrapUpBegins(this.#time);
    else if (kind === MARK.wrapUpEnds) status.wrapUpEnds(this.#time);
    else if (!isOwn(kind) && !isSign(kind)) throw new RangeError(`a mark of kind ${kind} is not swept`);
  }

  #applyTold(status: AgentStatus, mark: number): void {
    const kind = this.#kinds[mark]!;
    if (isOwn(kind)) this.#own.read(this.#bytes, this.#from[mark]!, this.#time).applyTo(status, this.#time);
    else if (kind === MARK.contactBegins) status.contactBegins(this.#time, this.#queues[mark]!, this.#sources[mark]!);
    else status.rang(this.#time, this.#queues[mark]!, this.#sources[mark]!);
  }
}

const placeOf = (sequence: number): number | null => (sequence === UNKNOWN ? null : sequence);
