/** What each channel really sends, by HTTP: in the shape that its place documents, as it was looked at, whatever things are called. */
import { alertKey, alertScope, LANGUAGES } from "@floorwalker/domain";
import { type AlertNotification, webhookBodySchema } from "@floorwalker/protocol/alerts";
import { type AlertMessage, alertMessage, type LiveMoment } from "@floorwalker/protocol/message";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import {
  ALERTMANAGER_WEBHOOK,
  OPSGENIE_ACKNOWLEDGE,
  OPSGENIE_CLOSE,
  OPSGENIE_CREATE,
  OPSGENIE_SNOOZE,
  PAGERDUTY_EVENT,
  SLACK_MESSAGE,
  SLACK_WEBHOOK,
  TEAMS_MESSAGE,
  TELEGRAM_MESSAGE,
} from "../support/src/documented-shapes.ts";
import { CHANNEL_SETTINGS, openChannel, slackAnswers } from "../support/src/open-channel.ts";
import {
  firing,
  heardAgain,
  OTHER_KINDS,
  paused,
  resolved,
  silent,
  toldBy,
  written,
} from "../support/src/sample-alerts.ts";
import { RIVERSIDE } from "../support/src/sample-site.ts";
import { startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";

const SHAPES: Readonly<Record<string, (message: AlertMessage) => z.ZodType>> = {
  webhook: () => webhookBodySchema,
  slack: () => SLACK_MESSAGE,
  "slack-webhook": () => SLACK_WEBHOOK,
  teams: () => TEAMS_MESSAGE,
  pagerduty: () => PAGERDUTY_EVENT,
  opsgenie: ({ tone, handled }) => {
    if (handled !== null) return handled === "snoozed" ? OPSGENIE_SNOOZE : OPSGENIE_ACKNOWLEDGE;
    return tone === "resolved" ? OPSGENIE_CLOSE : OPSGENIE_CREATE;
  },
  alertmanager: () => ALERTMANAGER_WEBHOOK,
  telegram: () => TELEGRAM_MESSAGE,
};
const MOMENT: LiveMoment = {
  at: firing.at,
  waiting: 4,
  late: 2,
  longestWaitMs: 95_400,
  staff: { free: 0, signedIn: 12 },
  helpers: [{ agent: "a-7", name: "Anna Nowak", state: "paused", forMs: 940_000 }],
  before: 0.812,
};
const TOLD = [
  ["firing", firing, "pseudonyms"],
  ["resolved", resolved, "pseudonyms"],
  ["silent", silent, "pseudonyms"],
  ["heard-again", heardAgain, "pseudonyms"],
  ...["names", "pseudonyms", "works-council"].map((profile) => [`an agent, for ${profile}`, paused, profile] as const),
] as const;
const ACKNOWLEDGED = { ...firing, ...keyed("acknowledged"), owner: "Ana" } as const;
const SNOOZED = { ...firing, ...keyed("snoozed"), snoozedUntil: firing.at + 1_800_000 } as const;
const HANDLED = [
  ["acknowledged", ACKNOWLEDGED, "pseudonyms"],
  ["snoozed", SNOOZED, "pseudonyms"],
] as const;
/** Elsewhere there is no such thing, and a person who reads is not told of each tap. */
const HEARS_HANDLING = ["webhook", "slack", "pagerduty", "opsgenie"];
const HEADERS = ["authorization", "idempotency-key", "floorwalker-signature", "content-type"];

describe.each(Object.keys(SHAPES))("what %s is sent", (type) => {
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

  async function sent(message: AlertMessage) {
    expect(await channel.deliver(message)).toEqual({ result: "delivered" });
    return receiver.taken.at(-1)!;
  }

  test("has the documented shape, and is as it was looked at, in every language", async () => {
    for (const language of LANGUAGES) {
      const kept: object[] = [];
      const told = HEARS_HANDLING.includes(type) ? [...TOLD, ...HANDLED] : TOLD;
      for (const [name, notification, profile] of told) {
        const message = written(notification, language, MOMENT, toldBy(profile));
        const { path, headers, body } = await sent(message);
        const json: unknown = JSON.parse(body);
        SHAPES[type]!(message).parse(json);
        expect(headers["idempotency-key"]).toBe(message.key);
        kept.push({ name, path, headers: HEADERS.filter((each) => headers[each] !== undefined), body: json });
      }
      const golden = new URL(`golden/channels/${type}.${language}.golden`, import.meta.url).pathname;
      await expect(`${JSON.stringify(kept, null, 2)}\n`).toMatchFileSnapshot(golden);
    }
  });

  test("has it of every other kind, as it begins, is told again and ends, in every language, whatever things are called", async () => {
    const longest = "\u{1F4DE} *Kundenservice* & <Rücksprache> 客户服务 ".repeat(200);
    const named = {
      ...RIVERSIDE,
      name: longest,
      queues: RIVERSIDE.queues.map((queue) => ({ ...queue, title: longest })),
    };
    for (const notification of Object.values(OTHER_KINDS))
      for (const [index, state] of (["firing", "resolved"] as const).entries())
        for (const language of LANGUAGES) {
          const said = { ...notification, state, reminder: 1 - index, step: 1 - index } as AlertNotification;
          for (const site of [RIVERSIDE, named]) {
            const setting = { site, language, told: toldBy("names"), publicUrl: "https://board.example.com" };
            const message = alertMessage(said, setting, MOMENT);
            SHAPES[type]!(message).parse(JSON.parse((await sent(message)).body));
          }
        }
  });

  test("tells who has it where that is heard, under the same incident, and nothing elsewhere", async () => {
    const before = receiver.taken.length;
    const results: string[] = [];
    for (const [, notification] of HANDLED) results.push((await channel.deliver(written(notification))).result);
    const taken = receiver.taken.slice(before);
    if (!HEARS_HANDLING.includes(type)) {
      expect([results, taken]).toEqual([["skipped", "skipped"], []]);
      return;
    }
    expect(results).toEqual(["delivered", "delivered"]);
    const bodies = taken.map(({ body }) => JSON.parse(body) as object);
    const until = new Date(SNOOZED.snoozedUntil).toISOString();
    if (type === "pagerduty")
      for (const body of bodies) expect(body).toMatchObject({ event_action: "acknowledge", dedup_key: firing.key });
    if (type === "opsgenie") {
      expect(taken.map(({ path }) => path)).toEqual(
        ["acknowledge", "snooze"].map((verb) => `/alerts/v2/alerts/${firing.key}/${verb}?identifierType=alias`),
      );
      expect(bodies).toMatchObject([{ user: "Ana" }, { endTime: until }]);
    }
    if (type === "webhook")
      expect(bodies).toMatchObject([
        { state: "acknowledged", owner: "Ana", episode: firing.key },
        { state: "snoozed", snoozedUntil: until, episode: firing.key },
      ]);
  });

  test("has it whatever the configuration calls things, and its headers are as before", async () => {
    const name = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.constantFrom("<!channel>", "*_`~[x](http://evil)", "a\r\nX-Evil: 1", "𝄞".repeat(200), "\u202e\0"),
    );
    const plain = (await sent(written(firing))).headers;
    await fc.assert(
      fc.asyncProperty(name, name, fc.constantFrom(...LANGUAGES), async (site, title, language) => {
        const message = alertMessage(
          firing,
          {
            site: {
              ...RIVERSIDE,
              name: site,
              queues: RIVERSIDE.queues.map((queue) => ({ ...queue, title })),
            },
            language,
            told: toldBy("names"),
            publicUrl: "https://board.example.com",
          },
          { ...MOMENT, helpers: MOMENT.helpers.map((each) => ({ ...each, name: each.name + title })) },
        );
        const { headers, body } = await sent(message);
        SHAPES[type]!(message).parse(JSON.parse(body));
        expect(Object.keys(headers)).toEqual(Object.keys(plain));
        if (type.startsWith("slack")) expect(interpreted(body)).not.toMatch(/[<>]/);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test("what is refused or fails is told without the address and without the secret", async () => {
    const secrets = JSON.stringify(CHANNEL_SETTINGS[type]!(receiver.url));
    for (const answer of [400, 500, null] as const) {
      await receiver.answers(answer);
      const told = await channel.deliver(written(firing));
      expect(told).toMatchObject({ reason: expect.stringMatching(/\S/) });
      const reason = (told as { reason: string }).reason;
      for (const part of secrets.match(/[\w.:/-]{8,}/g) ?? []) expect(reason).not.toContain(part);
    }
    await receiver.answers(200);
  });
});

function keyed(state: "acknowledged" | "snoozed") {
  const { rule, since } = firing;
  return { state, key: alertKey(rule, alertScope(firing), since, state), at: firing.at + 60_000 };
}

/** What Slack reads for mentions and links: all but plain text. */
function interpreted(body: string): string {
  const { text, blocks } = JSON.parse(body) as { text: string; blocks: readonly { type: string }[] };
  return JSON.stringify([text, blocks.filter(({ type }) => type !== "header")]);
}
