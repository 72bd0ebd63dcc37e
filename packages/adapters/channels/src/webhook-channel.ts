/** Alerts as signed JSON by POST: the facts as they are, for programs. A user and password in the URL are sent as basic authentication. */
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import type { AlertMessage } from "@floorwalker/protocol/message";
import type { ReportMail } from "@floorwalker/protocol/report";
import { JsonPost, type JsonPostOptions } from "./json-post.ts";
import { takesNoReports } from "./takes-no-reports.ts";
import { webhookBody } from "./webhook-body.ts";
import { SIGNATURE_HEADER, signWebhook } from "./webhook-signature.ts";

export interface WebhookOptions extends JsonPostOptions {
  /** http:// or https://. */
  readonly url: string;
  /** Null: unsigned. */
  readonly secret: string | null;
  /** Wall clock, epoch ms: the signature's time. */
  readonly now: () => number;
}

export class WebhookChannel implements DeliveryChannel<AlertMessage | ReportMail> {
  readonly #post: JsonPost;
  readonly #url: URL;
  readonly #authorization: string | null;
  readonly #secret: string | null;
  readonly #now: () => number;

  constructor({ url, secret, now, ...options }: WebhookOptions) {
    this.#post = new JsonPost(options);
    this.#url = new URL(url);
    this.#authorization = takeCredentials(this.#url);
    this.#secret = secret;
    this.#now = now;
  }

  async deliver(message: AlertMessage | ReportMail): Promise<DeliveryResult> {
    if (message.about === "report") return takesNoReports("a webhook");
    const body = JSON.stringify(webhookBody(message));
    return this.#post.send({
      url: this.#url,
      headers: {
        "Idempotency-Key": message.key,
        ...(this.#authorization === null ? {} : { Authorization: this.#authorization }),
        ...(this.#secret === null ? {} : { [SIGNATURE_HEADER]: signWebhook(this.#secret, this.#now(), body) }),
      },
      body,
    });
  }

  async close(): Promise<void> {
    this.#post.close();
  }
}

/** They go into a header: a URL with credentials in it would stand in errors. */
function takeCredentials(url: URL): string | null {
  if (url.username === "" && url.password === "") return null;
  const plain = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = "";
  url.password = "";
  return `Basic ${Buffer.from(plain).toString("base64")}`;
}
