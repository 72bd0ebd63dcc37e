/** What a request shows of who sends it, and who that is: as long as it is known, and with what he may now. */
import { EVERYTHING, type Identity, type Role, type Session, type User } from "@floorwalker/domain";
import type { OidcSettings } from "@floorwalker/runtime";
import type { AccountDirectory } from "./account-directory.ts";
import { grantNow } from "./oidc/grant-of.ts";
import { isFromProvider } from "./oidc/known-person.ts";

/** Of the shared token; of a gateway that is open; of an account that is known. */
export type Proof =
  | { readonly kind: "shared" }
  | { readonly kind: "loopback" }
  | { readonly kind: "token"; readonly id: string }
  | { readonly kind: "screen"; readonly id: string }
  | { readonly kind: "session"; readonly id: string };

const ANYBODY_HERE: Identity = {
  kind: "loopback",
  id: "loopback",
  name: "loopback",
  role: "admin",
  scope: EVERYTHING,
};
const SHARED_TOKEN: Identity = {
  kind: "token",
  id: "FLOORWALKER_TOKEN",
  name: "FLOORWALKER_TOKEN",
  role: "admin",
  scope: EVERYTHING,
};

export interface ProofParts {
  readonly accounts: AccountDirectory | null;
  /** Whoever is on this machine may do everything. */
  readonly isOpen: () => boolean;
  /** As it is configured now; null: nobody signs in elsewhere. */
  readonly elsewhere: () => OidcSettings | null;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

/** Null: nobody any more. The same object while nothing of it changed. */
export class Identities {
  readonly #parts: ProofParts;
  readonly #made = new WeakMap<object, Identity>();
  /** Of who signed in elsewhere, by the configuration that was asked. */
  readonly #granted = new WeakMap<User, { readonly by: OidcSettings; readonly identity: Identity | null }>();

  constructor(parts: ProofParts) {
    this.#parts = parts;
  }

  of(proof: Proof): Identity | null {
    const { accounts, isOpen } = this.#parts;
    if (proof.kind === "shared") return SHARED_TOKEN;
    if (proof.kind === "loopback") return isOpen() ? ANYBODY_HERE : null;
    if (accounts === null || !accounts.current) return null;
    const identity = this.#known(proof, accounts);
    return identity !== null && accounts.holds(identity.role) ? identity : null;
  }

  #known(proof: Exclude<Proof, { readonly kind: "shared" | "loopback" }>, accounts: AccountDirectory): Identity | null {
    const { clock } = this.#parts;
    const now = clock();
    if (proof.kind === "token") {
      const token = accounts.of("token", proof.id);
      if (token === null || token.revokedAt !== null || isOver(token.expiresAt, now)) return null;
      return this.#identity(token, token.role);
    }
    if (proof.kind === "screen") {
      const screen = accounts.of("screen", proof.id);
      // Least of all roles: whoever walks by reads it.
      return screen === null || screen.revokedAt !== null ? null : this.#identity(screen, "viewer");
    }
    const session = accounts.of("session", proof.id);
    if (session === null || session.ended || isOver(session.expiresAt, now)) return null;
    const user = accounts.of("user", session.user);
    // Whoever was disabled has to sign in anew, also when he may again.
    return user === null || !isOfNow(session, user) ? null : this.ofUser(user);
  }

  /** As he would be known if he signed in now; null: he may not. */
  ofUser(user: User): Identity | null {
    if (user.disabled) return null;
    return isFromProvider(user.id) ? this.#grantedNow(user) : this.#identity(user, user.role);
  }

  /** The provider may be configured no more, and what it says may give him something else now, or nothing. */
  #grantedNow(user: User): Identity | null {
    const by = this.#parts.elsewhere();
    if (by === null) return null;
    const known = this.#granted.get(user);
    if (known?.by === by) return known.identity;
    const grant = grantNow(user, by);
    const identity = grant === null ? null : identityOf({ ...user, scope: grant.scope }, grant.role);
    this.#granted.set(user, { by, identity });
    return identity;
  }

  #identity(account: Known, role: Role): Identity {
    const made = this.#made.get(account) ?? identityOf(account, role);
    this.#made.set(account, made);
    return made;
  }
}

type Known = Pick<Identity, "id" | "name" | "scope" | "profile"> & { readonly kind: "user" | "token" | "screen" };

const identityOf = ({ kind, id, name, scope, profile }: Known, role: Role): Identity => ({
  kind,
  id,
  name,
  role,
  scope,
  ...(profile === undefined ? {} : { profile }),
});

/** By no clock: those of two gateways differ, and one of them may not have heard yet that a password is another. */
const isOfNow = (session: Session, user: User): boolean =>
  session.signsInFrom === undefined ? session.madeAt >= user.signsInFrom : session.signsInFrom === user.signsInFrom;

const isOver = (expiresAt: number | null, now: number): boolean => expiresAt !== null && expiresAt <= now;
