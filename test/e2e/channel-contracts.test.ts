/** Every channel beside webhook and e-mail keeps the laws of delivery, with a real HTTP server on the other side; and Slack its threads. */
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { SlackChannel } from "@floorwalker/channels";
import { deliveryContract } from "@floorwalker/ports/contract";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openChannel, slackAnswers } from "../support/src/open-channel.ts";
import { firing, resolved, samples, written } from "../support/src/sample-alerts.ts";
import { type Oddity, startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";

const KINDS = ["slack", "slack-webhook", "teams", "pagerduty", "opsgenie", "alertmanager", "telegram"];

for (const type of KINDS)
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

const PAGE = "<!DOCTYPE html>\n<html><title>Sign in</title></html>";
/** Whose answers say more than a status does. */
const SAY_JSON = ["slack", "pagerduty", "opsgenie", "telegram"];
const SAY_NO_PAGE = [...SAY_JSON, "slack-webhook", "teams"];

describe.each([...KINDS, "webhook"])("a receiver of %s that answers nonsense has lost no message", (type) => {
  let receiver: WebReceiver;
  let channel: Awaited<ReturnType<typeof openChannel>>;
  beforeAll(async () => {
    receiver = await startWebReceiver(slackAnswers);
    channel = await openChannel(type, receiver.url);
  });
  afterAll(async () => {
    await channel.close();
    await receiver.stop();
  });
  const mended = { result: "retry", needsMending: true };
  const unless = (kinds: readonly string[]) => (kinds.includes(type) ? mended : { result: "delivered" });

  test.each<[string, Oddity, object]>([
    ["a page with 200", { status: 200, body: PAGE }, unless(SAY_NO_PAGE)],
    ["a megabyte with 200", { status: 200, body: "x".repeat(1_048_576) }, unless(SAY_JSON)],
    ["nothing with 200", { status: 200, body: "" }, unless(SAY_JSON)],
    ["half an answer with 200", { status: 200, body: "{", ends: "breaks off" }, unless(SAY_JSON)],
    ["a redirect", { status: 302, headers: { Location: "/login" } }, mended],
    ...[401, 403, 404, 407, 410].map(
      (status) => [`${status}`, { status, body: PAGE }, mended] as [string, Oddity, object],
    ),
    ["429 and for how long", { status: 429, headers: { "Retry-After": "7" } }, { result: "retry", afterMs: 7_000 }],
    [
      "429 and a date",
      { status: 429, headers: { "Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT" } },
      { result: "retry" },
    ],
    ["500 and a page", { status: 500, body: PAGE }, { result: "retry" }],
    ["413", { status: 413, body: PAGE }, { result: "refused", reason: "HTTP 413" }],
  ])("%s", async (_what, oddity, result) => {
    const before = receiver.asked();
    await receiver.answers(oddity);
    expect(await channel.deliver(written(firing))).toMatchObject(result);
    expect(receiver.asked()).toBe(before + 1);
    await receiver.answers(202);
    expect(await channel.deliver(written(firing))).toEqual({ result: "delivered" });
  });

  test("what is no HTTP at all", async () => {
    const other = createServer((socket) =>
      socket
        .on("error", () => {})
        .resume()
        .end("SSH-2.0-OpenSSH_9.6\r\n"),
    );
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const wrong = await openChannel(type, `http://127.0.0.1:${port}/`);
    expect(await wrong.deliver(written(firing))).toEqual({
      result: "retry",
      reason: expect.stringMatching(/^[A-Z_]+$/),
    });
    await wrong.close();
    await new Promise((resolve) => other.close(resolve));
  });
});

test("Telegram says in its body for how long it wants to be left alone", async () => {
  const receiver = await startWebReceiver();
  const channel = await openChannel("telegram", receiver.url);
  const body = JSON.stringify({ ok: false, error_code: 429, parameters: { retry_after: 5 } });
  await receiver.answers({ status: 429, body });
  expect(await channel.deliver(written(firing))).toEqual({ result: "retry", reason: "HTTP 429", afterMs: 5_000 });
  await channel.close();
  await receiver.stop();
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
    ["ratelimited", { result: "retry" }],
    ["internal_error", { result: "retry" }],
    ["channel_not_found", { result: "retry", needsMending: true }],
    ["invalid_auth", { result: "retry", needsMending: true }],
    ["invalid_blocks", { result: "refused" }],
  ])("that answers 200 and %s has not taken it", async (error, result) => {
    says.posted = { ok: false, error };
    expect(await slack().deliver(written(firing))).toEqual({ ...result, reason: error });
  });

  test.each(["<html>Sign in</html>", "null", "[]", '{"ok":false,"error":"<script>"}'])(
    "that answers nonsense (%s) has not taken it, and is asked again",
    async (answer) => {
      says.posted = answer;
      expect(await slack().deliver(written(firing))).toMatchObject({ result: "retry" });
    },
  );
});
