/**
 * Who the gateway takes this browser for: asked before a desk shows anything, and again when something was refused. Whoever is not known, or not
 * any more, is brought to the page for signing in and from there back to where he was.
 */
import { screenToken } from "./screen-token.ts";
import { forgetToken, sharedToken } from "./token.ts";

export interface Me {
  readonly kind: "user" | "token" | "screen" | "loopback";
  readonly id: string;
  readonly name: string;
  readonly role: "viewer" | "supervisor" | "manager" | "admin";
  /** What its privacy profile tells: of agents `names`, `pseudonyms` or `groups`. */
  readonly privacy: { readonly profile: string; readonly agents: string };
  readonly scope: Readonly<Record<"sites" | "queues" | "teams", "all" | readonly string[]>>;
  /** The gateway takes anybody on its machine for that. */
  readonly open: boolean;
  /** Ids: of the board that a desk begins with, and of the one for walls. */
  readonly boards: { readonly home: string; readonly wall: string };
}

/** Null: not told, because the gateway does not answer. */
export type Who = { readonly known: true; readonly me: Me | null } | { readonly known: false };

export const SIGN_IN_PATH = "/sign-in";

const FIRST_AGAIN_MS = 1_000;
const MOST_AGAIN_MS = 15_000;

let current: Me | null = null;
const listeners = new Set<() => void>();
/** Somebody was known on this page: then a session has ended, however often that is found out. */
let wasKnown = false;
/** This page is being left: that its sockets are closed then is no news, and a second way out would break off the first. */
let leaving = false;
export const me = (): Me | null => current;
export const subscribeWho = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Who is told of groups, never of single agents, is told whole days only. */
export const isInGroups = (who: Me | null): boolean => who?.privacy.agents === "groups";

/** An admin of everything: for whom the pages of users, tokens and audit are. */
export const administers = ({ role, scope }: Me): boolean =>
  role === "admin" && scope.sites === "all" && scope.queues === "all" && scope.teams === "all";

/** For whom the page of screens is. */
export const looksAfterScreens = ({ role }: Me): boolean => role === "manager" || role === "admin";

export const tokenHeader = (): Readonly<Record<string, string>> => {
  const token = sharedToken() ?? screenToken();
  return token === null ? {} : { authorization: `Bearer ${token}` };
};

export async function askWho(): Promise<Who> {
  try {
    const answer = await fetch("/v1/me", { headers: tokenHeader() });
    if (answer.status === 401) {
      current = null;
      return { known: false };
    }
    if (answer.ok) current = (await answer.json()) as Me;
    wasKnown ||= current !== null;
  } catch {
    // Whoever wants to know asks again.
  }
  for (const listener of listeners) listener();
  return { known: true, me: current };
}

/** Of a desk that was opened while the gateway could not tell (it answers 503 while accounts cannot be read): until it has told. */
export async function askUntilTold(): Promise<void> {
  for (let waitMs = FIRST_AGAIN_MS; current === null && !leaving; waitMs = Math.min(2 * waitMs, MOST_AGAIN_MS)) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await lookAgain();
  }
}

/** One ticket, for one socket; null: nobody who is known. @throws where there is none now. */
export async function takeTicket(): Promise<string | null> {
  const answer = await fetch("/v1/tickets", { method: "POST", headers: tokenHeader() });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(`no ticket: ${answer.status}`);
  return ((await answer.json()) as { readonly ticket: string }).ticket;
}

/** What was refused may have been because nobody is signed in any more. */
export async function lookAgain(): Promise<void> {
  if (leaving || location.pathname === SIGN_IN_PATH) return;
  if (!(await askWho()).known) goToSignIn(wasKnown ? "ended" : null);
}

export function goToSignIn(why: "ended" | "out" | null): void {
  if (leaving) return;
  leaving = true;
  // Nobody stands in front of a television to sign in: loaded anew it asks to be paired.
  if (document.documentElement.dataset.screen === "wall") {
    location.reload();
    return;
  }
  const params = new URLSearchParams({ next: location.pathname + location.search + location.hash });
  if (why !== null) params.set("why", why);
  location.replace(`${SIGN_IN_PATH}?${params}`);
}

/** Of this browser: the session, and a token that it kept. Who came by a provider is signed out there too. */
export async function signOut(): Promise<void> {
  leaving = true;
  const answer = await fetch("/v1/session", { method: "DELETE", headers: tokenHeader() }).catch(() => null);
  const told = answer?.status === 200 ? ((await answer.json()) as { readonly signOutAt: string }) : null;
  forgetToken();
  current = null;
  location.assign(told?.signOutAt ?? `${SIGN_IN_PATH}?why=out`);
}
