/** A television's side of being paired: it asks for a code, and whether that was approved. Nothing that fails ends it: it asks again. */

export interface ShownCode {
  readonly code: string;
  readonly token: string;
  /** Where it is approved, without the scheme, for people. */
  readonly place: string;
  /** The same with the code, for a phone. */
  readonly link: string;
  /** When it is good no more, epoch ms of this device. */
  readonly until: number;
}

/** `again`: none now; after so many ms it may be asked for. */
export type AskedCode =
  | { readonly of: "code"; readonly code: ShownCode }
  | { readonly of: "later"; readonly again: number };

const AGAIN_MS = 5_000;

interface BegunAnswer {
  readonly code: string;
  readonly token: string;
  readonly expiresInSeconds: number;
  readonly approveAt: string | null;
}

export async function askCode(): Promise<AskedCode> {
  try {
    const answer = await fetch("/v1/pairings", { method: "POST" });
    if (!answer.ok)
      return { of: "later", again: Math.max(AGAIN_MS, 1000 * Number(answer.headers.get("retry-after") ?? 0)) };
    const { code, token, expiresInSeconds, approveAt } = (await answer.json()) as BegunAnswer;
    const at = approveAt ?? `${location.origin}/pair`;
    // In the fragment: no server and no log ever sees it there.
    const link = `${at}#${code}`;
    const until = Date.now() + expiresInSeconds * 1000;
    return { of: "code", code: { code, token, place: at.replace(/^https?:\/\//, ""), link, until } };
  } catch {
    return { of: "later", again: AGAIN_MS };
  }
}

/** False also where nobody answers. */
export async function isApproved(token: string): Promise<boolean> {
  try {
    const answer = await fetch("/v1/pairings/claim", { method: "POST", body: JSON.stringify({ token }) });
    return answer.ok && ((await answer.json()) as { readonly paired: boolean }).paired;
  } catch {
    return false;
  }
}
