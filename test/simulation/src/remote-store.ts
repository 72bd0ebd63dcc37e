/** The simulated store as one process sees it through its link, and what that process has read of the log. */
import type {
  Commit,
  CommitResult,
  ConsumeOptions,
  Consumption,
  Log,
  Store,
  StoredValue,
  ViewChange,
} from "@floorwalker/ports";
import type { Link } from "./link.ts";
import type { SimulatedBatch } from "./simulated-group.ts";
import type { SimulatedStore, Stretch } from "./simulated-store.ts";
import type { Process, World } from "./world.ts";

/** By partition, what a process has been given of the log since it was assigned. */
export class Reading {
  readonly #of = new Map<number, { generation: number; from: number | null; expired: [number, number][] }>();

  /** The log, watched. */
  watch(log: Log): Log {
    const consume = (options: ConsumeOptions): Promise<Consumption> =>
      log.consume({
        ...options,
        assigned: async (partition) => {
          const from = await options.assigned(partition);
          const start = typeof from === "number" ? from : null;
          this.#of.set(partition.partition, { generation: 0, from: start, expired: [] });
          return from;
        },
        batch: (batch) => {
          const reading = this.#of.get(batch.partition);
          if (reading !== undefined) reading.generation = (batch as SimulatedBatch).generation;
          return options.batch(batch);
        },
        expired: (partition, from, to) => {
          this.#of.get(partition.partition)?.expired.push([from, to]);
          options.expired?.(partition, from, to);
        },
      });
    return new Proxy(log, {
      get: (target, name) => {
        if (name === "consume") return consume;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
  }

  /** What a commit that is made now adds to what will be stored when it arrives; null when nothing was read. */
  stretch({ partition, offset }: Commit): (stored: Stretch | null) => Stretch | null {
    const { generation = 0, from = null, expired = [] } = this.#of.get(partition) ?? {};
    const reading = { generation, from, expired: [...expired] };
    return (stored) => (generation === 0 || offset === null ? null : extended(reading, offset, stored));
  }
}

interface Read {
  readonly generation: number;
  readonly from: number | null;
  readonly expired: readonly (readonly [number, number])[];
}

function extended(reading: Read, offset: number, stored: Stretch | null): Stretch {
  const upTo = stored?.upTo ?? 0;
  const skipped: [number, number][] = stored === null && reading.from !== null ? [[0, reading.from]] : [];
  for (const [from, to] of reading.expired) if (to > upTo && to <= offset) skipped.push([Math.max(from, upTo), to]);
  return { generation: reading.generation, upTo: offset, expired: [...(stored?.expired ?? []), ...skipped] };
}

export interface RemoteStoreOptions {
  readonly world: World;
  readonly process: Process;
  readonly link: Link;
  readonly store: SimulatedStore;
  readonly reading: Reading;
}

export class RemoteStore implements Store {
  readonly #options: RemoteStoreOptions;
  readonly #followers = new Set<{ readonly lost: () => void; broken: number }>();
  #broken = 0;

  constructor(options: RemoteStoreOptions) {
    this.#options = options;
  }

  claim: Store["claim"] = (...given) => this.#call((store) => store.claim(...given));
  adopt: Store["adopt"] = (...given) => this.#call((store) => store.adopt(...given));
  startOver: Store["startOver"] = (...given) => this.#call((store) => store.startOver(...given));
  stored: Store["stored"] = (...given) => this.#call((store) => store.stored(...given));
  lookup: Store["lookup"] = (...given) => this.#call((store) => store.lookup(...given));
  snapshot: Store["snapshot"] = (...given) => this.#call((store) => store.snapshot(...given));
  leaseOutbox: Store["leaseOutbox"] = (...given) => this.#call((store) => store.leaseOutbox(...given));
  outbox: Store["outbox"] = (...given) => this.#call((store) => store.outbox(...given));
  noteDone: Store["noteDone"] = (...given) => this.#call((store) => store.noteDone(...given));
  acknowledge: Store["acknowledge"] = (...given) => this.#call((store) => store.acknowledge(...given));
  erase: Store["erase"] = () => this.#call((store) => store.erase());
  ping: Store["ping"] = () => this.#call((store) => store.ping());

  commit(commit: Commit): Promise<CommitResult> {
    const stretch = this.#options.reading.stretch(commit);
    return this.#call((store) => store.commitNow(commit, stretch(store.metaOf(commit.partition).stretch)));
  }

  async *load(partition: number): ReturnType<Store["load"]> {
    yield await this.#call((store) => [...store.rowsOf(partition)]);
  }

  async *rows(...[partition, prefix]: Parameters<Store["rows"]>): ReturnType<Store["rows"]> {
    yield await this.#call((store) => [...store.rowsOf(partition)].filter(([key]) => key.startsWith(prefix)));
  }

  async *bucket(...given: Parameters<Store["bucket"]>): ReturnType<Store["bucket"]> {
    yield await this.#call(async (store) => {
      const all: StoredValue[] = [];
      for await (const chunk of store.bucket(...given)) all.push(...chunk);
      return all;
    });
  }

  async follow(
    partitions: number,
    changed: (change: ViewChange) => void,
    lost: () => void,
  ): Promise<() => Promise<void>> {
    const { world, process } = this.#options;
    const follower = { lost, broken: this.#broken };
    let at = 0;
    const unfollow = await this.#call((store) =>
      store.follow(partitions, (change) => {
        const { broken } = this;
        at = Math.max(at, world.now + world.between(0.1, 5));
        world.after(at - world.now, () => process.run(() => broken === this.broken && changed(change)));
      }),
    );
    this.#followers.add(follower);
    return async () => {
      this.#followers.delete(follower);
      await unfollow();
    };
  }

  async close(): Promise<void> {}

  /** How often the connection of the followers broke. */
  get broken(): number {
    return this.#broken;
  }

  /** What was on its way to followers is lost; they hear of it when the connection is back. */
  breakConnection(backAfterMs: number): void {
    const { world, process } = this.#options;
    this.#broken++;
    const { broken } = this;
    world.after(backAfterMs, () =>
      process.run(() => {
        if (broken === this.broken) for (const { lost } of this.#followers) lost();
      }),
    );
  }

  #call<T>(execute: (store: SimulatedStore) => T | Promise<T>): Promise<T> {
    return this.#options.link.call(() => execute(this.#options.store));
  }
}
