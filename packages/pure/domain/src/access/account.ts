/** What is kept of those who may ask: nobody's password and no secret, only what tells the right one when it is shown. Times are epoch ms. */
import type { Role } from "./role.ts";
import type { AccessScope } from "./scope.ts";

interface Kept {
  /** Of its kind. */
  readonly id: string;
  /** When it may be forgotten; null: never by itself. */
  readonly until: number | null;
}

export interface User extends Kept {
  readonly kind: "user";
  readonly name: string;
  readonly role: Role;
  readonly scope: AccessScope;
  /** Name of a privacy profile; absent: that of the role. */
  readonly profile?: string;
  /** Hash of the password with how it was made; null: signs in elsewhere. */
  readonly password: string | null;
  /** May not sign in, and is signed out. */
  readonly disabled: boolean;
  /** Sessions from before count no more. */
  readonly signsInFrom: number;
  readonly madeAt: number;
}

export interface ApiToken extends Kept {
  readonly kind: "token";
  readonly name: string;
  readonly role: Role;
  readonly scope: AccessScope;
  /** As of a user. */
  readonly profile?: string;
  readonly hash: string;
  readonly madeAt: number;
  /** Id of the identity that made it. */
  readonly madeBy: string;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** To the minute. */
  readonly usedAt: number | null;
}

/** Its id is the hash of the secret in the cookie. */
export interface Session extends Kept {
  readonly kind: "session";
  readonly user: string;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly ended: boolean;
}

/** Opens one socket, once. Its id is the hash of what is shown. */
export interface Ticket extends Kept {
  readonly kind: "ticket";
  /** Whose: who that is, and whether he is known still, is asked when it is shown. */
  readonly of:
    | { readonly kind: "session"; readonly id: string }
    | { readonly kind: "token"; readonly id: string }
    | { readonly kind: "shared" }
    | { readonly kind: "loopback" };
  readonly expiresAt: number;
}

export type Account = User | ApiToken | Session | Ticket;
export type AccountKind = Account["kind"];
