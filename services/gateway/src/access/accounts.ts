/** Users, API tokens and sessions are made, changed and ended here, by REST, by a command, or at a first start. */
import { randomInt } from "node:crypto";
import {
  type AccessScope,
  type AccountKind,
  type ApiToken,
  EVERYTHING,
  type Role,
  type Session,
  type Ticket,
  type User,
} from "@floorwalker/domain";
import { AccountError } from "./account-error.ts";
import type { ChangeOf, OfKind } from "./change-account.ts";
import type { Passwords } from "./password.ts";
import type { Proof } from "./proof.ts";
import { apiTokenText, hashOf, newSecret, newTokenId } from "./secret.ts";

/** Changes an account as it is stored now; null: so said `change`. */
export interface AccountChange {
  change<K extends AccountKind>(kind: K, id: string, change: ChangeOf<K>): Promise<OfKind<K> | null>;
}

export interface NewUser {
  /** What is typed to sign in. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scope: AccessScope;
  /** Name of a privacy profile; absent: that of the role. */
  readonly profile?: string | undefined;
  /** Null: one is made. */
  readonly password: string | null;
}

export interface UserChange {
  readonly name?: string;
  readonly role?: Role;
  readonly scope?: AccessScope;
  readonly disabled?: boolean;
  /** Null: that of the role. */
  readonly profile?: string | null;
  /** Null: one is made. */
  readonly password?: string | null;
}

export interface NewToken {
  readonly name: string;
  readonly role: Role;
  readonly scope: AccessScope;
  readonly profile?: string | undefined;
  /** Epoch ms; null: never. */
  readonly expiresAt: number | null;
  readonly madeBy: string;
}

export const SESSION_MS = 12 * 3_600_000;
export const TICKET_MS = 30_000;
/** An account that is over is known as such for a while: by every gateway, and to who looks. */
const OVER_MS = 30 * 86_400_000;
const SESSION_OVER_MS = 3_600_000;

export class Accounts {
  readonly #in: AccountChange;
  readonly #passwords: Passwords;
  readonly #clock: () => number;

  constructor(parts: { readonly in: AccountChange; readonly passwords: Passwords; readonly clock: () => number }) {
    this.#in = parts.in;
    this.#passwords = parts.passwords;
    this.#clock = parts.clock;
  }

  /** `password`: the one that was made; null: it was given. @throws AccountError `user_exists`. */
  async addUser({
    id,
    name,
    role,
    scope,
    profile,
    password,
  }: NewUser): Promise<{ user: User; password: string | null }> {
    const made = password ?? newPassword();
    const hash = await this.#passwords.hash(made);
    const user = await this.#in.change("user", id, (before) =>
      before !== null
        ? null
        : {
            kind: "user",
            id,
            name,
            role,
            scope,
            ...named(profile),
            password: hash,
            disabled: false,
            signsInFrom: 0,
            madeAt: this.#clock(),
            until: null,
          },
    );
    if (user === null) throw new AccountError("user_exists", `There is a user "${id}" already.`);
    return { user, password: password === null ? made : null };
  }

  /** Whoever gets another password, role or scope, or is disabled, is signed out. @throws AccountError `unknown_user`. */
  async changeUser(id: string, change: UserChange): Promise<{ user: User; password: string | null }> {
    const { password, profile, ...rest } = change;
    const made = password === null ? newPassword() : null;
    const given = password ?? made;
    const hash = given === null ? {} : { password: await this.#passwords.hash(given) };
    let isElsewhere = false;
    const user = await this.#in.change("user", id, (before) => {
      isElsewhere = given !== null && before?.password === null;
      if (before === null || isElsewhere) return null;
      return { ...withProfile(before, profile), ...rest, ...hash, signsInFrom: this.#anew(before) };
    });
    if (isElsewhere) throw new AccountError("password_elsewhere");
    if (user === null) throw new AccountError("unknown_user", `There is no user "${id}".`);
    return { user, password: made };
  }

  /** All his sessions end. Null: he has another one since it was looked at, or may not sign in any more. */
  async changeOwnPassword({ id, password: old }: User, password: string): Promise<User | null> {
    const hash = await this.#passwords.hash(password);
    return this.#in.change("user", id, (before) =>
      before === null || before.password !== old || before.disabled
        ? null
        : { ...before, password: hash, signsInFrom: this.#anew(before) },
    );
  }

  /** No two are the same, whatever the clocks of the gateways say. */
  #anew({ signsInFrom }: User): number {
    return Math.max(this.#clock(), signsInFrom + 1);
  }

  /** `text` is shown this once. */
  async makeToken({
    name,
    role,
    scope,
    profile,
    expiresAt,
    madeBy,
  }: NewToken): Promise<{ token: ApiToken; text: string }> {
    const [id, secret] = [newTokenId(), newSecret()];
    const token = await this.#in.change("token", id, (before) =>
      before !== null
        ? null
        : {
            kind: "token",
            id,
            name,
            role,
            scope,
            ...named(profile),
            hash: hashOf(secret),
            madeAt: this.#clock(),
            madeBy,
            expiresAt,
            revokedAt: null,
            usedAt: null,
            until: expiresAt === null ? null : expiresAt + OVER_MS,
          },
    );
    if (token === null) throw new Error("the same 48 random bits came twice");
    return { token, text: apiTokenText(id, secret) };
  }

  /** @throws AccountError `unknown_token`. */
  async revokeToken(id: string): Promise<ApiToken> {
    const now = this.#clock();
    const token = await this.#in.change("token", id, (before) =>
      before === null ? null : { ...before, revokedAt: before.revokedAt ?? now, until: now + OVER_MS },
    );
    if (token === null) throw new AccountError("unknown_token", `There is no API token "${id}".`);
    return token;
  }

  /** `user`: as he was when his password was looked at, so that one that was changed since, anywhere, lets nobody in. Its secret, for the cookie. */
  async startSession({ id: user, signsInFrom }: Pick<User, "id" | "signsInFrom">): Promise<string> {
    const secret = newSecret();
    const id = hashOf(secret);
    const madeAt = this.#clock();
    const expiresAt = madeAt + SESSION_MS;
    const of = { user, signsInFrom, madeAt, expiresAt };
    const session: Session = { kind: "session", id, ...of, ended: false, until: expiresAt };
    await this.#in.change("session", id, () => session);
    return secret;
  }

  async endSession(id: string): Promise<void> {
    await this.#in.change("session", id, (before) =>
      before === null ? null : { ...before, ended: true, until: this.#clock() + SESSION_OVER_MS },
    );
  }

  async makeTicket(of: Proof): Promise<{ ticket: Ticket; text: string }> {
    const text = newSecret();
    const id = hashOf(text);
    const expiresAt = this.#clock() + TICKET_MS;
    const ticket: Ticket = { kind: "ticket", id, of, expiresAt, until: expiresAt };
    await this.#in.change("ticket", id, () => ticket);
    return { ticket, text };
  }

  /** Where there is no user yet: an admin of everything, with his password; null: there is one already. */
  async addFirstAdmin(): Promise<{ readonly id: string; readonly password: string } | null> {
    try {
      const { password } = await this.addUser({
        id: "admin",
        name: "admin",
        role: "admin",
        scope: EVERYTHING,
        password: null,
      });
      return { id: "admin", password: password! };
    } catch (error) {
      if (error instanceof AccountError) return null;
      throw error;
    }
  }
}

const named = (profile: string | undefined): { readonly profile?: string } =>
  profile === undefined ? {} : { profile };

/** `profile`: absent: as it was; null: none of his own. */
function withProfile({ profile: before, ...user }: User, profile: string | null | undefined): User {
  return { ...user, ...named(profile === undefined ? before : (profile ?? undefined)) };
}

/** Read off a screen and typed once: without letters that look alike, 99 bits. */
function newPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const drawn = Array.from({ length: 20 }, () => letters[randomInt(letters.length)]);
  return [0, 5, 10, 15].map((from) => drawn.slice(from, from + 5).join("")).join("-");
}
