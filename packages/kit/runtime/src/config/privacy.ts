/** Who is told how much of single agents: profiles, one for each role and receiver, and the key that pseudonyms are made of. */
import { readFileSync } from "node:fs";
import {
  OPEN_PRIVACY,
  PRIVACY_PRESETS,
  type Privacy,
  type PrivacyProfile,
  ROLES,
  type Role,
  SMALLEST_GROUP,
  STRICTEST_PROFILE,
} from "@floorwalker/domain";
import { z } from "zod";
import { type Entry, type Finding, list, names, type Path, unknownName } from "./finding.ts";
import { keyFindings } from "./key-findings.ts";

export interface ConfiguredPrivacy extends Privacy {
  /** What pseudonyms are made of; null: the store keeps one that was made once. */
  readonly key: string | null;
}

export const NO_PRIVACY: ConfiguredPrivacy = { ...OPEN_PRIVACY, key: null };

const MOST_PROFILES = 50;
const LARGEST_GROUP = 1_000;

const shown = z.enum(["shown", "hidden"]).optional();

export const privacySchema = (name: z.ZodType<string>) =>
  z
    .strictObject({
      profiles: z
        .array(
          z.strictObject({
            id: name,
            agents: z.enum(["names", "pseudonyms", "groups"]),
            stable: z.enum(["day", "ever"]).optional(),
            atLeast: z.int().min(SMALLEST_GROUP).max(LARGEST_GROUP).optional(),
            pauseReasons: shown,
            satisfaction: shown,
          }),
        )
        .max(MOST_PROFILES)
        .default([]),
      roles: z.strictObject(Object.fromEntries(ROLES.map((role) => [role, name.optional()]))).default({}),
      keyFile: z.string().optional(),
    })
    .optional();

type PrivacyFile = z.output<ReturnType<typeof privacySchema>>;

export function assemblePrivacy(file: PrivacyFile): ConfiguredPrivacy {
  if (file === undefined) return NO_PRIVACY;
  const named = file.profiles.map((profile): PrivacyProfile => {
    const hides = profile.agents !== "names";
    const isShown = (word: "shown" | "hidden" | undefined): boolean => (word === undefined ? !hides : word === "shown");
    return {
      id: profile.id,
      agents: profile.agents,
      lasting: profile.agents === "names" || profile.stable === "ever",
      atLeast: profile.atLeast ?? STRICTEST_PROFILE.atLeast,
      pauseReasons: isShown(profile.pauseReasons),
      satisfaction: isShown(profile.satisfaction),
    };
  });
  return {
    profiles: new Map([...PRIVACY_PRESETS, ...named].map((profile) => [profile.id, profile])),
    roles: { ...OPEN_PRIVACY.roles, ...(file.roles as Partial<Record<Role, string>>) },
    key: file.keyFile === undefined ? null : readFileSync(file.keyFile, "utf8").trim(),
  };
}

export const keyFiles = (file: PrivacyFile): readonly string[] => (file?.keyFile === undefined ? [] : [file.keyFile]);

/** `receivers`: those of the file. */
export function privacyFindings(raw: unknown, receivers: readonly Entry[]): Finding[] {
  const privacy = entryOf(raw, "privacy");
  const profiles = list(privacy, "profiles");
  const presets = PRIVACY_PRESETS.map(({ id }) => id);
  const known = [...presets, ...names(profiles, "id")];
  const path: Path = ["privacy"];
  return [
    ...profiles.flatMap((profile, index) => profileFindings(profile, presets, [...path, "profiles", index])),
    ...ROLES.flatMap((role) => profileNamed(entryOf(privacy, "roles"), role, known, [...path, "roles"])),
    ...receivers.flatMap((receiver, index) => profileNamed(receiver, "privacy", known, ["receivers", index])),
    ...keyFindings(privacy.keyFile, [...path, "keyFile"]),
  ];
}

function profileFindings(profile: Entry, presets: readonly string[], path: Path): Finding[] {
  const found: Finding[] = [];
  const { id, agents, atLeast, stable } = profile;
  if (presets.some((preset) => preset === id))
    found.push({
      path: [...path, "id"],
      code: "duplicate_id",
      message: `"${String(id)}" is a profile that is always there`,
      fix: `Give it another name than ${presets.join(", ")}.`,
    });
  if (atLeast !== undefined && agents !== "groups")
    found.push({
      path: [...path, "atLeast"],
      code: "only_of_groups",
      message: "how large a group is matters to a profile of groups only",
      fix: "Leave it out, or write agents: groups.",
    });
  if (stable !== undefined && agents !== "pseudonyms")
    found.push({
      path: [...path, "stable"],
      code: "only_of_pseudonyms",
      message: "only pseudonyms hold for a day or for ever",
      fix: "Leave it out, or write agents: pseudonyms.",
    });
  return found;
}

/** As `unknownName`, in the word that people know. */
const profileNamed = (entry: Entry, key: string, known: readonly string[], path: Path): Finding[] =>
  unknownName(entry, key, known, path).map((finding) => ({
    ...finding,
    code: "unknown_profile",
    message: `there is no privacy profile "${String(entry[key])}"`,
  }));

function entryOf(raw: unknown, key: string): Entry {
  const found = raw !== null && typeof raw === "object" ? (raw as Entry)[key] : undefined;
  return found !== null && typeof found === "object" && !Array.isArray(found) ? (found as Entry) : {};
}
