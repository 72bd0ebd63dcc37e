/** Alerts reach people: over real HTTP and a real SMTP server, from the outbox of a real store. */
import { EmailChannel, WebhookChannel } from "@floorwalker/channels";
import { openEmbedded } from "@floorwalker/embedded";
import { type Notifier, startNotifier } from "@floorwalker/notifier";
import type { Store } from "@floorwalker/ports";
import { claimed, deliveryContract, nothing } from "@floorwalker/ports/contract";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import { openRedisStore } from "@floorwalker/redis";
import { silentLogger } from "@floorwalker/runtime";
import { describe, expect, test, vi } from "vitest";
import { addressOf, redisBackend, suiteOn } from "../support/src/backends.ts";
import { startMailReceiver } from "../support/src/mail-receiver.ts";
import { plainAlerts, plainKey } from "../support/src/plain-alerts.ts";
import { FROM, firing, resolved, SECRET, samples } from "../support/src/sample-alerts.ts";
import { startWebReceiver } from "../support/src/web-receiver.ts";

deliveryContract("webhook", samples, async () => {
  const receiver = await startWebReceiver();
  const status = { accepts: 204, busy: 503, refuses: 400, silent: null } as const;
  return {
    channel: new WebhookChannel({ url: receiver.url, secret: SECRET, now: Date.now }),
    receiverIs: (mood) => receiver.answers(status[mood]),
    received: async () => receiver.taken.map(({ headers, body }) => JSON.stringify(headers) + body),
    cleanUp: () => receiver.stop(),
  };
});

deliveryContract("e-mail", samples, async () => {
  const receiver = await startMailReceiver();
  const reply = { accepts: 250, busy: 451, refuses: 550, silent: null } as const;
  return {
    channel: new EmailChannel({ smtp: receiver.url, from: FROM, to: ["duty@example.com"] }),
    receiverIs: (mood) => receiver.answers(reply[mood]),
    received: async () => [...receiver.taken],
    cleanUp: () => receiver.stop(),
  };
});

/** Two notifiers serve each store, as in an installation with a spare one. */
interface OpenedStores {
  readonly stores: readonly [Store, Store];
  close(): Promise<void>;
}

function fromTheOutbox(open: () => Promise<OpenedStores>): void {
  test("a breach and its end reach mail and webhook once, in order, although the webhook was down at first", async () => {
    const [web, mail] = [await startWebReceiver(), await startMailReceiver()];
    const opened = await open();
    const webhook = new WebhookChannel({ url: web.url, secret: SECRET, now: Date.now });
    const email = new EmailChannel({ smtp: mail.url, from: FROM, to: ["duty@example.com"] });
    await web.answers(null);
    const start = (store: Store, index: number): Promise<Notifier> =>
      startNotifier({
        store,
        partitions: 1,
        receivers: new Map<string, WebhookChannel | EmailChannel>([
          ["chat-room", webhook],
          ["duty-manager", email],
        ]),
        writeAlert: plainAlerts,
        toldKey: plainKey,
        writeReport: async () => ({ result: "skipped", reason: "alerts only" }),
        owner: `notifier-${index}`,
        logger: silentLogger,
        pace: { pollMs: 50, firstRetryMs: 20, longestRetryMs: 100 },
      });
    const notifiers = await Promise.all(opened.stores.map(start));
    const [store] = opened.stores;
    try {
      await record(store, [firing, resolved]);
      await vi.waitFor(() => expect(mail.taken).toHaveLength(2), 30_000);
      expect(await store.outbox(0, 10)).toHaveLength(2);
      await web.answers(200);
      await vi.waitFor(async () => expect(await store.outbox(0, 10)).toEqual([]), 30_000);
      const states = web.taken.map(({ body }) => (JSON.parse(body) as { state: string }).state);
      expect(states).toEqual(["firing", "resolved"]);
      expect(mail.taken).toHaveLength(2);
    } finally {
      await Promise.all(notifiers.map((notifier) => notifier.stop()));
      await Promise.all([webhook.close(), email.close(), opened.close(), web.stop(), mail.stop()]);
    }
  });
}

async function record(store: Store, notifications: readonly AlertNotification[]): Promise<void> {
  const { epoch, sequence } = await claimed(store, 0);
  const outbox = notifications.map((one) => JSON.stringify({ ...one, receivers: ["chat-room", "duty-manager"] }));
  const commit = { ...nothing, partition: 0, epoch, from: sequence, to: sequence + 1, outbox };
  expect(await store.commit(commit)).toBe("committed");
}

describe("from the embedded outbox", () => {
  fromTheOutbox(async () => {
    const { store, close } = openEmbedded(":memory:");
    return { stores: [store, store], close };
  });
});

const redis = await redisBackend();

suiteOn([redis], "from the outbox in Redis", () => {
  fromTheOutbox(async () => {
    const prefix = `alerts-${crypto.randomUUID()}`;
    const connect = () => openRedisStore({ url: addressOf(redis), prefix });
    const [one, two] = [await connect(), await connect()];
    const close = async () => {
      await one.erase();
      await Promise.all([one.close(), two.close()]);
    };
    return { stores: [one, two], close };
  });
});
