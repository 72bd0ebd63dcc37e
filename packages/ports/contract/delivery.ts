/**
 * The one suite for every delivery channel: the laws of `../src/delivery.ts`. The opener starts a real receiver (an HTTP
 * server, an SMTP server) and says what the receiver's four moods mean in its protocol.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AlertNotification, DeliveryChannel } from "../src/index.ts";

/** `accepts`: 2xx, 250. `busy`: may pass (503, 451). `refuses`: never will (400, 550). `silent`: nobody listens. */
export type Mood = "accepts" | "busy" | "refuses" | "silent";

export interface OpenedChannel {
  readonly channel: DeliveryChannel;
  receiverIs(mood: Mood): Promise<void>;
  /** Everything the receiver took, headers and body as text, oldest first. */
  received(): Promise<readonly string[]>;
  /** Stops the receiver, after the channel was closed. */
  cleanUp?(): Promise<void>;
}

export const breach: AlertNotification = {
  key: "3f9ad1c07be2",
  state: "firing",
  rule: "sales-service-level",
  severity: "critical",
  site: "krakow",
  queue: "sales",
  channel: "call",
  kpi: "serviceLevel",
  window: "15m",
  value: 0.713,
  limit: 0.8,
  direction: "below",
  unit: "ratio",
  since: "2026-11-21T09:00:00.000Z",
  at: "2026-11-21T09:01:00.000Z",
  receivers: ["floor"],
};

export function deliveryContract(name: string, open: () => Promise<OpenedChannel>): void {
  describe(`delivery contract: ${name}`, { timeout: 60_000 }, () => {
    let opened: OpenedChannel;

    beforeAll(async () => {
      opened = await open();
    }, 60_000);

    afterAll(async () => {
      await opened.channel.close();
      await opened.cleanUp?.();
    }, 60_000);

    test("what is delivered was accepted by the other side, and carries key, rule and site", async () => {
      await opened.receiverIs("accepts");
      expect(await opened.channel.deliver(breach)).toEqual({ result: "delivered" });
      const received = await opened.received();
      expect(received).toHaveLength(1);
      for (const part of [breach.key, breach.rule, breach.site]) expect(received[0]).toContain(part);
    });

    test("a repetition carries the same key, so that the receiver can drop it", async () => {
      await opened.receiverIs("accepts");
      const before = (await opened.received()).length;
      await opened.channel.deliver(breach);
      await opened.channel.deliver(breach);
      const repeated = (await opened.received()).slice(before);
      expect(repeated).toHaveLength(2);
      for (const one of repeated) expect(one).toContain(breach.key);
    });

    test("a resolved alert of a whole site, its value unknown, is delivered too", async () => {
      await opened.receiverIs("accepts");
      const { queue: _queue, channel: _channel, ...site } = breach;
      const resolved: AlertNotification = { ...site, key: "77aa01", state: "resolved", value: null };
      expect(await opened.channel.deliver(resolved)).toEqual({ result: "delivered" });
      expect((await opened.received()).at(-1)).toContain("77aa01");
    });

    test.for(["busy", "silent"] as const)("a receiver that is %s may pass: retry, with the reason", async (mood) => {
      await opened.receiverIs(mood);
      const answer = await opened.channel.deliver(breach);
      expect(answer).toMatchObject({ result: "retry", reason: expect.stringMatching(/\S/) });
      await opened.receiverIs("accepts");
      expect(await opened.channel.deliver(breach)).toEqual({ result: "delivered" });
    });

    test("what the receiver will never take is refused, with the reason", async () => {
      await opened.receiverIs("refuses");
      const answer = await opened.channel.deliver(breach);
      expect(answer).toMatchObject({ result: "refused", reason: expect.stringMatching(/\S/) });
    });
  });
}
