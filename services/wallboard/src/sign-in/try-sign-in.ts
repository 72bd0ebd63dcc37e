/** Shows name and password to the gateway, and says what came of it. That a user is not there is never told apart from a wrong password. */
import { forgetToken } from "../live/token.ts";

export type SignInResult =
  | { readonly of: "signedIn" }
  | { readonly of: "refused" | "unavailable" | "unreachable" }
  /** Nobody is heard until then, epoch ms of this device. */
  | { readonly of: "locked"; readonly until: number };

export async function trySignIn(user: string, password: string): Promise<SignInResult> {
  try {
    const answer = await fetch("/v1/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user, password }),
    });
    if (answer.ok) {
      // What this browser kept before would be shown first.
      forgetToken();
      return { of: "signedIn" };
    }
    if (answer.status === 429)
      return { of: "locked", until: Date.now() + 1000 * Number(answer.headers.get("retry-after") ?? 30) };
    return { of: answer.status === 401 || answer.status === 400 ? "refused" : "unavailable" };
  } catch {
    return { of: "unreachable" };
  }
}
