/** The configured receivers as channels, by id. */
import { openReceiver } from "@floorwalker/channels/receivers";
import type { DeliveryChannel } from "@floorwalker/ports";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import type { Receiver } from "@floorwalker/runtime";

/** @param now wall clock, epoch ms. */
export async function channelsFrom(
  receivers: ReadonlyMap<string, Receiver>,
  now: () => number = Date.now,
): Promise<ReadonlyMap<string, DeliveryChannel<AlertNotification>>> {
  return new Map(
    await Promise.all([...receivers].map(async ([id, receiver]) => [id, await openReceiver(receiver, now)] as const)),
  );
}
