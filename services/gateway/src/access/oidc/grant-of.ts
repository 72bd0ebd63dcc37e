/**
 * What somebody may, by what the provider says of him: the first grant of the configuration whose value he has. Null: none, he may not sign in.
 * It is asked again as long as he is signed in, of the configuration of that moment and by hashes of what was said: his groups stand on no
 * account (whoever has the store can try names of groups, as the hashes have no key), and what another provider or client said, or another
 * claim, is worth nothing.
 */
import { createHash } from "node:crypto";
import type { User } from "@floorwalker/domain";
import type { OidcGrant, OidcSettings } from "@floorwalker/runtime";

export type Claims = Readonly<Record<string, unknown>>;

export function grantOf(claims: Claims, { claim, grants }: Pick<OidcSettings, "claim" | "grants">): OidcGrant | null {
  const had = textsOf(claimOf(claims, claim));
  return grants.find(({ value }) => had.includes(value)) ?? null;
}

type Of = Pick<OidcSettings, "issuer" | "clientId" | "claim">;

/** What is kept of it with the user of that id. */
export function claimedBy(claims: Claims, id: string, settings: Of): readonly string[] {
  const had = new Set(textsOf(claimOf(claims, settings.claim)));
  return [...had].map((value) => hashOf(value, id, settings));
}

/** By what was kept, as it is configured now. */
export function grantNow({ id, claimed = [] }: Pick<User, "id" | "claimed">, settings: OidcSettings): OidcGrant | null {
  return settings.grants.find(({ value }) => claimed.includes(hashOf(value, id, settings))) ?? null;
}

const hashOf = (value: string, id: string, { issuer, clientId, claim }: Of): string =>
  createHash("sha256")
    .update(JSON.stringify([issuer, clientId, claim, id, value]))
    .digest("base64url");

/** A claim whose whole name it is, else the place that its dots lead to: `realm_access.roles`. Undefined: it is not told. */
export function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split(".")
    .reduce<unknown>(
      (at, part) =>
        typeof at === "object" && at !== null && Object.hasOwn(at, part) ? (at as Claims)[part] : undefined,
      claims,
    );
}

const textsOf = (value: unknown): readonly string[] =>
  [value].flat().filter((each): each is string => typeof each === "string");
