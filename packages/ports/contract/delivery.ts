/**
 * The one suite for every delivery channel: the laws of `../src/delivery.ts`. The opener starts a real receiver (an HTTP
 * server, an SMTP server) and says what the receiver's four moods mean in its protocol.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeliveryChannel, Keyed } from "../src/index.ts";

/** `accepts`: 2xx, 250. `busy`: may pass (503, 451). `refuses`: never will (400, 550). `silent`: nobody listens. */
export type Mood = "accepts" | "busy" | "refuses" | "silent";

export interface OpenedChannel<Message extends Keyed> {
  readonly channel: DeliveryChannel<Message>;
  receiverIs(mood: Mood): Promise<void>;
  /** Everything the receiver took, headers and body as text, oldest first. */
  received(): Promise<readonly string[]>;
  /** Stops the receiver, after the channel was closed. */
  cleanUp?(): Promise<void>;
}

/** What a channel of these messages is tried with. */
export interface DeliverySamples<Message extends Keyed> {
  readonly firing: Message;
  /** Another key, and as little known as there may be. */
  readonly resolved: Message;
  /** What must arrive of the first, beside its key. */
  readonly carries: readonly string[];
}

export function deliveryContract<Message extends Keyed>(
  name: string,
  { firing, resolved, carries }: DeliverySamples<Message>,
  open: () => Promise<OpenedChannel<Message>>,
): void {
  describe(`delivery contract: ${name}`, { timeout: 60_000 }, () => {
    let opened: OpenedChannel<Message>;

    beforeAll(async () => {
      opened = await open();
    }, 60_000);

    afterAll(async () => {
      await opened.channel.close();
      await opened.cleanUp?.();
    }, 60_000);

    test("what is delivered was accepted by the other side, and carries its key", async () => {
      await opened.receiverIs("accepts");
      expect(await opened.channel.deliver(firing)).toEqual({ result: "delivered" });
      const received = await opened.received();
      expect(received).toHaveLength(1);
      for (const part of [firing.key, ...carries]) expect(received[0]).toContain(part);
    });

    test("a repetition carries the same key, so that the receiver can drop it", async () => {
      await opened.receiverIs("accepts");
      const before = (await opened.received()).length;
      await opened.channel.deliver(firing);
      await opened.channel.deliver(firing);
      const repeated = (await opened.received()).slice(before);
      expect(repeated).toHaveLength(2);
      for (const one of repeated) expect(one).toContain(firing.key);
    });

    test("a resolved alert of a whole site, its value unknown, is delivered too", async () => {
      await opened.receiverIs("accepts");
      expect(await opened.channel.deliver(resolved)).toEqual({ result: "delivered" });
      expect((await opened.received()).at(-1)).toContain(resolved.key);
    });

    test.for(["busy", "silent"] as const)("a receiver that is %s may pass: retry, with the reason", async (mood) => {
      await opened.receiverIs(mood);
      const answer = await opened.channel.deliver(firing);
      expect(answer).toMatchObject({ result: "retry", reason: expect.stringMatching(/\S/) });
      await opened.receiverIs("accepts");
      expect(await opened.channel.deliver(firing)).toEqual({ result: "delivered" });
    });

    test("what the receiver will never take is refused, with the reason", async () => {
      await opened.receiverIs("refuses");
      const answer = await opened.channel.deliver(firing);
      expect(answer).toMatchObject({ result: "refused", reason: expect.stringMatching(/\S/) });
    });
  });
}
