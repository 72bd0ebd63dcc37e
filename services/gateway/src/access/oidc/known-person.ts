/**
 * Who the provider knows becomes a user without a password, under an id that nobody can be given here: his own at this issuer. What he may is
 * told anew at each sign-in, and asked of the configuration from then on (`grantNow`); that he is disabled is said here, and holds. He is never taken for a local user of the same name.
 */
import { createHash } from "node:crypto";
import type { User } from "@floorwalker/domain";
import type { OidcGrant } from "@floorwalker/runtime";
import type { AccountChange } from "../accounts.ts";
import type { Claims } from "./grant-of.ts";

const PREFIX = "oidc:";

export const isFromProvider = (userId: string): boolean => userId.startsWith(PREFIX);

export function personId(issuer: string, sub: string): string {
  const of = createHash("sha256").update(issuer).digest("hex").slice(0, 8);
  const known = /^[\w.@-]{1,100}$/.test(sub) ? sub : createHash("sha256").update(sub).digest("hex");
  return `${PREFIX}${of}:${known}`;
}

export function personName(claims: Claims & { readonly sub: string }): string {
  const told = [claims.name, claims.preferred_username, claims.email, claims.sub];
  const name = told.find((each): each is string => typeof each === "string" && each.trim() !== "")!;
  return name
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, 200);
}

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly grant: OidcGrant;
  /** See `claimedBy`. */
  readonly claimed: readonly string[];
  readonly now: number;
}

/** Whose groups have changed has to sign in anew elsewhere too, and every gateway asks for him before it takes him for who he was. */
function signsInFrom(before: User, claimed: readonly string[], now: number): number {
  const had = new Set(before.claimed);
  const isAsBefore = had.size === claimed.length && claimed.every((each) => had.has(each));
  return isAsBefore ? before.signsInFrom : Math.max(now, before.signsInFrom + 1);
}

/** Null: he is disabled. */
export function knowPerson(
  accounts: AccountChange,
  { id, name, grant, claimed, now }: KnownPerson,
): Promise<User | null> {
  const { role, scope } = grant;
  return accounts.change("user", id, (before) =>
    before?.disabled === true
      ? null
      : {
          kind: "user",
          id,
          name,
          role,
          scope,
          claimed,
          // Who gave him a privacy profile here did not do it until he signs in again.
          ...(before?.profile === undefined ? {} : { profile: before.profile }),
          password: null,
          disabled: false,
          signsInFrom: before === null ? 0 : signsInFrom(before, claimed, now),
          madeAt: before?.madeAt ?? now,
          until: null,
        },
  );
}
