/** A list that admins change: read at once, every few seconds, and again after each change; what was told stays until it is told anew. */
import { useCallback, useEffect, useRef, useState } from "react";
import { lookAgain, tokenHeader } from "../../live/who.ts";
import { type GatewayRefusal, refusalText } from "../../words/refusal-text.ts";

export interface List<T> {
  readonly value: T | null;
  /** The gateway's own words; null: it answered. */
  readonly refusal: string | null;
  readonly readAgain: () => void;
}

const EVERY_MS = 10_000;

/** `everyMs` null: at once, and after changes only. */
export function useList<T>(path: string, everyMs: number | null = EVERY_MS): List<T> {
  const [told, setTold] = useState<Omit<List<T>, "readAgain">>({ value: null, refusal: null });
  const again = useRef<() => void>(() => {});
  useEffect(() => {
    const ended = new AbortController();
    const read = async (): Promise<void> => {
      const answer = await askGateway<T>("GET", path, null, ended.signal);
      if (ended.signal.aborted) return;
      setTold((before) =>
        answer.ok ? { value: answer.value, refusal: null } : { value: before.value, refusal: answer.message },
      );
    };
    again.current = () => void read();
    void read();
    const timer = everyMs === null ? undefined : setInterval(() => void read(), everyMs);
    return () => {
      ended.abort();
      clearInterval(timer);
    };
  }, [path, everyMs]);
  const readAgain = useCallback(() => again.current(), []);
  return { ...told, readAgain };
}

export type GatewayAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** `body` null: none is sent. */
export async function askGateway<T>(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body: object | null,
  signal?: AbortSignal,
): Promise<GatewayAnswer<T>> {
  try {
    const answer = await fetch(path, {
      method,
      headers: tokenHeader(),
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.status === 401) void lookAgain();
    const told: unknown = answer.status === 204 ? null : await answer.json();
    if (answer.ok) return { ok: true, value: told as T };
    return { ok: false, message: refusalText({ message: String(answer.status), ...(told as GatewayRefusal) }) };
  } catch {
    return { ok: false, message: UNREACHABLE };
  }
}

export const UNREACHABLE = "unreachable";
