/** A receiver whose moods a test decides; the real ones are tested over their protocols in test/e2e. */
import type { DeliveryResult } from "@floorwalker/ports";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import type { Channel } from "../src/receiver-lane.ts";

export interface RecordingChannel extends Channel {
  /** Keys of what was taken, in order. */
  readonly taken: string[];
  /** Keys of all attempts. */
  readonly attempts: string[];
  /** What it is told of: the alert, or the key of a report. */
  answer: (told: Told) => DeliveryResult | Promise<DeliveryResult>;
}

type Told = Pick<AlertNotification, "key"> & { readonly rule?: string };

export const delivered: DeliveryResult = { result: "delivered" };
export const down: DeliveryResult = { result: "retry", reason: "nobody listens" };

export function recordingChannel(answer: RecordingChannel["answer"] = () => delivered): RecordingChannel {
  const channel: RecordingChannel = {
    taken: [],
    attempts: [],
    answer,
    deliver: async (message) => {
      channel.attempts.push(message.key);
      const result = await channel.answer(message.about === "alert" ? message.notification : message);
      if (result.result === "delivered") channel.taken.push(message.key);
      return result;
    },
    close: async () => {},
  };
  return channel;
}
