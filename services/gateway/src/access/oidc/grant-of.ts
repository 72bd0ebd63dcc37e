/** What somebody may, by what the provider says of him: the first grant of the configuration whose value he has. Null: none, he may not sign in. */
import type { OidcGrant, OidcSettings } from "@floorwalker/runtime";

export type Claims = Readonly<Record<string, unknown>>;

export function grantOf(claims: Claims, { claim, grants }: Pick<OidcSettings, "claim" | "grants">): OidcGrant | null {
  const had = textsOf(claimOf(claims, claim));
  return grants.find(({ value }) => had.includes(value)) ?? null;
}

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
