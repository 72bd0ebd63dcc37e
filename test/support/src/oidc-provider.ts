/**
 * A real OpenID provider (`oidc-provider`) on a port of this machine, with a page for signing in: whoever names somebody it knows is him. What
 * it says may be changed on its way, as by one that is broken or hostile; its keys may be exchanged; it may be down.
 */
import { createHmac, createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

export const CLIENT = { id: "floorwalker", secret: "a-secret-of-the-provider-and-us" } as const;

export type TokenParts = { header: Record<string, unknown>; claims: Record<string, unknown> };

export interface OidcProviderUnderTest {
  readonly issuer: string;
  /** Applied to each ID token; then it is signed anew with the key of that moment. Null: nothing is changed. */
  tamper: ((parts: TokenParts) => TokenParts | string) | null;
  /** Other keys from now on, and none of the old ones. */
  exchangeKeys(): Promise<void>;
  /** Signs with the keys before the last exchange, under their id. */
  signedBefore(parts: TokenParts): string;
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

export interface OidcProviderOptions {
  /** Of the gateway, with a slash at its end. */
  readonly board: string;
  /** By name: the groups that he is in. */
  readonly people: Readonly<Record<string, readonly string[]>>;
  /** The ID token tells the groups itself; else they are asked for apart. */
  readonly inToken?: boolean;
}

type Key = { readonly kid: string; readonly jwk: Record<string, unknown> };

export async function runOidcProvider({
  board,
  people,
  inToken = false,
}: OidcProviderOptions): Promise<OidcProviderUnderTest> {
  let key = newKey();
  let before = key;
  let server: Server | null = null;
  let port = 0;
  const under: OidcProviderUnderTest = {
    get issuer() {
      return `http://127.0.0.1:${port}`;
    },
    tamper: null,
    async exchangeKeys() {
      [before, key] = [key, newKey()];
      await under.down();
      await under.up();
    },
    signedBefore: (parts) => signed({ ...parts, header: { ...parts.header, kid: before.kid } }, before),
    async down() {
      const closing = server;
      server = null;
      closing?.closeAllConnections();
      if (closing !== null) await new Promise((resolve) => closing.close(resolve));
    },
    async up() {
      server = await listening(port, (issuer) => providerAt(issuer));
      port = (server.address() as AddressInfo).port;
    },
    close: () => under.down(),
  };

  function providerAt(issuer: string): Provider {
    const provider = new Provider(issuer, configuration(board, people, key, inToken));
    provider.use(async (ctx, next) => {
      const uid = /^\/interaction\/([\w-]+)$/.exec(ctx.path)?.[1];
      if (uid === undefined) return next();
      if (ctx.method === "GET") {
        ctx.type = "html";
        ctx.body = SIGN_IN_PAGE;
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
      const login = new URLSearchParams(Buffer.concat(chunks).toString()).get("login") ?? "";
      const result = Object.hasOwn(people, login)
        ? { login: { accountId: login } }
        : { error: "access_denied", error_description: "nobody of that name" };
      await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
      ctx.respond = false;
    });
    provider.use(async (ctx, next) => {
      await next();
      const body = ctx.body as { id_token?: string } | undefined;
      if (ctx.path !== "/token" || under.tamper === null || typeof body?.id_token !== "string") return;
      const changed = under.tamper(partsOf(body.id_token));
      ctx.body = { ...body, id_token: typeof changed === "string" ? changed : signed(changed, key) };
    });
    return provider;
  }
  await under.up();
  return under;
}

/** Signed as the header says; `alg: none` is not signed at all. */
function signed({ header, claims }: TokenParts, { jwk }: Key): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  if (header.alg === "none") return `${text}.`;
  if (header.alg === "HS256") return `${text}.${createHmac("sha256", CLIENT.secret).update(text).digest("base64url")}`;
  const signature = sign("RSA-SHA256", Buffer.from(text), createPrivateKey({ key: jwk, format: "jwk" }));
  return `${text}.${signature.toString("base64url")}`;
}

function partsOf(token: string): TokenParts {
  const [header, claims] = token
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>);
  return { header: header!, claims: claims! };
}

function newKey(): Key {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = Math.random().toString(36).slice(2);
  return { kid, jwk: { ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" } };
}

async function listening(port: number, providerAt: (issuer: string) => Provider): Promise<Server> {
  const server = createServer((request, response) => void handle(request, response));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const provider = providerAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const handle = provider.callback();
  return server;
}

function configuration(
  board: string,
  people: OidcProviderOptions["people"],
  { jwk }: Key,
  inToken: boolean,
): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${board}v1/oidc/callback`],
        post_logout_redirect_uris: [`${board}sign-in`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        scope: "openid profile groups",
      },
    ],
    jwks: { keys: [jwk] },
    scopes: ["openid", "profile", "groups"],
    claims: { openid: ["sub"], profile: ["name"], groups: ["groups"] },
    conformIdTokenClaims: !inToken,
    cookies: { keys: ["of-a-test-only"] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: `${sub} of the provider`, groups: people[sub] ?? [] }),
    }),
    async loadExistingGrant(ctx) {
      const { client, session, provider } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope("openid profile groups");
      await grant.save();
      return grant;
    },
  };
}

const SIGN_IN_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Provider</title>
<form method="post"><label>Login <input name="login" autofocus></label><button>Go on</button></form></html>`;
