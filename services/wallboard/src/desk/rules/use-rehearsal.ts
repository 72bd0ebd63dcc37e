/** Asks what a rule would have done whenever it is another one for a moment; what is wrong with it is told by the gateway, by its place. */
import { useEffect, useState } from "react";
import { REHEARSAL_PATH, type RehearsalAnswer } from "../../answers/rehearsal.ts";
import { lookAgain, tokenHeader } from "../../live/who.ts";
import { words } from "../../words/words.ts";

export interface Problem {
  readonly message: string;
  readonly fix: string | null;
}

export interface Rehearsal {
  /** Of the last rule that was one. */
  readonly value: RehearsalAnswer | null;
  readonly problems: readonly Problem[];
  readonly isAsking: boolean;
}

interface Refused {
  readonly message?: string;
  readonly fix?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string; readonly fix?: string }[];
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
    return { problems: [{ message: words.unreachable, fix: null }] };
  }
}

function problemsOf({ message = "", fix, errors }: Refused): readonly Problem[] {
  if (errors === undefined || errors.length === 0) return [{ message, fix: fix ?? null }];
  return errors.map((each) => ({ message: `${each.path}: ${each.message}`, fix: each.fix ?? null }));
}
