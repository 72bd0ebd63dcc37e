/**
 * The provider that knows people: authorization code with PKCE, state and nonce, by `openid-client`. The signature of what it says of
 * somebody is verified although it came from it by TLS, with its keys as they are now: keys are asked for at each sign-in, so one that was
 * exchanged counts at once. Where it is down nobody waits longer than ten seconds, and local users sign in as ever.
 */
import type { OidcSettings } from "@floorwalker/runtime";
import { isLoopback } from "@floorwalker/runtime";
import * as client from "openid-client";
import type { Flow } from "./flow-cookie.ts";
import type { Claims } from "./grant-of.ts";
import { claimOf } from "./grant-of.ts";
import { OidcError } from "./oidc-error.ts";

const TIMEOUT_S = 10;
/** How far clocks may be apart. */
const CLOCKS_APART_S = 30;
/** What it says of itself changes seldom, and everybody may ask us to go there. */
const KNOWN_MS = 60_000;

export interface OidcProviderOptions {
  readonly settings: OidcSettings;
  /** Null: a public client, by PKCE alone. */
  readonly secret: string | null;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

export class OidcProvider {
  readonly settings: OidcSettings;
  readonly #options: OidcProviderOptions;
  #known: { readonly at: number; readonly metadata: Promise<client.ServerMetadata> } | null = null;
  #last: client.ServerMetadata | null = null;

  constructor(options: OidcProviderOptions) {
    this.#options = options;
    this.settings = options.settings;
  }

  /** Where the browser goes, and what it keeps meanwhile. @throws OidcError `unavailable` */
  async begin(next: string, redirectUri: string): Promise<{ readonly url: URL; readonly flow: Flow }> {
    const flow: Flow = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      next,
    };
    const url = client.buildAuthorizationUrl(await this.#client(), {
      redirect_uri: redirectUri,
      scope: this.settings.scopes.join(" "),
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: "S256",
      state: flow.state,
      nonce: flow.nonce,
    });
    return { url, flow };
  }

  /** What the provider says of who came back. `cameBack`: the address he came back by. @throws OidcError */
  async finish(cameBack: URL, { state, nonce, verifier }: Flow): Promise<Claims & { readonly sub: string }> {
    const config = await this.#client();
    try {
      const tokens = await client.authorizationCodeGrant(config, cameBack, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      if (claimOf(claims, this.settings.claim) !== undefined || config.serverMetadata().userinfo_endpoint === undefined)
        return claims;
      return { ...(await client.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
    } catch (error) {
      throw OidcError.of(error);
    }
  }

  /** Where he is signed out there too; null: it does not offer that, or was not asked yet. */
  signOutAt(redirectTo: string): string | null {
    if (this.#last?.end_session_endpoint === undefined) return null;
    const { clientId } = this.settings;
    const url = new URL(this.#last.end_session_endpoint);
    url.searchParams.set("client_id", clientId);
    url.searchParams.set("post_logout_redirect_uri", redirectTo);
    return url.href;
  }

  /** Without the keys of another time: see above. */
  async #client(): Promise<client.Configuration> {
    const metadata = await this.#metadata();
    const config = new client.Configuration(metadata, this.settings.clientId, this.#clientMetadata(), this.#proof());
    config.timeout = TIMEOUT_S;
    client.enableNonRepudiationChecks(config);
    if (this.#isInsecure) client.allowInsecureRequests(config);
    return config;
  }

  async #metadata(): Promise<client.ServerMetadata> {
    const now = this.#options.clock();
    if (this.#known === null || Math.abs(now - this.#known.at) >= KNOWN_MS)
      this.#known = { at: now, metadata: this.#discover() };
    const asked = this.#known;
    try {
      this.#last = await asked.metadata;
      return this.#last;
    } catch (error) {
      if (this.#known === asked) this.#known = null;
      throw new OidcError("unavailable", `the provider ${this.settings.issuer} cannot be read`, { cause: error });
    }
  }

  async #discover(): Promise<client.ServerMetadata> {
    const found = await client.discovery(
      new URL(this.settings.issuer),
      this.settings.clientId,
      this.#clientMetadata(),
      this.#proof(),
      { timeout: TIMEOUT_S, execute: this.#isInsecure ? [client.allowInsecureRequests] : [] },
    );
    return found.serverMetadata();
  }

  #clientMetadata(): Partial<client.ClientMetadata> {
    return { [client.clockTolerance]: CLOCKS_APART_S };
  }

  #proof(): client.ClientAuth {
    const { secret } = this.#options;
    return secret === null ? client.None() : client.ClientSecretBasic(secret);
  }

  /** Only on this machine: the configuration takes no other http. */
  get #isInsecure(): boolean {
    const { protocol, hostname } = new URL(this.settings.issuer);
    return protocol === "http:" && isLoopback(hostname);
  }
}
