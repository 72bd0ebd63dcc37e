/** Alerts as signed JSON by POST: the facts as they are, for programs. A user and password in the URL are sent as basic authentication. */
import type { HttpPostOptions } from "./http-post.ts";
import { PostChannel } from "./post-channel.ts";
import { webhookBody } from "./webhook-body.ts";
import { SIGNATURE_HEADER, signWebhook } from "./webhook-signature.ts";

export interface WebhookOptions extends HttpPostOptions {
  /** http:// or https://. */
  readonly url: string;
  /** Null: unsigned. */
  readonly secret: string | null;
  /** Wall clock, epoch ms: the signature's time. */
  readonly now: () => number;
}

export class WebhookChannel extends PostChannel {
  constructor({ url: given, secret, now, ...options }: WebhookOptions) {
    const url = new URL(given);
    const authorization = takeCredentials(url);
    super(
      {
        name: "a webhook",
        hearsHandling: true,
        write: (message) => {
          const body = webhookBody(message);
          const signed = secret === null ? null : signWebhook(secret, now(), JSON.stringify(body));
          return {
            url,
            headers: {
              ...(authorization === null ? {} : { Authorization: authorization }),
              ...(signed === null ? {} : { [SIGNATURE_HEADER]: signed }),
            },
            body,
          };
        },
      },
      options,
    );
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
