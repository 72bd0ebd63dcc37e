/** A day of calls becomes a mail: aggregator, historian and notifier on the embedded file, and a real SMTP server. */
import { type Aggregator, LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { EmailChannel } from "@floorwalker/channels";
import { type ReportPlan, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent, eventRecords, INTERVALS_TOPIC, intervalsTopic } from "@floorwalker/events";
import { type Historian, startHistorian } from "@floorwalker/historian";
import { type Notifier, reportWriter, startNotifier } from "@floorwalker/notifier";
import { createMetrics, SYSTEM_TIMING, silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type MailReceiver, startMailReceiver } from "../support/src/mail-receiver.ts";
import { plainAlerts, plainKey, toldNames } from "../support/src/plain-alerts.ts";
import { FROM } from "../support/src/sample-alerts.ts";
import { T0, tell } from "../support/src/tell.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MIDNIGHT = T0 - (T0 % DAY) + DAY;
const PATIENCE = { timeout: 30_000, interval: 50 };
vi.setConfig({ testTimeout: 120_000 });
const REPORT: ReportPlan = { minute: 390, length: "30m", to: [{ receiver: "director", scope: { kind: "site" } }] };
/** As bad as a name can be. */
const SITE: SiteConfig = {
  ...unconfiguredSite("here"),
  name: "Kraków\r\nBcc: everyone@example.com <i>&",
  report: REPORT,
};

let now: number;
let embedded: Embedded;
let mail: MailReceiver;
let parts: { aggregator: Aggregator; historian: Historian; notifier: Notifier; channel: EmailChannel } | null = null;

beforeEach(async () => {
  now = T0;
  embedded = openEmbedded(":memory:", () => now);
  mail = await startMailReceiver();
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }, intervalsTopic(1)]);
});
afterEach(async () => {
  await stop();
  await embedded.close();
  await mail.stop();
});

async function start(): Promise<void> {
  const shared = { log: embedded.log, clock: () => now, logger: silentLogger };
  const metrics = createMetrics({ processMetrics: false });
  const aggregator = await startAggregator({
    ...shared,
    store: embedded.store,
    settings: LIVE_SETTINGS,
    siteConfig: () => SITE,
    sites: () => ["here"],
    metrics,
    tickMs: 50,
    replay: false,
    topic: EVENTS_TOPIC,
    group: "test",
    intervals: INTERVALS_TOPIC,
  });
  const keepFor = () => ({ "15m": 35 * DAY, day: 400 * DAY, facts: null });
  const historian = await startHistorian({ ...shared, history: embedded.history, keepFor, metrics });
  const channel = new EmailChannel({ smtp: mail.url, from: FROM, to: ["director@example.com"] });
  const notifier = await startNotifier({
    store: embedded.store,
    partitions: 1,
    receivers: new Map([["director", channel]]),
    writeAlert: plainAlerts,
    toldKey: plainKey,
    writeReport: reportWriter({
      history: embedded.history,
      sites: () => new Map([["here", SITE]]),
      receivers: () => new Map(),
      told: toldNames,
      clock: () => now,
      timing: SYSTEM_TIMING,
    }),
    owner: crypto.randomUUID(),
    logger: silentLogger,
    pace: { pollMs: 50, firstRetryMs: 20, longestRetryMs: 100 },
  });
  parts = { aggregator, historian, notifier, channel };
}

async function stop(): Promise<void> {
  await parts?.notifier.stop();
  await parts?.channel.close();
  await parts?.historian.stop();
  await parts?.aggregator.stop();
  parts = null;
}

const waiting = async (): Promise<number> => (await embedded.store.outbox(0, 100)).length;

test("a mail whose server was down at its time, and whose program was started again meanwhile, comes once, of the whole day", async () => {
  const events = Array.from({ length: 30 }, (_, call) => [
    tell(call * 60, "contact.queued", { contact: `c${call}` }),
    tell(call * 60 + (call < 12 ? 45 : 10), "contact.answered", { contact: `c${call}`, agent: "a1" }),
  ]).flat();
  await embedded.log.append(EVENTS_TOPIC, 0, eventRecords(events.map((event) => Buffer.from(encodeEvent(event)))));
  await start();
  now = MIDNIGHT + 2 * HOUR;
  await vi.waitFor(async () => expect((await embedded.history.kept("here", "day"))?.to).toBe(MIDNIGHT), PATIENCE);
  await mail.answers(null);
  now = MIDNIGHT + 6.5 * HOUR;
  await vi.waitFor(async () => expect(await waiting()).toBe(1), PATIENCE);
  await stop();
  now += HOUR;
  await start();
  expect(await waiting()).toBe(1);
  await mail.answers(250);
  await vi.waitFor(async () => expect(await waiting()).toBe(0), PATIENCE);
  now += HOUR;
  await vi.waitFor(() => expect(mail.taken).toHaveLength(1), PATIENCE);

  const [raw] = mail.taken;
  const head = raw!.split("\r\n\r\n")[0]!;
  expect(head).toMatch(/^Message-ID: <[0-9a-f]{32}@/m);
  expect(head).toContain("Content-Type: multipart/alternative");
  expect(head).toContain("Content-Language: en");
  expect(head).toContain("Auto-Submitted: auto-generated");
  expect(head).not.toMatch(/^Bcc:/im);
  const parsed = partsOf(raw!);
  expect(parsed.plain).toContain("Offered");
  expect(parsed.plain).toMatch(/Service level +60\.0\s%/);
  expect(parsed.html).toContain("&#60;i&#62;");
  expect(parsed.html).not.toContain("<i>");
});

/** Text and HTML of a mail in two parts. */
function partsOf(raw: string): { readonly plain: string; readonly html: string } {
  const boundary = /boundary="([^"]+)"/.exec(raw)![1]!;
  const bodies = raw.split(`--${boundary}`).map((part) => {
    const [head, ...body] = part.split("\r\n\r\n");
    const text = body.join("\r\n\r\n");
    if (/base64/i.test(head!)) return [head!, Buffer.from(text, "base64").toString("utf8")] as const;
    const bytes = text
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return [head!, Buffer.from(bytes, "latin1").toString("utf8")] as const;
  });
  const of = (type: string): string => bodies.find(([head]) => head.includes(type))![1];
  return { plain: of("text/plain"), html: of("text/html") };
}
