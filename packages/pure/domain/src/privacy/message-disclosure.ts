/**
 * What of single agents goes into a message, by the privacy profile of who gets it. Laws:
 * M1  Where agents are not told by name, nothing of a message is an agent's name or id, nor made of them without the key.
 * M2  A pseudonym is the one that a board under the same profile shows at that moment.
 * M3  In groups nobody is told of: that somebody needs help is, not who, of which team or why; a number that has no group behind it is not.
 */
import type { AlertFacts } from "../alert/alert-facts.ts";
import type { SiteConfig } from "../site-config.ts";
import { dayStart, localDate } from "../zone-time.ts";
import { folded } from "./folded.ts";
import { hideNames } from "./hide-names.ts";
import type { PrivacyProfile } from "./privacy-profile.ts";
import { hiddenId, type KeyedDigest, pseudonymOf, shortPseudonym, toldKey } from "./pseudonym.ts";
import { isNumberTold, type NumberOf, type SiteGroups } from "./site-groups.ts";

/** For programs and for people. */
export interface ToldAgent {
  readonly agent: string;
  readonly name: string;
}

export interface MessageDisclosure {
  /** Somebody is told of, by name or pseudonym. */
  readonly tellsPersons: boolean;
  /** Null: he is not told of. @param at of what is told of him, epoch ms. */
  agent(called: ToldAgent, at: number): ToldAgent | null;
  /** Who did something on the board: an agent is called as agents are, users by their names. Null: he is not told of. */
  actor(who: string, at: number): string | null;
  /** Of a pause; null: it is not told. */
  reason(reason: string | null, of: ToldAgent): string | null;
  /** Which contacts were rated low. */
  readonly tellsRated: boolean;
  /** One that was rated low. */
  ratedContact(contact: string): string;
  isNumberTold(of: NumberOf): boolean;
  /** Of an alert, as it is called outside of the store. */
  key(about: AlertFacts["about"] | "group", key: string): string;
}

export interface MessageDisclosureParts {
  readonly site: Pick<SiteConfig, "id" | "zone" | "agents">;
  readonly digest: KeyedDigest;
  /** Of a profile of groups. */
  readonly groups: SiteGroups | null;
}

export function messageDisclosure(
  { agents: by, lasting, pauseReasons, satisfaction }: PrivacyProfile,
  { site, digest, groups }: MessageDisclosureParts,
): MessageDisclosure {
  const { id, zone, agents } = site;
  const tellsRated = satisfaction || by === "groups";
  const dateOf = (at: number): number | null => (lasting ? null : localDate(dayStart(at, zone), zone));
  const told = ({ agent: own, name }: ToldAgent, at: number): ToldAgent | null => {
    if (by === "names") return { agent: own, name };
    if (by === "groups") return null;
    const agent = pseudonymOf(digest, { site: id, agent: own, date: dateOf(at) });
    return { agent, name: shortPseudonym(agent) };
  };
  const namesOf = ({ agent, name, aliases = [] }: ToldAgent & { readonly aliases?: readonly string[] }) => [
    agent,
    name,
    ...aliases,
  ];
  return {
    tellsPersons: by !== "groups",
    tellsRated,
    agent: told,
    actor: (who, at) => {
      const called = folded(who.trim()).plain;
      const known = agents.find((each) => namesOf(each).some((name) => folded(name).plain === called));
      return known === undefined ? who : (told(known, at)?.name ?? null);
    },
    reason: (reason, of) => {
      if (reason === null || !pauseReasons || by === "groups") return null;
      return by === "names" ? reason : hideNames(reason, [...agents, of].flatMap(namesOf));
    },
    ratedContact: (contact) => (tellsRated ? contact : hiddenId(digest, contact, null)),
    isNumberTold: (of) => groups === null || isNumberTold(of, groups),
    key: (about, key) => toldKey(digest, about, key),
  };
}
