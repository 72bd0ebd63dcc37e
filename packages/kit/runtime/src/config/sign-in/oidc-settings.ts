/**
 * Signing in by a provider (OpenID Connect): which, as whom, and what who of its people may. The secret is a variable
 * (FLOORWALKER_OIDC_SECRET), never in this file.
 */
import { type AccessScope, ROLES, type Role } from "@floorwalker/domain";
import { z } from "zod";
import { isLoopback } from "../../loopback.ts";

export interface OidcGrant {
  /** What the claim has to hold. */
  readonly value: string;
  readonly role: Role;
  readonly scope: AccessScope;
}

export interface OidcSettings {
  /** On the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** `groups`, or a path such as `realm_access.roles`. */
  readonly claim: string;
  /** The first that fits counts; who has none may not sign in. */
  readonly grants: readonly OidcGrant[];
}

const CLAIM = "groups";
const SCOPES = ["openid", "profile", "email"];

export const signInSchema = (name: z.ZodType<string, string>) => {
  const covered = z.array(name).optional();
  const grant = z.strictObject({
    value: name,
    role: z.enum(ROLES),
    sites: covered,
    queues: covered,
    teams: covered,
  });
  const issuer = z.string().superRefine((value, context) => {
    if (isIssuer(value)) return;
    context.addIssue({
      code: "custom",
      message: `"${value}" is no issuer that can be trusted`,
      params: {
        code: "bad_issuer",
        fix: "Write its https address as its discovery document has it (http on this machine only), without query.",
      },
    });
  });
  const scopes = z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/)).superRefine((all, context) => {
    if (!all.includes("openid"))
      context.addIssue({
        code: "custom",
        message: "without the scope openid nobody is told",
        params: { code: "missing_scope", fix: "Add openid to the scopes." },
      });
  });
  const grants = z.array(grant).superRefine((all, context) => {
    if (all.length === 0)
      context.addIssue({
        code: "custom",
        message: "without a grant nobody may sign in",
        params: {
          code: "no_grants",
          fix: "Write one for each group: its value, a role, and if need be sites, queues, teams.",
        },
      });
    for (const [index, { value }] of all.entries())
      if (all.findIndex((each) => each.value === value) < index)
        context.addIssue({
          code: "custom",
          path: [index, "value"],
          message: `a grant for "${value}" stands above already, and the first counts`,
          params: { code: "duplicate", fix: "Keep one of the two." },
        });
  });
  return z
    .strictObject({
      oidc: z
        .strictObject({
          name: name.optional(),
          issuer,
          clientId: z.string().min(1).max(256),
          scopes: scopes.default(SCOPES),
          claim: z.string().min(1).max(256).default(CLAIM),
          grants,
        })
        .optional(),
    })
    .optional();
};

export function assembleOidc(file: z.output<ReturnType<typeof signInSchema>>): OidcSettings | null {
  if (file?.oidc === undefined) return null;
  const { issuer, name = new URL(issuer).host, grants, ...rest } = file.oidc;
  return {
    ...rest,
    issuer,
    name,
    grants: grants.map(({ value, role, sites, queues, teams }) => ({
      value,
      role,
      scope: { sites: coveredBy(sites), queues: coveredBy(queues), teams: coveredBy(teams) },
    })),
  };
}

const coveredBy = (named: readonly string[] | undefined): AccessScope["sites"] => named ?? "all";

function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}
