/** Every channel beside webhook and e-mail keeps the laws of delivery, with a real HTTP server on the other side; and Slack its threads. */
import { SlackChannel } from "@floorwalker/channels";
import { deliveryContract } from "@floorwalker/ports/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openChannel, slackAnswers } from "../support/src/open-channel.ts";
import { firing, resolved, samples, written } from "../support/src/sample-alerts.ts";
import { startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";

for (const type of ["slack", "slack-webhook", "teams", "pagerduty", "opsgenie", "alertmanager", "telegram"])
  deliveryContract(type, samples, async () => {
    const receiver = await startWebReceiver(slackAnswers);
    const status = { accepts: 202, busy: 503, refuses: 400, silent: null } as const;
    return {
      channel: await openChannel(type, receiver.url),
      receiverIs: (mood) => receiver.answers(status[mood]),
      received: async () =>
        receiver.taken
          .filter(({ path }) => !path.endsWith("/conversations.history"))
          .map(({ headers, body }) => JSON.stringify(headers) + body),
      cleanUp: () => receiver.stop(),
    };
  });

describe("Slack", () => {
  let receiver: WebReceiver;
  let says: { posted: object | string; history: object };
  const opened: SlackChannel[] = [];
  const posted = () =>
    receiver.taken
      .filter(({ path }) => path.endsWith("/chat.postMessage"))
      .map(({ body }) => JSON.parse(body) as { thread_ts?: string; metadata: unknown });

  beforeEach(async () => {
    says = { posted: { ok: true, ts: "1764077528.000100" }, history: { ok: true, messages: [] } };
    receiver = await startWebReceiver((path) => {
      const answer = path.endsWith("/conversations.history") ? says.history : says.posted;
      return typeof answer === "string" ? answer : JSON.stringify(answer);
    });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((channel) => channel.close()));
    await receiver.stop();
  });
  const waits: number[] = [];
  function slack(): SlackChannel {
    let now = 0;
    const timing = {
      monotonic: () => now,
      after: (ms: number, call: () => void) => {
        waits.push(ms);
        now += ms;
        queueMicrotask(call);
        return () => {};
      },
    };
    const channel = new SlackChannel({ api: receiver.url, conversation: "C0", token: "xoxb-1", timing });
    opened.push(channel);
    return channel;
  }

  test("has what resolves in the thread of what fired, a second later at the earliest", async () => {
    waits.length = 0;
    const channel = slack();
    await channel.deliver(written(firing));
    await channel.deliver(written(resolved));
    expect(posted().map(({ thread_ts }) => thread_ts)).toEqual([undefined, "1764077528.000100"]);
    expect(waits).toEqual([1_000]);
  });

  test("keeps the thread for a notifier that did not begin it", async () => {
    await slack().deliver(written(firing));
    const [{ metadata }] = posted() as [{ metadata: unknown }];
    says.history = {
      ok: true,
      messages: [
        { ts: "1764077600.000200", metadata: { event_type: "floorwalker_alert", event_payload: { episode: "x" } } },
        { ts: "1764077528.000100", metadata },
        { ts: "1764077500.000000" },
      ],
    };
    await slack().deliver(written(resolved));
    expect(posted().at(-1)!.thread_ts).toBe("1764077528.000100");
  });

  test("takes a message without a thread where nobody may read its history", async () => {
    says.history = { ok: false, error: "missing_scope" };
    expect(await slack().deliver(written(resolved))).toEqual({ result: "delivered" });
    expect(posted()[0]).not.toHaveProperty("thread_ts");
  });

  test.each([
    ["ratelimited", "retry"],
    ["internal_error", "retry"],
    ["channel_not_found", "refused"],
    ["invalid_auth", "refused"],
  ])("that answers 200 and %s has not taken it: %s", async (error, result) => {
    says.posted = { ok: false, error };
    expect(await slack().deliver(written(firing))).toEqual({ result, reason: error });
  });

  test.each(["<html>Sign in</html>", "null", "[]", '{"ok":false,"error":"<script>"}'])(
    "that answers nonsense (%s) has not taken it, and is asked again",
    async (answer) => {
      says.posted = answer;
      expect(await slack().deliver(written(firing))).toMatchObject({ result: "retry" });
    },
  );
});
