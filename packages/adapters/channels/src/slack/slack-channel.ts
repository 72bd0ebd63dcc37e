/**
 * Alerts by Slack's Web API, as a bot: what follows in an episode is a reply in the thread of its first message. Which message that is,
 * Slack itself keeps (in the message's metadata), so that another notifier finds it. At most one message a second, as Slack asks.
 * https://docs.slack.dev/reference/methods/chat.postMessage, https://docs.slack.dev/messaging/message-metadata
 */
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import type { AlertMessage } from "@floorwalker/protocol/message";
import type { ReportMail } from "@floorwalker/protocol/report";
import { SYSTEM_TIMING, sleep, type Timing } from "@floorwalker/runtime";
import { HttpPost, type PostAnswer } from "../http-post.ts";
import { judgeStatus } from "../judge-answer.ts";
import { slackAnswer } from "./slack-answer.ts";
import { slackMessage } from "./slack-message.ts";

export interface SlackOptions {
  /** Of the Web API, such as https://slack.com/api. */
  readonly api: string;
  /** Of the bot, `xoxb-…`. */
  readonly token: string;
  /** Id or name of the conversation. */
  readonly conversation: string;
  readonly timing?: Timing;
}

const EVENT_TYPE = "floorwalker_alert";
const SHORTEST_PAUSE_MS = 1_000;
/** Together with a message's own ten seconds within the longest attempt. */
const FIND_MS = 2_500;
const FOUND_AT_ONCE = 200;
/** Episodes whose first message is remembered. */
const MOST_THREADS = 1_000;

export class SlackChannel implements DeliveryChannel<AlertMessage | ReportMail> {
  readonly #api: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #conversation: string;
  readonly #timing: Timing;
  readonly #post = new HttpPost();
  readonly #find = new HttpPost({ timeoutMs: FIND_MS });
  /** `ts` of the first message, by episode. */
  readonly #threads = new Map<string, string>();
  readonly #closed = new AbortController();
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor({ api, token, conversation, timing = SYSTEM_TIMING }: SlackOptions) {
    this.#api = api.replace(/\/+$/, "");
    this.#headers = { Authorization: `Bearer ${token}` };
    this.#conversation = conversation;
    this.#timing = timing;
  }

  async deliver(message: AlertMessage | ReportMail): Promise<DeliveryResult> {
    if (message.about === "report") return { result: "refused", reason: "Slack takes no reports" };
    const { key, episode, at, notification } = message;
    const thread =
      key === episode ? null : (this.#threads.get(episode) ?? (await this.#firstOf(episode, notification.since, at)));
    await this.#pause();
    return this.#post.send(
      {
        url: new URL(`${this.#api}/chat.postMessage`),
        headers: { ...this.#headers, "Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key },
        body: JSON.stringify({
          channel: this.#conversation,
          ...slackMessage(message),
          metadata: { event_type: EVENT_TYPE, event_payload: { episode, key } },
          ...(thread === null ? {} : { thread_ts: thread }),
        }),
      },
      (answer) => this.#judge(answer, episode, thread === null),
    );
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#post.close();
    this.#find.close();
  }

  /** So that no two messages come within a second. */
  async #pause(): Promise<void> {
    const wait = this.#lastAt + SHORTEST_PAUSE_MS - this.#timing.monotonic();
    if (wait > 0) await sleep(this.#timing, wait, this.#closed.signal);
    this.#lastAt = this.#timing.monotonic();
  }

  #judge(answer: PostAnswer, episode: string, isFirst: boolean): DeliveryResult {
    const told = slackAnswer(answer);
    if (told.result === "delivered" && isFirst && told.ts !== undefined) this.#remember(episode, told.ts);
    return told.result === "delivered" ? { result: "delivered" } : told;
  }

  #remember(episode: string, ts: string): void {
    this.#threads.set(episode, ts);
    if (this.#threads.size > MOST_THREADS) this.#threads.delete(this.#threads.keys().next().value!);
  }

  /** Null: nobody finds it (any more, or without the right to read the history), and the message begins a thread of its own. */
  async #firstOf(episode: string, since: number, at: number): Promise<string | null> {
    const answer = await this.#find.ask({
      url: new URL(`${this.#api}/conversations.history`),
      headers: { ...this.#headers, "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        channel: this.#conversation,
        oldest: String(Math.floor(Math.min(since, at) / 1_000)),
        include_all_metadata: "true",
        limit: String(FOUND_AT_ONCE),
      }).toString(),
    });
    if ("result" in answer || judgeStatus(answer).result !== "delivered") return null;
    const ts = firstOfEpisode(answer.body, episode);
    if (ts !== null) this.#remember(episode, ts);
    return ts;
  }
}

interface KeptMessage {
  readonly ts?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly episode?: unknown } };
}

/** Newest first is how they come: the last of the episode began it. */
function firstOfEpisode(body: string, episode: string): string | null {
  try {
    const { messages = [] } = JSON.parse(body) as { messages?: readonly KeptMessage[] };
    const own = messages.filter(
      ({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload?.episode === episode,
    );
    return own.at(-1)?.ts ?? null;
  } catch {
    return null;
  }
}
