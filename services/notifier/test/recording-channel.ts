/** A receiver whose moods a test decides; the real ones are tested over their protocols in test/e2e. */
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import type { AlertNotification } from "@floorwalker/protocol/alerts";

export interface RecordingChannel extends DeliveryChannel<AlertNotification> {
  /** Keys of what was taken, in order. */
  readonly taken: string[];
  /** Keys of all attempts. */
  readonly attempts: string[];
  answer: (notification: AlertNotification) => DeliveryResult | Promise<DeliveryResult>;
}

export const delivered: DeliveryResult = { result: "delivered" };
export const down: DeliveryResult = { result: "retry", reason: "nobody listens" };

export function recordingChannel(answer: RecordingChannel["answer"] = () => delivered): RecordingChannel {
  const channel: RecordingChannel = {
    taken: [],
    attempts: [],
    answer,
    deliver: async (notification) => {
      channel.attempts.push(notification.key);
      const result = await channel.answer(notification);
      if (result.result === "delivered") channel.taken.push(notification.key);
      return result;
    },
    close: async () => {},
  };
  return channel;
}
