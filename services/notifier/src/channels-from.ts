/** The configured receivers as channels, by id, also when they are configured otherwise while the program runs. */
import { openReceiver } from "@floorwalker/channels/receivers";
import type { Receiver } from "@floorwalker/runtime";
import type { Channel } from "./receiver-lane.ts";
import type { Notifier } from "./start-notifier.ts";

type Channels = ReadonlyMap<string, Channel>;

/** @param now wall clock, epoch ms. */
export async function channelsFrom(
  receivers: ReadonlyMap<string, Receiver>,
  now: () => number = Date.now,
): Promise<Channels> {
  return new Map(
    await Promise.all([...receivers].map(async ([id, receiver]) => [id, await openReceiver(receiver, now)] as const)),
  );
}

export class ReceiverChannels {
  readonly #open = new Map<string, { readonly settings: string; readonly channel: Channel }>();

  /** Those that are new, or configured otherwise than before. */
  async take(receivers: ReadonlyMap<string, Receiver>): Promise<Channels> {
    const changed = new Map(
      [...receivers].filter(([id, each]) => this.#open.get(id)?.settings !== JSON.stringify(each)),
    );
    const channels = await channelsFrom(changed);
    for (const [id, channel] of channels) this.#open.set(id, { settings: JSON.stringify(receivers.get(id)), channel });
    return channels;
  }

  /** Into a notifier that runs; what they take the place of is closed when nothing goes by it any more. */
  async change(receivers: ReadonlyMap<string, Receiver>, notifier: Pick<Notifier, "use">): Promise<void> {
    const before = new Map(this.#open);
    const channels = await this.take(receivers);
    const gone = [...before.keys()].filter((id) => !receivers.has(id));
    for (const id of gone) this.#open.delete(id);
    await notifier.use(channels, gone);
    await Promise.all([...channels.keys(), ...gone].map(async (id) => before.get(id)?.channel.close()));
  }

  /** Ends a notifier, and at once what is on its way: an attempt that is broken off is made again by whoever comes next. */
  async stop(notifier: Pick<Notifier, "stop">): Promise<void> {
    await Promise.all([notifier.stop(), this.close()]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ channel }) => channel.close()));
  }
}
