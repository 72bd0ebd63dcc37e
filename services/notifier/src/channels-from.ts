/** The configured receivers as channels, by id. Another kind of receiver is a class in `@floorwalker/channels` and a line here. */
import { EmailChannel, WebhookChannel } from "@floorwalker/channels";
import type { DeliveryChannel } from "@floorwalker/ports";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import type { Receiver } from "@floorwalker/runtime";

/** @param now wall clock, epoch ms. @throws TypeError when an address is no URL (the configuration's schema sees to that). */
export function channelsFrom(
  receivers: ReadonlyMap<string, Receiver>,
  now: () => number = Date.now,
): ReadonlyMap<string, DeliveryChannel<AlertNotification>> {
  return new Map([...receivers].map(([id, receiver]) => [id, channelFrom(receiver, now)]));
}

function channelFrom(receiver: Receiver, now: () => number): DeliveryChannel<AlertNotification> {
  return receiver.type === "email"
    ? new EmailChannel(receiver)
    : new WebhookChannel({ url: receiver.url, secret: receiver.secret, now });
}
