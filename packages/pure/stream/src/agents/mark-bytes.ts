/** What the agents of a site share: the slab their marks lie in, the names in them, and what is needed to go over them. */
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import type { Names } from "../columns/names.ts";
import { Slab } from "../columns/slab.ts";
import { type AgentHour, HOUR_MS } from "./agent-hours.ts";
import { MarkEditor } from "./mark-editor.ts";
import { isSign, type MarkKind, MarkReader, plainKind } from "./marks.ts";

export class MarkBytes {
  readonly slab = new Slab();
  /** The site's. */
  readonly names: Names;
  readonly editor = new MarkEditor();
  readonly writer = new ByteWriter();
  readonly #reader = new MarkReader();
  readonly #place = new ByteReader();

  constructor(names: Names) {
    this.names = names;
  }

  /** One at a time. */
  read({ handle, hour }: AgentHour): MarkReader {
    return this.readFrom(handle, 0, hour * HOUR_MS);
  }

  /** From so many bytes behind the beginning of its hour on; `time`: of the mark before. */
  readFrom(handle: number, offset: number, time: number): MarkReader {
    const { slab } = this;
    if (handle < 0) return this.#reader.open(NOTHING, 0, 0, time);
    return this.#reader.open(slab.bytesOf(handle), slab.startOf(handle) + offset, slab.endOf(handle), time);
  }

  /** What a sign in the editor says against another one, by their texts: numbers are given as names come. */
  comparePlace(kind: MarkKind, from: number, queue: number, source: number, sequence: number): number {
    const { payload } = this.editor;
    if (!isSign(kind)) return 0;
    const place = this.#place.open(payload.bytes, from, payload.length);
    const [otherQueue, otherSource] = [place.unsigned(), place.unsigned()];
    if (otherQueue !== queue) return this.#compare(otherQueue, queue);
    if (otherSource !== source) return this.#compare(otherSource, source);
    return plainKind(kind) === kind ? 0 : place.unsigned() - sequence;
  }

  #compare(a: number, b: number): number {
    if (a === b) return 0;
    return this.names.textOf(a)! < this.names.textOf(b)! ? -1 : 1;
  }
}

const NOTHING = new Uint8Array(0);
