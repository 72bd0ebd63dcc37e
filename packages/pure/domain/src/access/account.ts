/**
 * What is kept of those who may ask: nobody's password and no secret, only what tells the right one when it is shown; and what they make for
 * themselves and others to look at. Times are epoch ms.
 */
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
  /**
   * Of who signs in at a provider: hashes of what it said of him last, by which the configuration is asked what he may. Absent: he signs in
   * here, or an older program knew him, and he has to sign in anew.
   */
  readonly claimed?: readonly string[];
  /** Hash of the password with how it was made; null: signs in elsewhere. */
  readonly password: string | null;
  /** May not sign in, and is signed out. */
  readonly disabled: boolean;
  /** Sessions of before count no more: another number whenever he has to sign in anew, greater than all before it. */
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
  /** That of the user whose password was looked at: the session is over with it. Absent: an older program's, which knew the time alone. */
  readonly signsInFrom?: number;
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
    | { readonly kind: "screen"; readonly id: string }
    | { readonly kind: "shared" }
    | { readonly kind: "loopback" };
  readonly expiresAt: number;
}

/** A television that was paired: it shows what it was paired for, and changes nothing. */
export interface Screen extends Kept {
  readonly kind: "screen";
  readonly name: string;
  readonly scope: AccessScope;
  /** Name of its privacy profile. */
  readonly profile: string;
  /** Id of the board that it shows; absent: the one that is for walls. */
  readonly board?: string;
  /** Of the secret that only the television has, since before it was approved. */
  readonly hash: string;
  readonly madeAt: number;
  /** Id of the identity that approved it. */
  readonly madeBy: string;
  readonly revokedAt: number | null;
  /** When it was last told to load itself anew; null: never. */
  readonly reloadAt: number | null;
  /** When it was last told to show its name; null: never. */
  readonly identifyAt: number | null;
  /** What it told last, to the half minute; null: it never did. */
  readonly painted: Painted | null;
}

export interface Painted {
  readonly at: number;
  /** Of the board that it has loaded. */
  readonly build: string;
  /** From 1. */
  readonly page: number;
  readonly of: number;
}

/** A television asks to be paired. Its id is the hash of the code that it shows; whoever approves it takes it away. */
export interface Pairing extends Kept {
  readonly kind: "pairing";
  /** Id of the screen that comes of it. */
  readonly screen: string;
  /** As of that screen. */
  readonly hash: string;
  readonly expiresAt: number;
}

/** What a document holds is its own: it names its format and version (`floorwalker.board`). */
export type BoardDocument = Readonly<Record<string, unknown>>;

export interface StoredBoard extends Kept {
  readonly kind: "board";
  /** As it was published last; null: it was removed. */
  readonly document: BoardDocument | null;
  readonly publishedAt: number;
  /** Name of who published it. */
  readonly publishedBy: string;
}

/** What somebody makes of a board and nobody else sees. Its id is that of the board and of whose it is. */
export interface BoardDraft extends Kept {
  readonly kind: "boardDraft";
  readonly board: string;
  /** Kind and id of the identity. */
  readonly author: string;
  /** Null: it was given up, or published. */
  readonly document: BoardDocument | null;
  /** Version of the board as it was published when the draft was begun; null: it was not. */
  readonly basedOn: string | null;
  readonly savedAt: number;
}

/** Of a name or an address that failed to sign in of late. Its id is a hash of that: a list of what strangers typed is kept nowhere. */
export interface Failures extends Kept {
  readonly kind: "failures";
  readonly count: number;
  /** Of the last one. */
  readonly at: number;
  /** Nobody is heard until then; 0: somebody is. */
  readonly lockedUntil: number;
}

export type Account = User | ApiToken | Session | Ticket | Screen | Pairing | StoredBoard | BoardDraft | Failures;
export type AccountKind = Account["kind"];
