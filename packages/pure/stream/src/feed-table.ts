/**
 * Which sources tell of which queue: a tile is as old as the oldest of them. A source feeds a queue × channel once it has sent an
 * event of a contact there; surveys do not count, they come when a customer likes. Kept by day, so that it costs a row a day and
 * not a row an event; the same events in any order leave the same rows.
 */
import { type CanonicalEvent, type CellKey, type Channel, isOfSurvey, queueCell } from "@floorwalker/domain";
import { jsonRow, rowJson } from "./row-format.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";

const ROW = "f";
const FORMAT = 1;
const DAY_MS = 86_400_000;
/** Of a queue; a source that makes up names of sources must not grow without end. */
const MOST_SOURCES = 16;

type Feeds = Map<string, number>;

export class FeedTable {
  readonly #context: SiteContext;
  /** By queue: the last day each source was heard to tell of it. */
  readonly #byQueue = new Map<CellKey, Feeds>();
  /** The same by queue, so that an event finds its own without building a key. */
  #found = byChannel();
  readonly #dirty = new Set<CellKey>();

  constructor(context: SiteContext) {
    this.#context = context;
  }

  /** The queue that a source began to feed; null: nothing new. */
  heard(event: CanonicalEvent): CellKey | null {
    if (event.channel === null || event.queue === null || isOfSurvey(event.type)) return null;
    const day = Math.floor(event.time / DAY_MS);
    const feeds = this.#found[event.channel].get(event.queue) ?? this.#find(event.channel, event.queue);
    const known = feeds.get(event.source);
    if (known !== undefined && known >= day) return null;
    const key = queueCell(event.queue, event.channel);
    feeds.set(event.source, day);
    if (feeds.size > MOST_SOURCES) feeds.delete(leastRecent(feeds));
    this.#dirty.add(key);
    return known === undefined ? key : null;
  }

  #find(channel: Channel, queue: string): Feeds {
    const key = queueCell(queue, channel);
    let feeds = this.#byQueue.get(key);
    if (feeds === undefined) {
      feeds = new Map();
      this.#byQueue.set(key, feeds);
    }
    this.#found[channel].set(queue, feeds);
    return feeds;
  }

  sourcesOf(queue: CellKey): readonly string[] {
    return [...(this.#byQueue.get(queue)?.keys() ?? [])];
  }

  *queuesOf(source: string): Generator<CellKey> {
    for (const [queue, feeds] of this.#byQueue) if (feeds.has(source)) yield queue;
  }

  feedsAny(source: string): boolean {
    return !this.queuesOf(source).next().done;
  }

  /** Forgets who was last heard before `time`; the queues that lost a source. */
  prune(time: number): readonly CellKey[] {
    const lost: CellKey[] = [];
    this.#found = byChannel();
    for (const [queue, feeds] of this.#byQueue) {
      const before = feeds.size;
      for (const [source, day] of feeds) if ((day + 1) * DAY_MS <= time) feeds.delete(source);
      if (feeds.size === before) continue;
      if (feeds.size === 0) this.#byQueue.delete(queue);
      this.#dirty.add(queue);
      lost.push(queue);
    }
    return lost;
  }

  drain(sink: RowSink): void {
    for (const queue of this.#dirty) {
      const feeds = [...(this.#byQueue.get(queue) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      sink.row(rowKey(this.#context.config.id, ROW, queue), feeds.length === 0 ? null : jsonRow(FORMAT, feeds));
    }
    this.#dirty.clear();
  }

  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (kind !== ROW) return false;
    this.#found = byChannel();
    this.#byQueue.set(parts[0]!, new Map(rowJson<[string, number][]>(FORMAT, value)));
    return true;
  }
}

const byChannel = (): Readonly<Record<Channel, Map<string, Feeds>>> => ({
  call: new Map(),
  chat: new Map(),
  email: new Map(),
});

/** Of those heard on the same day the last by name: not the order of arrival decides. */
function leastRecent(feeds: Feeds): string {
  let least: readonly [string, number] | null = null;
  for (const feed of feeds)
    if (least === null || feed[1] < least[1] || (feed[1] === least[1] && feed[0] > least[0])) least = feed;
  return least![0];
}
