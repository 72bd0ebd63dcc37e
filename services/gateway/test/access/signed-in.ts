/** Users and API tokens of a gateway under test, and what they show. */
import { type AccessScope, EVERYTHING, type Role } from "@floorwalker/domain";
import type { RunningGateway } from "../running-gateway.ts";

export const SHARED = "a-shared-token-of-some-length";
export const PASSWORD = "correct horse battery";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly cookie: string | null;
}

export async function ask(
  { gateway }: Pick<RunningGateway, "gateway">,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: object,
): Promise<Answer> {
  const answer = await fetch(gateway.url + path, {
    method,
    headers: { origin: new URL(gateway.url).origin, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: text.startsWith("{") ? (JSON.parse(text) as unknown) : text,
    cookie: answer.headers.get("set-cookie"),
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export async function addUser(
  running: RunningGateway,
  id: string,
  role: Role,
  scope: Partial<AccessScope> = {},
): Promise<void> {
  const made = await ask(running, "POST", "v1/users", bearer(SHARED), {
    id,
    name: id,
    role,
    scope: { ...EVERYTHING, ...scope },
    password: PASSWORD,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
}

/** The header that a browser would send from then on. */
export async function signIn(running: RunningGateway, user: string, password = PASSWORD): Promise<{ cookie: string }> {
  const answer = await ask(running, "POST", "v1/session", {}, { user, password });
  if (answer.status !== 200 || answer.cookie === null) throw new Error(JSON.stringify(answer.body));
  return { cookie: answer.cookie.split(";")[0]! };
}

/** A television that was paired: what it shows from then on. */
export async function addScreen(
  running: RunningGateway,
  paired: { readonly scope?: Partial<AccessScope>; readonly profile?: string } = {},
): Promise<{ readonly id: string; readonly headers: { readonly authorization: string } }> {
  const begun = await ask(running, "POST", "v1/pairings");
  const { code, token } = begun.body as { readonly code: string; readonly token: string };
  const { scope = {}, ...rest } = paired;
  const body = { code, name: "a screen", scope: { ...EVERYTHING, ...scope }, ...rest };
  const approved = await ask(running, "POST", "v1/pairings/approve", bearer(SHARED), body);
  if (approved.status !== 201) throw new Error(JSON.stringify(approved.body));
  return { id: (approved.body as { readonly screen: { readonly id: string } }).screen.id, headers: bearer(token) };
}

export async function addToken(
  running: RunningGateway,
  role: Role,
  scope: Partial<AccessScope> = {},
  days: number | null = null,
): Promise<{ readonly id: string; readonly headers: { readonly authorization: string } }> {
  const made = await ask(running, "POST", "v1/tokens", bearer(SHARED), {
    name: role,
    role,
    scope: { ...EVERYTHING, ...scope },
    days,
  });
  const { token, text } = made.body as { readonly token: { readonly id: string }; readonly text: string };
  return { id: token.id, headers: bearer(text) };
}
