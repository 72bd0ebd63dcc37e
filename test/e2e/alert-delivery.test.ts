/** Alerts reach people: over real HTTP and a real SMTP server, from the outbox of a real store. */
import { EmailChannel, WebhookChannel } from "@floorwalker/channels";
import { openEmbedded } from "@floorwalker/embedded";
import { startNotifier } from "@floorwalker/notifier";
import type { DeliveryChannel } from "@floorwalker/ports";
import { deliveryContract } from "@floorwalker/ports/contract";
import { silentLogger } from "@floorwalker/runtime";
import { expect, test, vi } from "vitest";
import { startMailReceiver } from "../support/src/mail-receiver.ts";
import { FROM, firing, resolved, SECRET } from "../support/src/sample-alerts.ts";
import { startWebReceiver } from "../support/src/web-receiver.ts";

deliveryContract("webhook", async () => {
  const receiver = await startWebReceiver();
  const status = { accepts: 204, busy: 503, refuses: 400, silent: null } as const;
  return {
    channel: new WebhookChannel({ url: receiver.url, secret: SECRET, now: Date.now }),
    receiverIs: (mood) => receiver.answers(status[mood]),
    received: async () => receiver.taken.map(({ headers, body }) => JSON.stringify(headers) + body),
    cleanUp: () => receiver.stop(),
  };
});

deliveryContract("e-mail", async () => {
  const receiver = await startMailReceiver();
  const reply = { accepts: 250, busy: 451, refuses: 550, silent: null } as const;
  return {
    channel: new EmailChannel({ smtp: receiver.url, from: FROM, to: ["duty@example.com"] }),
    receiverIs: (mood) => receiver.answers(reply[mood]),
    received: async () => [...receiver.taken],
    cleanUp: () => receiver.stop(),
  };
});

test("a breach and its end go from the outbox to mail and webhook, although the webhook was down at first", async () => {
  const [web, mail] = [await startWebReceiver(), await startMailReceiver()];
  const { store, close } = openEmbedded(":memory:");
  const webhook = new WebhookChannel({ url: web.url, secret: SECRET, now: Date.now });
  const email = new EmailChannel({ smtp: mail.url, from: FROM, to: ["duty@example.com"] });
  await web.answers(null);
  const notifier = await startNotifier({
    store,
    partitions: 1,
    receivers: new Map<string, DeliveryChannel>([
      ["chat-room", webhook],
      ["duty-manager", email],
    ]),
    clock: Date.now,
    owner: "e2e",
    logger: silentLogger,
    timing: { pollMs: 50, firstRetryMs: 20, longestRetryMs: 100 },
  });
  try {
    const { epoch, sequence } = await store.claim(0);
    const outbox = [firing, resolved].map((one) =>
      JSON.stringify({ ...one, receivers: ["chat-room", "duty-manager"] }),
    );
    const commit = { partition: 0, epoch, from: sequence, to: sequence + 1, offset: null, outbox };
    await store.commit({ ...commit, rows: [], records: [], dropBuckets: [], views: [] });
    await vi.waitFor(() => expect(mail.taken).toHaveLength(2), 10_000);
    expect(await store.outbox(0, 10)).toHaveLength(2);
    await web.answers(200);
    await vi.waitFor(async () => expect(await store.outbox(0, 10)).toEqual([]), 10_000);
    expect(web.taken.map(({ body }) => (JSON.parse(body) as { state: string }).state)).toEqual(["firing", "resolved"]);
    expect(mail.taken).toHaveLength(2);
  } finally {
    await notifier.stop();
    await Promise.all([webhook.close(), email.close(), close(), web.stop(), mail.stop()]);
  }
});
