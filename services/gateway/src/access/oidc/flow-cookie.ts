/**
 * What a browser keeps between going to the provider and coming back: whoever comes back without it did not go from here, and what was
 * said to him is not taken from another. One cookie for each time, so that two tabs do not disturb each other; Lax, because coming back is a
 * navigation from elsewhere. What is in it is of use only together with the code that the provider gives, once.
 */
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";

export interface Flow {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE. */
  readonly verifier: string;
  /** Where on the board he wants to be. */
  readonly next: string;
}

const PREFIX = "floorwalker_oidc_";
const PATH = "/v1/oidc";
const LASTS_S = 600;
const FLOW = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });

export const flowCookie = (flow: Flow, redirectUri: string): string =>
  cookie(flow.state, Buffer.from(JSON.stringify(flow)).toString("base64url"), LASTS_S, redirectUri);

export const endFlowCookie = (state: string, redirectUri: string): string => cookie(state, "", 0, redirectUri);

/** Null: this browser did not go from here with that state, or too long ago. */
export function flowOf({ cookie: shown = "" }: IncomingHttpHeaders, state: string): Flow | null {
  for (const pair of shown.split(";")) {
    const [name, value = ""] = pair.trim().split("=", 2);
    if (name !== nameOf(state)) continue;
    const flow = parsed(value);
    if (flow?.state === state) return flow;
  }
  return null;
}

function parsed(value: string): Flow | null {
  try {
    return FLOW.safeParse(JSON.parse(Buffer.from(value, "base64url").toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

const nameOf = (state: string): string => PREFIX + state.replace(/[^\w-]/g, "").slice(0, 12);

const cookie = (state: string, value: string, lastsS: number, redirectUri: string): string =>
  `${nameOf(state)}=${value}; Path=${PATH}; HttpOnly; SameSite=Lax; Max-Age=${lastsS}${redirectUri.startsWith("https:") ? "; Secure" : ""}`;
