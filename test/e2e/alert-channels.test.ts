/** What a webhook and an e-mail say, seen by a real HTTP server and a real SMTP server. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { EmailChannel, SIGNATURE_HEADER, WebhookChannel } from "@floorwalker/channels";
import { testDelivery } from "@floorwalker/notifier";
import { webhookBodySchema } from "@floorwalker/protocol/alerts";
import { alertMessage } from "@floorwalker/protocol/message";
import PostalMime, { type Email } from "postal-mime";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type MailReceiver, startMailReceiver } from "../support/src/mail-receiver.ts";
import { plainAlerts } from "../support/src/plain-alerts.ts";
import { FROM, firing, heardAgain, resolved, SECRET, silent, toldBy, written } from "../support/src/sample-alerts.ts";
import { RIVERSIDE } from "../support/src/sample-site.ts";
import { startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";

describe("a webhook", () => {
  let receiver: WebReceiver;
  let channel: WebhookChannel;

  beforeAll(async () => {
    receiver = await startWebReceiver();
    channel = new WebhookChannel({ url: receiver.url, secret: SECRET, now: Date.now, timeoutMs: 2_000 });
  });
  afterAll(async () => {
    await channel.close();
    await receiver.stop();
  });

  test("tells everything in one documented body, with the key that repetitions share", async () => {
    await receiver.answers(200);
    expect(await channel.deliver(written(firing))).toEqual({ result: "delivered" });
    const { headers, body } = receiver.taken.at(-1)!;
    expect(headers["idempotency-key"]).toBe(firing.key);
    expect(headers["content-type"]).toBe("application/json");
    expect(headers.connection).toBe("close");
    const { receivers: _receivers, format: _format, ...told } = firing;
    expect(JSON.parse(body)).toEqual({
      version: 2,
      test: false,
      demo: false,
      ...told,
      since: "2026-11-21T09:00:00.000Z",
      at: "2026-11-21T09:01:00.000Z",
      episode: firing.key,
      text: "Breach: Support 71.3\u202f% (15 min, limit 80\u202f%) · Riverside",
      message: expect.stringMatching(/^Breach: Support 71\.3[\s\S]*Clears at/),
      url: `https://board.example.com/s/krakow/alerts/${firing.key}`,
      takeUrl: null,
    });
  });

  test("tells of a silent source in the same body, with what a source has instead of a KPI", async () => {
    await receiver.answers(200);
    await channel.deliver(written(silent));
    await channel.deliver(written(heardAgain));
    const [fired, ended] = receiver.taken.slice(-2).map(({ body }) => webhookBodySchema.parse(JSON.parse(body)));
    expect(fired).toMatchObject({
      about: "source",
      source: "/acd/krakow",
      default: true,
      queue: null,
      lastEventAt: "2026-11-21T08:59:00.000Z",
      text: "Warning: No events from /acd/krakow since 09:59 · Riverside",
    });
    expect(ended).toMatchObject({
      state: "resolved",
      episode: silent.key,
      text: "Resolved: /acd/krakow is heard again, after 05:00 · Riverside",
    });
  });

  test("the page's example is a message of this version", () => {
    const page = readFileSync(new URL("../../docs/alerts.md", import.meta.url), "utf8");
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text!) as object);
    const messages = examples.filter((example) => "about" in example);
    expect(messages.map((message) => webhookBodySchema.parse(message).about)).toEqual(["kpi", "source"]);
  });

  test("a resolve names the episode that its firing message began", async () => {
    await receiver.answers(200);
    await channel.deliver(written(resolved));
    expect(JSON.parse(receiver.taken.at(-1)!.body)).toMatchObject({
      key: resolved.key,
      episode: firing.key,
      text: "Resolved: Support 86.0\u202f% (15 min, limit 80\u202f%), after 12:00 · Riverside",
    });
  });

  test.for([
    [301, "retry"],
    [400, "refused"],
    [401, "retry"],
    [404, "retry"],
    [408, "retry"],
    [413, "refused"],
    [425, "retry"],
    [429, "retry"],
    [500, "retry"],
    [503, "retry"],
  ] as const)("an answer %i is %s", async ([status, result]) => {
    const before = receiver.asked();
    await receiver.answers(status);
    const answer = await channel.deliver(written(firing));
    expect(answer).toMatchObject({ result, reason: expect.stringContaining(String(status)) });
    expect(receiver.asked()).toBe(before + 1);
  });

  test("a receiver that never answers is given up after the time-out and tried again", async () => {
    await receiver.answers("hang");
    const hasty = new WebhookChannel({ url: receiver.url, secret: null, now: Date.now, timeoutMs: 100 });
    expect(await hasty.deliver(written(firing))).toEqual({ result: "retry", reason: "no answer within 100 ms" });
  });

  test("an answer whose end never comes has taken the message: it is not sent again", async () => {
    await receiver.answers({ status: 200, body: "o", ends: "never" });
    const hasty = new WebhookChannel({ url: receiver.url, secret: null, now: Date.now, timeoutMs: 100 });
    expect(await hasty.deliver(written(firing))).toEqual({ result: "delivered" });
    await hasty.close();
  });

  test("credentials in the URL are sent as basic authentication and no reason ever shows them", async () => {
    await receiver.answers(200);
    const url = receiver.url.replace("://", "://wall:s%40cret@");
    const basic = new WebhookChannel({ url, secret: null, now: Date.now });
    expect(await basic.deliver(written(firing))).toEqual({ result: "delivered" });
    const { headers } = receiver.taken.at(-1)!;
    expect(headers.authorization).toBe(`Basic ${Buffer.from("wall:s@cret").toString("base64")}`);
    expect(headers).not.toHaveProperty(SIGNATURE_HEADER.toLowerCase());
    await receiver.answers(null);
    const silent = await basic.deliver(written(firing));
    expect(silent).toMatchObject({ result: "retry", reason: "ECONNREFUSED" });
  });

  describe("verified by the documented example", () => {
    let folder: string;
    let verify: (secret: string, header: string, body: string, now?: number) => boolean;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "floorwalker-docs-"));
      const file = join(folder, "verify.mjs");
      const page = readFileSync(new URL("../../docs/alerts.md", import.meta.url), "utf8");
      writeFileSync(file, /```js\n([\s\S]*?)```/.exec(page)![1]!);
      ({ verify } = (await import(pathToFileURL(file).href)) as { verify: typeof verify });
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test("is genuine; another body, secret or an old time is not", async () => {
      await receiver.answers(200);
      await channel.deliver(written(firing));
      const { headers, body } = receiver.taken.at(-1)!;
      const header = String(headers[SIGNATURE_HEADER.toLowerCase()]);
      expect(verify(SECRET, header, body)).toBe(true);
      expect(verify(SECRET, header, body.replace("0.713", "0.913"))).toBe(false);
      expect(verify("another", header, body)).toBe(false);
      expect(verify(SECRET, header, body, Date.now() / 1_000 + 600)).toBe(false);
      expect(verify(SECRET, "", body)).toBe(false);
    });
  });
});

describe("an e-mail", () => {
  let receiver: MailReceiver;
  let channel: EmailChannel;

  beforeAll(async () => {
    receiver = await startMailReceiver();
    channel = new EmailChannel({ smtp: receiver.url, from: FROM, to: ["duty@example.com", "boss@example.com"] });
  });
  beforeEach(() => receiver.answers(250));
  afterAll(async () => {
    await channel.close();
    await receiver.stop();
  });
  const newest = () => receiver.taken.at(-1)!;

  test("says by titles and the clock of the site what is wrong, where and since when, as text and as HTML", async () => {
    expect(await channel.deliver(written(firing))).toEqual({ result: "delivered" });
    const mail = await PostalMime.parse(newest());
    expect(mail.messageId).toBe(`<${firing.key}@example.com>`);
    expect(mail.subject).toBe("Breach: Support 71.3\u202f% (15 min, limit 80\u202f%) · Riverside");
    expect(header(mail, "content-language")).toBe("en");
    for (const line of [
      "Service level over 15 min is 71.3\u202f%, below 80\u202f% for 01:00.",
      "34 of 47 contacts in time.",
      "Clears at 85\u202f%.",
      "Queue: Support",
      "Since: 10:00",
      `Open the alert: https://board.example.com/s/krakow/alerts/${firing.key}`,
      "All times are by the clock of the site (Europe/Warsaw).",
    ])
      expect(mail.text?.split("\n")).toContain(line);
    expect(mail.html).toContain("Service level over 15 min is 71.3\u202f%, below 80\u202f% for 01:00.");
    expect(mail.html).toContain(`href="https://board.example.com/s/krakow/alerts/${firing.key}"`);
    for (const part of [mail.subject, mail.text, mail.html]) expect(part).not.toMatch(/sales \(|UTC/);
  });

  test("has no header that a name would have put there, and goes to nobody whom a name names", async () => {
    const evil = 'Kraków\r\nBcc: all@example.com\r\n\r\n<img src="//evil"> =?utf-8?B?WA==?=';
    const site = { ...RIVERSIDE, name: evil, queues: RIVERSIDE.queues.map((queue) => ({ ...queue, title: evil })) };
    const setting = { site, language: "en", told: toldBy("names"), publicUrl: null } as const;
    await channel.deliver(alertMessage({ ...firing, owner: evil }, setting, null));
    const mail = await PostalMime.parse(newest());
    const plain = await PostalMime.parse(receiver.taken.at(0)!);
    expect(mail.headers.map(({ key }) => key)).toEqual(plain.headers.map(({ key }) => key));
    expect([mail.bcc, mail.to?.map(({ address }) => address)]).toEqual([
      undefined,
      ["duty@example.com", "boss@example.com"],
    ]);
    expect(mail.html).not.toContain("<img");
  });

  test("a silent source is named, with its last event and what it means for the numbers", async () => {
    await channel.deliver(written(silent));
    const { text } = await PostalMime.parse(newest());
    for (const line of [
      "No events from /acd/krakow since 09:59.",
      "Numbers of its queues are those of that time, and no other alert starts or ends on them.",
      "Source: /acd/krakow",
      "Last event: 09:59",
      "Rule: silence of a source",
    ])
      expect(text?.split("\n")).toContain(line);
  });

  test("is in the language of who gets it", async () => {
    await channel.deliver(written(firing, "pl"));
    const mail = await PostalMime.parse(newest());
    expect(header(mail, "content-language")).toBe("pl");
    expect(mail.subject).toBe("Naruszenie: Support 71,3\u202f% (15 min, limit 80\u202f%) · Riverside");
  });

  test("a resolve belongs to the conversation of the message that fired", async () => {
    await channel.deliver(written(resolved));
    expect(newest()).toContain(`Message-ID: <${resolved.key}@example.com>`);
    expect(newest()).toContain(`In-Reply-To: <${firing.key}@example.com>`);
    expect(newest()).toContain(`References: <${firing.key}@example.com>`);
  });

  test("seconds are shown as minutes and seconds", async () => {
    const wait = { ...firing, kpi: "longestWaitNow", unit: "seconds", value: 120.2, limit: 120, clear: 60 } as const;
    await channel.deliver(written({ ...wait, direction: "above" }));
    const { text } = await PostalMime.parse(newest());
    expect(text?.split("\n")).toContain("Value: Longest wait now 02:01");
    expect(text?.split("\n")).toContain("Limit: above 02:00, clears at 01:00");
  });

  test("an address that must wait gets it later, and those who have it do not get it again", async () => {
    receiver.answersTo("boss@example.com", 451);
    const before = receiver.taken.length;
    const answer = await channel.deliver(written(firing));
    expect(answer).toMatchObject({ result: "retry", reason: expect.stringContaining("boss@example.com") });
    await receiver.answers(250);
    expect(await channel.deliver(written(firing))).toEqual({ result: "delivered" });
    expect(receiver.taken).toHaveLength(before + 2);
  });

  test("an address that does not exist is named, and the others have the message", async () => {
    receiver.answersTo("boss@example.com", 550);
    const before = receiver.taken.length;
    const answer = await channel.deliver(written(firing));
    expect(answer).toMatchObject({ result: "refused", reason: expect.stringContaining("boss@example.com: 550") });
    expect(receiver.taken).toHaveLength(before + 1);
  });

  test.each([
    ["is none", ["HTTP/1.1 400 Bad Request"], { result: "retry" }],
    ["serves nobody", ["554 no service here"], { result: "retry", needsMending: true }],
    ["lets nobody in", ["220 mail", "250 AUTH PLAIN", "535 wrong password"], { result: "retry", needsMending: true }],
    [
      "knows no such sender",
      ["220 mail", "250 AUTH PLAIN", "235 in", "550 who"],
      { result: "retry", needsMending: true },
    ],
    ["is full", ["220 mail", "250 AUTH PLAIN", "235 in", "452 later"], { result: "retry" }],
    [
      "wants no such message",
      ["220 mail", "250 AUTH PLAIN", "235 in", "250 ok", "250 ok", "354 go", "554 spam"],
      { result: "refused" },
    ],
    ["falls silent", ["220 mail"], { result: "retry" }],
  ] as const)("a server that %s loses no message but one that it never wants", async (_what, replies, result) => {
    const server = await smtpThatSays(replies);
    const odd = new EmailChannel({ smtp: server.url, from: FROM, to: ["duty@example.com"], timeoutMs: 300 });
    const told = await odd.deliver(written(firing));
    expect(told).toMatchObject({ ...result, reason: expect.not.stringContaining("s3cret") });
    expect("needsMending" in told).toBe("needsMending" in result);
    await odd.close();
    await server.close();
  });

  test("a test of a receiver says that it is one", async () => {
    expect(await testDelivery(channel, plainAlerts, "duty-manager", Date.now())).toEqual({ result: "delivered" });
    const { subject, text } = await PostalMime.parse(newest());
    expect(subject).toMatch(/^\[TEST\] /);
    expect(text).toContain("This is a test of a receiver. Nothing is wrong.");
  });
});

const header = ({ headers }: Email, name: string): string | undefined => headers.find(({ key }) => key === name)?.value;

/** A server that says these lines, one for each it is told and one for the text, and nothing after them. */
async function smtpThatSays(replies: readonly string[]) {
  const server = createServer((socket) => {
    const left = [...replies];
    let inText = false;
    const say = (): void => {
      const next = left.shift();
      inText = next?.startsWith("354") === true;
      if (next !== undefined) socket.write(`${next}\r\n`);
    };
    socket
      .on("error", () => {})
      .on("data", (bytes) => {
        if (!inText || bytes.toString().endsWith("\r\n.\r\n")) say();
      });
    say();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://wall:s3cret@127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
