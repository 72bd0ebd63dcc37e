/**
 * Alerts as signed JSON by POST. Neither URL nor secret ever stands in a reason: chat systems put their secret into the
 * URL. Redirects are not followed, since the signed message belongs to the configured address only.
 */
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import type { ReportMail } from "@floorwalker/protocol/report";
import { webhookBody } from "./webhook-body.ts";
import { SIGNATURE_HEADER, signWebhook } from "./webhook-signature.ts";

export interface WebhookOptions {
  /** http:// or https://; a user and password in it are sent as basic authentication. */
  readonly url: string;
  /** Null: unsigned. */
  readonly secret: string | null;
  /** Wall clock, epoch ms: the signature's time. */
  readonly now: () => number;
  /** Longest delivery, ms. */
  readonly timeoutMs?: number;
}

/** What may pass although it is a 4xx: timeout, too early, too many. */
const MAY_PASS: readonly number[] = [408, 425, 429];

export class WebhookChannel implements DeliveryChannel<AlertNotification | ReportMail> {
  readonly #url: URL;
  readonly #authorization: string | null;
  readonly #secret: string | null;
  readonly #now: () => number;
  readonly #timeoutMs: number;
  readonly #closed = new AbortController();

  constructor({ url, secret, now, timeoutMs = 10_000 }: WebhookOptions) {
    this.#url = new URL(url);
    this.#authorization = takeCredentials(this.#url);
    this.#secret = secret;
    this.#now = now;
    this.#timeoutMs = timeoutMs;
  }

  async deliver(notification: AlertNotification | ReportMail): Promise<DeliveryResult> {
    // The configuration names none for it.
    if (notification.about === "report") return { result: "refused", reason: "a webhook takes no reports" };
    const body = JSON.stringify(webhookBody(notification));
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.any([timeout, this.#closed.signal]),
        headers: {
          "Content-Type": "application/json",
          // Alerts are rare: a kept connection is dead by the next one, and would cost it an attempt.
          Connection: "close",
          "User-Agent": "Floorwalker",
          "Idempotency-Key": notification.key,
          ...(this.#authorization === null ? {} : { Authorization: this.#authorization }),
          ...(this.#secret === null ? {} : { [SIGNATURE_HEADER]: signWebhook(this.#secret, this.#now(), body) }),
        },
        body,
      });
      // What the answer says is of no interest, but an unread body would hold the connection.
      await response.body?.cancel().catch(() => {});
      return judge(response.status);
    } catch (error) {
      return { result: "retry", reason: timeout.aborted ? `no answer within ${this.#timeoutMs} ms` : causeOf(error) };
    }
  }

  /** Ends what is under way, as a retry. */
  async close(): Promise<void> {
    this.#closed.abort(new Error("the channel was closed"));
  }
}

function judge(status: number): DeliveryResult {
  if (status >= 200 && status < 300) return { result: "delivered" };
  if (status >= 500 || MAY_PASS.includes(status)) return { result: "retry", reason: `HTTP ${status}` };
  if (status < 400) return { result: "refused", reason: `HTTP ${status}: redirects are not followed` };
  return { result: "refused", reason: `HTTP ${status}` };
}

/** fetch itself only says "fetch failed"; its message for a bad URL would show the URL. */
function causeOf(error: unknown): string {
  const { cause, name } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? `no connection (${name})`;
}

/** fetch refuses a URL with credentials in it. */
function takeCredentials(url: URL): string | null {
  if (url.username === "" && url.password === "") return null;
  const plain = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = "";
  url.password = "";
  return `Basic ${Buffer.from(plain).toString("base64")}`;
}
