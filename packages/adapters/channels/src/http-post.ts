/**
 * One document by POST, once. Neither URL nor headers ever stand in a reason: chat systems put their secret into the URL.
 * Redirects are not followed, since the message belongs to the configured address only; an answer is read up to a bound, and
 * one whose end never comes says what it said so far: its status is known.
 */
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { DeliveryResult, Retry } from "@floorwalker/ports";
import { judgeStatus } from "./judge-answer.ts";

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
  async ask(post: Post): Promise<PostAnswer | Retry> {
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
      let finish: (() => void) | null = null;
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
          // Cut off, or too slow: whoever has answered has the message.
          finish = (): void => {
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
            if (bytes > MOST_ANSWER_BYTES) finish?.();
          });
          response.on("end", finish);
          response.on("error", finish);
        },
      );
      sent.on("error", (error) => (finish === null ? reject(error) : finish()));
      sent.end(body);
    });
  }
}

/** Seconds; a date is not worth a clock here. Null: none is asked for. */
const retryAfterMs = (header: string | undefined): number | null =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : null;

/** A code and no message: that of a bad URL would show the URL. */
function causeOf(error: unknown): string {
  const { code, name, errors } = error as Error & { code?: string; errors?: readonly { code?: string }[] };
  return code ?? errors?.find((each) => each.code !== undefined)?.code ?? `no connection (${name})`;
}
