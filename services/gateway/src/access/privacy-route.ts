/** `GET /v1/privacy`: what each privacy profile tells, and who has it. They lie in the configuration; here they are read. */
import { PRIVACY_PRESETS, type Privacy, type PrivacyProfile, ROLES, type Role } from "@floorwalker/domain";
import type { FastifyInstance } from "fastify";
import { PRIVACY_SHAPE } from "../api/shapes/privacy-shapes.ts";
import type { AccountDirectory } from "./account-directory.ts";

export interface PrivacyRouteParts {
  readonly directory: Pick<AccountDirectory, "all">;
  readonly privacy: () => Privacy;
  /** Of the configuration: id and profile. */
  readonly receivers: () => readonly { readonly id: string; readonly privacy: string }[];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface ShownProfile {
  readonly id: string;
  /** It is there without being configured. */
  readonly preset: boolean;
  readonly agents: PrivacyProfile["agents"];
  /** Of pseudonyms; null: there are none. */
  readonly stable: "day" | "ever" | null;
  /** Of groups; null: there are none. */
  readonly atLeast: number | null;
  readonly pauseReasons: boolean;
  readonly satisfaction: boolean;
  /** Whose it is, where nothing else was said of them. */
  readonly roles: readonly Role[];
  readonly users: readonly Named[];
  readonly tokens: readonly Named[];
  readonly screens: readonly Named[];
  readonly receivers: readonly string[];
}

export function addPrivacyRoute(app: FastifyInstance, { directory, privacy, receivers }: PrivacyRouteParts): void {
  app.get("/v1/privacy", { config: { needs: { role: "admin", everything: true }, shape: PRIVACY_SHAPE } }, async () => {
    const { profiles, roles } = privacy();
    const users = directory.all("user").filter(({ disabled }) => !disabled);
    const tokens = directory.all("token").filter(({ revokedAt }) => revokedAt === null);
    const screens = directory.all("screen").filter(({ revokedAt }) => revokedAt === null);
    const having = (accounts: readonly (Named & { readonly profile?: string })[], profile: string): Named[] =>
      accounts.flatMap((account) => (account.profile === profile ? [{ id: account.id, name: account.name }] : []));
    const shown = (profile: PrivacyProfile): ShownProfile => ({
      id: profile.id,
      preset: PRIVACY_PRESETS.includes(profile),
      agents: profile.agents,
      stable: profile.agents !== "pseudonyms" ? null : profile.lasting ? "ever" : "day",
      atLeast: profile.agents === "groups" ? profile.atLeast : null,
      pauseReasons: profile.pauseReasons,
      satisfaction: profile.satisfaction,
      roles: ROLES.filter((role) => roles[role] === profile.id),
      users: having(users, profile.id),
      tokens: having(tokens, profile.id),
      screens: having(screens, profile.id),
      receivers: receivers().flatMap((receiver) => (receiver.privacy === profile.id ? [receiver.id] : [])),
    });
    const named = new Set([...users, ...tokens, ...screens].flatMap(({ profile }) => profile ?? []));
    return {
      profiles: [...profiles.values()].map(shown),
      /** Given to somebody and configured nowhere: taken for the strictest. */
      unknown: [...named].filter((id) => !profiles.has(id)).sort(),
    };
  });
}
