/** Sends something to the gateway, once: what it answered, or why it was not taken. Nothing waits to be sent later. */
import { UNREACHABLE } from "./use-answer.ts";
import { lookAgain, tokenHeader } from "./who.ts";

export type Sent<T> =
  | { readonly ok: true; readonly value: T }
  /** `code`: what the gateway calls it, or `unreachable`; `message`: its own words. */
  | { readonly ok: false; readonly status: number; readonly code: string; readonly message: string };

/** `key`: of the Idempotency-Key; the same request with the same key is the same thing. */
export async function send<T>(path: string, body: object, key: string): Promise<Sent<T>> {
  try {
    const response = await fetch(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: {
        "content-type": "application/json",
        "idempotency-key": key,
        ...tokenHeader(),
      },
    });
    if (response.status === 401) void lookAgain();
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, value: answer as T };
    const { code = String(response.status), message = "" } = answer as { readonly code?: string; message?: string };
    return { ok: false, status: response.status, code, message };
  } catch {
    return { ok: false, status: 0, code: UNREACHABLE, message: "" };
  }
}

/** A random key; `crypto.randomUUID` is for pages over TLS only. */
export const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
