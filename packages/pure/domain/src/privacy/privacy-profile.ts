/**
 * How much of single agents somebody is told, whatever his role and scope let him see. A profile has a name; whoever asks, and whoever gets
 * messages, has one. A name that nobody configured is taken for the strictest: a mistake tells too little, never too much.
 */
import type { Identity } from "../access/identity.ts";
import { ROLES, type Role } from "../access/role.ts";

export interface PrivacyProfile {
  readonly id: string;
  /** As they are called, under other names, or only in groups of at least `atLeast`. */
  readonly agents: "names" | "pseudonyms" | "groups";
  /** Of a pseudonym: the same for ever; else for one business day of the site, and nothing of a person is told beyond that day. */
  readonly lasting: boolean;
  readonly atLeast: number;
  /** What an agent is paused for. */
  readonly pauseReasons: boolean;
  /** How customers rated a single agent. */
  readonly satisfaction: boolean;
}

export interface Privacy {
  /** With the presets. */
  readonly profiles: ReadonlyMap<string, PrivacyProfile>;
  readonly roles: Readonly<Record<Role, string>>;
}

/** Fewer are no group: what one of two did the other knows. */
export const SMALLEST_GROUP = 3;
const USUAL_GROUP = 5;

const NAMES: PrivacyProfile = {
  id: "names",
  agents: "names",
  lasting: true,
  atLeast: USUAL_GROUP,
  pauseReasons: true,
  satisfaction: true,
};
const PSEUDONYMS: PrivacyProfile = {
  id: "pseudonyms",
  agents: "pseudonyms",
  lasting: false,
  atLeast: USUAL_GROUP,
  pauseReasons: false,
  satisfaction: false,
};
const LASTING: PrivacyProfile = { ...PSEUDONYMS, id: "lasting-pseudonyms", lasting: true };
const WORKS_COUNCIL: PrivacyProfile = { ...PSEUDONYMS, id: "works-council", agents: "groups" };

/** There without being configured. */
export const PRIVACY_PRESETS: readonly PrivacyProfile[] = [NAMES, PSEUDONYMS, LASTING, WORKS_COUNCIL];

export const STRICTEST_PROFILE = WORKS_COUNCIL;

/** Of whoever gets messages, where nobody said otherwise. */
export const RECEIVERS_PROFILE = PSEUDONYMS.id;

/** Of a screen, where nobody said otherwise: whoever walks by reads it. */
export const SCREENS_PROFILE = PSEUDONYMS.id;

const MORE_THE_LATER = ["groups", "pseudonyms", "names"] as const;

/** Nobody lets others be told more than he is told himself. */
export const tellsNoMore = (inner: PrivacyProfile, outer: PrivacyProfile): boolean =>
  MORE_THE_LATER.indexOf(inner.agents) <= MORE_THE_LATER.indexOf(outer.agents) &&
  (inner.agents !== "pseudonyms" || outer.agents === "names" || !inner.lasting || outer.lasting) &&
  (inner.agents !== "groups" || outer.agents !== "groups" || inner.atLeast >= outer.atLeast) &&
  (!inner.pauseReasons || outer.pauseReasons) &&
  (!inner.satisfaction || outer.satisfaction);

/** Where nothing is configured: roles and scopes alone decide. */
export const OPEN_PRIVACY: Privacy = {
  profiles: new Map(PRIVACY_PRESETS.map((profile) => [profile.id, profile])),
  roles: Object.fromEntries(ROLES.map((role) => [role, NAMES.id])) as Record<Role, string>,
};

export const profileCalled = (name: string, { profiles }: Pick<Privacy, "profiles">): PrivacyProfile =>
  profiles.get(name) ?? STRICTEST_PROFILE;

/** His own, or that of his role. */
export const profileOf = ({ role, profile }: Pick<Identity, "role" | "profile">, privacy: Privacy): PrivacyProfile =>
  profileCalled(profile ?? privacy.roles[role], privacy);
