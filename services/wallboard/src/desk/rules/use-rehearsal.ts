/** Asks what a rule would have done whenever it is another one for a moment; what is wrong with it is told by the gateway, by its place. */
import { useEffect, useState } from "react";
import { REHEARSAL_PATH, type RehearsalAnswer } from "../../answers/rehearsal.ts";
import { UNREACHABLE } from "../../live/use-answer.ts";
import { lookAgain, tokenHeader } from "../../live/who.ts";
import type { GatewayRefusal } from "../../words/refusal-text.ts";

export interface Problem {
  /** What the gateway calls it, and says of it where the board has no words of its own. */
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** Of the rule as it is written; null: it is not about one of its settings. */
  readonly path: string | null;
}

export interface Rehearsal {
  /** Of the last rule that was one. */
  readonly value: RehearsalAnswer | null;
  readonly problems: readonly Problem[];
  readonly isAsking: boolean;
}

interface Refused extends GatewayRefusal {
  readonly errors?: readonly (GatewayRefusal & { readonly path: string })[];
}

/** So long nothing was typed. */
const QUIET_MS = 700;

/** `body`: as it is sent. */
export function useRehearsal(body: string | null): Rehearsal {
  const [told, setTold] = useState<Rehearsal>({ value: null, problems: [], isAsking: false });
  useEffect(() => {
    if (body === null) return;
    const ended = new AbortController();
    const tell = async (): Promise<void> => {
      setTold(({ value }) => ({ value, problems: [], isAsking: true }));
      const answer = await ask(body, ended.signal);
      if (!ended.signal.aborted) setTold(({ value }) => ({ value, ...answer, isAsking: false }));
    };
    const timer = setTimeout(() => void tell(), QUIET_MS);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [body]);
  return told;
}

async function ask(
  body: string,
  signal: AbortSignal,
): Promise<Partial<Pick<Rehearsal, "value">> & Pick<Rehearsal, "problems">> {
  try {
    const headers = { "content-type": "application/json", ...tokenHeader() };
    const answer = await fetch(REHEARSAL_PATH, { method: "POST", body, signal, headers });
    if (answer.status === 401) void lookAgain();
    if (answer.ok) return { value: (await answer.json()) as RehearsalAnswer, problems: [] };
    return { problems: problemsOf((await answer.json()) as Refused) };
  } catch {
    return { problems: [{ code: UNREACHABLE, message: "", fix: "", path: null }] };
  }
}

function problemsOf({ errors = [], ...refused }: Refused): readonly Problem[] {
  const told = errors.length === 0 ? [{ ...refused, path: null }] : errors;
  return told.map(({ code = "", message = "", fix = "", path }) => ({ code, message, fix, path }));
}
