/**
 * One document by POST, once. Neither URL nor headers ever stand in a reason: chat systems put their secret into the URL.
 * Redirects are not followed, since the message belongs to the configured address only; an answer is read up to a bound.
 */
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { DeliveryResult } from "@floorwalker/ports";

export interface HttpPostOptions {
  /** Longest delivery, ms. */
  readonly timeoutMs?: number | undefined;
}

export interface PostAnswer {
  readonly status: number;
  /** The first of it. */
  readonly body: string;
  /** How long the other side asks to be left alone, ms. */
  readonly retryAfterMs?: number;
}

type Post = { readonly url: URL; readonly headers?: Readonly<Record<string, string>>; readonly body: string };

const TIMEOUT_MS = 10_000;
const MOST_ANSWER_BYTES = 65_536;
/** What may pass although it is a 4xx: timeout, too early, too many. */
const MAY_PASS: readonly number[] = [408, 425, 429];

export class HttpPost {
  readonly #timeoutMs: number;
  readonly #closed = new AbortController();

  constructor({ timeoutMs = TIMEOUT_MS }: HttpPostOptions = {}) {
    this.#timeoutMs = timeoutMs;
  }

  /** `judge`: what an answer means, where its status alone does not say. Never rejects. */
  async send(post: Post, judge: (answer: PostAnswer) => DeliveryResult = judgeStatus): Promise<DeliveryResult> {
    const answer = await this.ask(post);
    return "result" in answer ? answer : judge(answer);
  }

  /** The answer, or why there is none: that may pass. */
  async ask(post: Post): Promise<PostAnswer | Extract<DeliveryResult, { result: "retry" }>> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    try {
      return await this.#ask(post, AbortSignal.any([timeout, this.#closed.signal]));
    } catch (error) {
      if (this.#closed.signal.aborted) return { result: "retry", reason: "the channel was closed" };
      return { result: "retry", reason: timeout.aborted ? `no answer within ${this.#timeoutMs} ms` : causeOf(error) };
    }
  }

  /** Ends what is under way, as a retry. */
  close(): void {
    this.#closed.abort();
  }

  #ask({ url, headers, body }: Post, signal: AbortSignal): Promise<PostAnswer> {
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method: "POST",
          signal,
          // Alerts are rare: a kept connection is dead by the next one, and would cost it an attempt.
          agent: false,
          headers: {
            "Content-Type": "application/json",
            "Content-Length": Buffer.byteLength(body),
            Connection: "close",
            "User-Agent": "Floorwalker",
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          const done = (): void => {
            const after = retryAfterMs(response.headers["retry-after"]);
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString("utf8"),
              ...(after === null ? {} : { retryAfterMs: after }),
            });
            response.destroy();
          };
          response.on("data", (chunk: Buffer) => {
            chunks.push(chunk);
            bytes += chunk.length;
            if (bytes > MOST_ANSWER_BYTES) done();
          });
          response.on("end", done);
          response.on("error", reject);
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

export function judgeStatus({ status, retryAfterMs: afterMs }: PostAnswer): DeliveryResult {
  if (status >= 200 && status < 300) return { result: "delivered" };
  if (status >= 500 || MAY_PASS.includes(status))
    return { result: "retry", reason: `HTTP ${status}`, ...(afterMs === undefined ? {} : { afterMs }) };
  if (status < 400) return { result: "refused", reason: `HTTP ${status}: redirects are not followed` };
  return { result: "refused", reason: `HTTP ${status}` };
}

/** Seconds; a date is not worth a clock here. Null: none is asked for. */
const retryAfterMs = (header: string | undefined): number | null =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : null;

/** A code and no message: that of a bad URL would show the URL. */
function causeOf(error: unknown): string {
  const { code, name, errors } = error as Error & { code?: string; errors?: readonly { code?: string }[] };
  return code ?? errors?.find((each) => each.code !== undefined)?.code ?? `no connection (${name})`;
}
