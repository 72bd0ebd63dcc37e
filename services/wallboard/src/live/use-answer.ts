/** What the gateway answers to a question over HTTP, asked anew from time to time. The last answer stays while a new one is on its way or fails. */
import { useEffect, useState } from "react";
import { lookAgain, tokenHeader } from "./who.ts";

export interface Answer<T> {
  readonly value: T | null;
  /** Why there is none, or no newer one: the gateway's own words. Null: it answered. */
  readonly refusal: string | null;
  /** `unknown_queue`, …: what it calls that. */
  readonly code: string | null;
}

const ASKED: Answer<never> = { value: null, refusal: null, code: null };
export const UNREACHABLE = "unreachable";

/** `path` null: nothing is asked. `everyMs` null: once. */
export function useAnswer<T>(path: string | null, everyMs: number | null): Answer<T> {
  const [told, setTold] = useState<{ readonly path: string | null; readonly answer: Answer<T> }>({
    path,
    answer: ASKED,
  });
  useEffect(() => {
    if (path === null) return;
    const ended = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await askOnce<T>(path, ended.signal);
      if (ended.signal.aborted) return;
      setTold((before) =>
        answer.value === null && before.path === path
          ? { path, answer: { ...answer, value: before.answer.value } }
          : { path, answer },
      );
      if (everyMs !== null) timer = setTimeout(() => void ask(), everyMs);
    };
    void ask();
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [path, everyMs]);
  return told.path === path ? told.answer : ASKED;
}

async function askOnce<T>(path: string, signal: AbortSignal): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { signal, headers: tokenHeader() });
    if (response.status === 401) void lookAgain();
    const body: unknown = await response.json();
    if (response.ok) return { value: body as T, refusal: null, code: null };
    const { message, code } = body as { readonly message?: string; readonly code?: string };
    return { value: null, refusal: message ?? String(response.status), code: code ?? null };
  } catch {
    return { value: null, refusal: UNREACHABLE, code: UNREACHABLE };
  }
}
