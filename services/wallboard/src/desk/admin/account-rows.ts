/** Users, API tokens and the audit, as the gateway tells them. */
import type { Me } from "../../live/who.ts";

export type Role = Me["role"];
export type Scope = Me["scope"];
export const ROLES: readonly Role[] = ["viewer", "supervisor", "manager", "admin"];
export const SCOPES = ["sites", "queues", "teams"] as const;
export const EVERYTHING: Scope = { sites: "all", queues: "all", teams: "all" };

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly disabled: boolean;
  readonly signsIn: "here" | "elsewhere";
  readonly madeAt: string;
}

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly usedAt: string | null;
}

export interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly by: { readonly kind: string; readonly id: string; readonly name: string } | null;
  readonly did: string;
  readonly to: string;
}

export interface AuditPage {
  readonly entries: readonly AuditRow[];
  readonly next: string | null;
}

interface Having {
  readonly id: string;
  readonly name: string;
}

/** A privacy profile (docs/privacy.md), and who has it. */
export interface ProfileRow {
  readonly id: string;
  readonly preset: boolean;
  readonly agents: "names" | "pseudonyms" | "groups";
  readonly stable: "day" | "ever" | null;
  readonly atLeast: number | null;
  readonly pauseReasons: boolean;
  readonly satisfaction: boolean;
  readonly roles: readonly Role[];
  readonly users: readonly Having[];
  readonly tokens: readonly Having[];
  readonly screens: readonly Having[];
  readonly receivers: readonly string[];
}

export interface ProfilesAnswer {
  readonly profiles: readonly ProfileRow[];
  /** Given to somebody and configured nowhere: taken for the strictest. */
  readonly unknown: readonly string[];
}

export interface RoutesOfRoles {
  readonly routes: readonly {
    readonly method: string;
    readonly url: string;
    readonly role: Role;
    /** Demands a scope without limit besides. */
    readonly everything: boolean;
  }[];
}
