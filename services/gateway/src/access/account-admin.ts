/** Users and API tokens, made and changed by somebody who may, and noted in the audit before it is done: by REST and by a command. */
import { type ApiToken, type AuditedBy, ROLES, type User } from "@floorwalker/domain";
import { z } from "zod";
import { AccountError } from "./account-error.ts";
import type { Accounts } from "./accounts.ts";
import type { Audit } from "./audit.ts";
import { isPasswordAllowed } from "./password.ts";

export const TEXT = z.string().min(1).max(200);
const covered = z.union([z.literal("all"), z.array(TEXT).max(1_000).readonly()]);
export const SCOPE = z.strictObject({ sites: covered, queues: covered, teams: covered });
const role = z.enum(ROLES);
export const PASSWORD = z.string().refine(isPasswordAllowed, "must have at least 12 characters");
const password = PASSWORD.nullable();

export const USER_ID = /^[a-z0-9][a-z0-9._@-]{0,63}$/;

/** `password` null: one is made. */
export const NEW_USER = z.strictObject({
  id: z.string().regex(USER_ID, "may hold a-z, 0-9, dots, dashes, underscores and @"),
  name: TEXT,
  role,
  scope: SCOPE,
  profile: TEXT.optional(),
  password: password.default(null),
});
export const USER_CHANGE = z
  .strictObject({ name: TEXT, role, scope: SCOPE, profile: TEXT.nullable(), disabled: z.boolean(), password })
  .partial();
/** `days` null: it does not expire. */
export const NEW_TOKEN = z.strictObject({
  name: TEXT,
  role,
  scope: SCOPE,
  profile: TEXT.optional(),
  days: z.int().min(1).max(3_650).nullable(),
});

export type NewUserBody = z.input<typeof NEW_USER>;
export type UserChangeBody = z.infer<typeof USER_CHANGE>;
export type NewTokenBody = z.infer<typeof NEW_TOKEN>;

/** What is wrong with it, for people; null: nothing. */
export function faultOfUser(user: NewUserBody): string | null {
  const parsed = NEW_USER.safeParse(user);
  return parsed.success ? null : z.prettifyError(parsed.error);
}

const DAY_MS = 86_400_000;

export interface AccountAdminParts {
  readonly accounts: Accounts;
  readonly audit: Pick<Audit, "note">;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

/** Each method: @throws AccountError; `audit_unavailable`: it could not be noted, and was not done. */
export class AccountAdmin {
  readonly #parts: AccountAdminParts;

  constructor(parts: AccountAdminParts) {
    this.#parts = parts;
  }

  /** `password`: one that was made; null: it was given. */
  async addUser(
    by: AuditedBy,
    { password = null, ...rest }: NewUserBody,
  ): Promise<{ user: User; password: string | null }> {
    await this.#note(by, "made_user", `${rest.id} ${granted(rest)}`);
    return this.#parts.accounts.addUser({ ...rest, password });
  }

  async changeUser(
    by: AuditedBy,
    id: string,
    change: UserChangeBody,
  ): Promise<{ user: User; password: string | null }> {
    const { password: _, ...told } = change;
    const what = [JSON.stringify(told), ...("password" in change ? ["password"] : [])].join(" ");
    await this.#note(by, "changed_user", `${id} ${what}`);
    return this.#parts.accounts.changeUser(id, change as Parameters<Accounts["changeUser"]>[1]);
  }

  /** `text` is shown this once. */
  async makeToken(by: AuditedBy, { days, ...of }: NewTokenBody): Promise<{ token: ApiToken; text: string }> {
    await this.#note(by, "made_token", `${of.name} ${granted(of)}`);
    const expiresAt = days === null ? null : this.#parts.clock() + days * DAY_MS;
    return this.#parts.accounts.makeToken({ ...of, expiresAt, madeBy: by.id });
  }

  async revokeToken(by: AuditedBy, id: string): Promise<ApiToken> {
    await this.#note(by, "revoked_token", id);
    return this.#parts.accounts.revokeToken(id);
  }

  async #note(by: AuditedBy, did: Parameters<Audit["note"]>[1], to: string): Promise<void> {
    if (!(await this.#parts.audit.note(by, did, to))) throw new AccountError("audit_unavailable");
  }
}

const granted = ({ role, scope, profile }: Pick<User, "role" | "scope"> & { readonly profile?: string | undefined }) =>
  [role, JSON.stringify(scope), ...(profile === undefined ? [] : [profile])].join(" ");
