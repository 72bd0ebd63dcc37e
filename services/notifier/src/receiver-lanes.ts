/** A lane for each receiver that is configured, or that a message is for. */
import { type Channel, type LaneOptions, ReceiverLane } from "./receiver-lane.ts";

export class ReceiverLanes {
  readonly #parts: Omit<LaneOptions, "receiver" | "channel">;
  readonly #lanes = new Map<string, ReceiverLane>();

  constructor(parts: Omit<LaneOptions, "receiver" | "channel">) {
    this.#parts = parts;
  }

  /** Of one that nobody has configured, or nobody yet, too: names are those of configurations, past ones among them. */
  of(receiver: string): ReceiverLane {
    return this.#lanes.get(receiver) ?? this.#begin(receiver, null);
  }

  all(): Iterable<ReceiverLane> {
    return this.#lanes.values();
  }

  /** Whoever is new or changed has its channel before anybody waits for an attempt that hangs. */
  async use(channels: ReadonlyMap<string, Channel>, gone: readonly string[] = []): Promise<void> {
    const over = gone.flatMap((receiver) => this.#lanes.get(receiver)?.use(null) ?? []);
    for (const [receiver, channel] of channels) {
      const lane = this.#lanes.get(receiver);
      if (lane === undefined) this.#begin(receiver, channel);
      else over.push(lane.use(channel));
    }
    await Promise.all(over);
  }

  #begin(receiver: string, channel: Channel | null): ReceiverLane {
    this.#parts.counts.begin(receiver);
    const lane = new ReceiverLane({ receiver, channel, ...this.#parts });
    this.#lanes.set(receiver, lane);
    return lane;
  }
}
