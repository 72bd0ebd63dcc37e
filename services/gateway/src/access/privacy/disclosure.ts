/**
 * What one privacy profile tells of single agents, asked at the same places as the scope, before anything leaves the gateway. Laws:
 * D1  Where agents are not told by name, nothing that leaves holds an agent's name or id, or anything made of them without the key: ids of
 *     rows and keys of alerts that are about an agent are others, and rows are in the order of those. Who took an alert is named: he is told
 *     of as a user, and users are not linked to agents (ADR 45).
 * D2  Whom a pseudonym means only this gateway knows; an id that is asked for is an id that nobody has.
 * D3  Pseudonyms of a day tell nothing of a person from before the day.
 * D4  In groups no row is of a single agent, and what is told of teams, queues and sites has a group behind it (`site-groups.ts`), of what is
 *     told as it is now one that is there; what was restated, a difference of a few contacts, is not told.
 * D5  Where satisfaction of persons is not told, no list says which contacts were rated how: beside a list of an agent's contacts it would.
 */
import {
  type AccessPart,
  type FloorOfDay,
  type GroupsOfDay,
  groupsOfDay,
  hiddenId,
  isFormerAgent,
  type KeyedDigest,
  type MessageDisclosure,
  messageDisclosure,
  NamesHidden,
  type PrivacyProfile,
  type SiteConfig,
  type SiteGroups,
  toldKey,
  unconfiguredSite,
} from "@floorwalker/domain";
import { type AlertRow, alertEpisode, type Row } from "@floorwalker/protocol";
import { viewId, viewName } from "@floorwalker/stream";
import type { Attendance } from "./attendance.ts";
import type { BusinessDays } from "./business-days.ts";
import { Groups } from "./groups.ts";
import { Pseudonyms } from "./pseudonyms.ts";
import { rowAsTold } from "./row-as-told.ts";

export interface DisclosureParts {
  readonly digest: KeyedDigest;
  readonly attendance: Attendance;
  readonly days: BusinessDays;
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  readonly clock: () => number;
}

/** Of these an id may be made of an agent's, among others. */
const NAMED_AFTER: readonly string[] = ["agentQueue", "alert", "goal", "restatement"];

/** Not told to groups. What a team did with contacts is of few queues: beside theirs somebody's part could be reckoned. */
const OF_FEW: readonly AccessPart["of"][] = ["agent", "agentQueue", "team"];

export class Disclosure {
  readonly profile: PrivacyProfile;
  /** Equal for those who are told the same. */
  readonly key: string;
  readonly #parts: DisclosureParts;
  readonly #pseudonyms: Pseudonyms;
  readonly #groups: Groups;
  /** Beside the day as it is remembered (`KnownDays`), as long as that is. */
  readonly #days = new WeakMap<
    object,
    { readonly config: SiteConfig | undefined; readonly names: number; readonly told: GroupsOfDay }
  >();
  readonly #namesHidden = new Map<
    string,
    { readonly config: SiteConfig | undefined; readonly version: number; readonly hidden: NamesHidden }
  >();

  constructor(profile: PrivacyProfile, parts: DisclosureParts) {
    this.profile = profile;
    const { agents, lasting, atLeast, pauseReasons, satisfaction } = profile;
    const ofKey = agents === "names" ? null : hiddenId(parts.digest, "", null);
    const size = agents === "groups" ? atLeast : null;
    this.key = JSON.stringify([agents, lasting, size, pauseReasons, satisfaction, ofKey]);
    this.#parts = parts;
    this.#pseudonyms = new Pseudonyms({
      digest: parts.digest,
      date: (site) => this.#dateOf(site),
      agents: (site) => this.#known(site),
    });
    this.#groups = new Groups({ atLeast, ...parts });
  }

  /** Agents are not told by name. */
  get hides(): boolean {
    return this.profile.agents !== "names";
  }

  /** Null: the profile knows no groups. */
  groupsOf(site: string): SiteGroups | null {
    return this.profile.agents === "groups" ? this.#groups.of(site) : null;
  }

  /** Lists by how contacts were rated. */
  get listsRated(): boolean {
    return this.profile.satisfaction || this.profile.agents === "groups";
  }

  /** Another text when something else is told although no row has changed. */
  stamp(): string {
    if (this.profile.agents === "groups") return this.#groups.stamp();
    return this.hides && !this.profile.lasting ? this.#parts.days.stamp() : "";
  }

  /** From then on something is told of single agents, epoch ms; never: infinite. */
  personsFrom(site: string): number {
    if (this.profile.agents === "groups") return Number.POSITIVE_INFINITY;
    return this.profile.lasting ? Number.NEGATIVE_INFINITY : this.#parts.days.of(site).from;
  }

  sees(part: AccessPart): boolean {
    if (this.profile.agents !== "groups") return true;
    switch (part.of) {
      case "sites":
        return this.#groups.areAllSitesTold();
      case "site":
        return this.#groups.of(part.site).isTold;
      case "queue":
        return this.#groups.of(part.site).isTold && this.#groups.of(part.site).isQueueTold(part.queue);
      default:
        return !OF_FEW.includes(part.of);
    }
  }

  /** As `sees`, of what is told as it is now and goes on: a group of them is there. */
  seesNow(part: AccessPart): boolean {
    if (this.profile.agents !== "groups" || !this.sees(part)) return this.sees(part);
    switch (part.of) {
      case "sites":
        return this.#groups.areAllSitesToldNow();
      case "site":
        return this.#groups.of(part.site).now.isTold;
      case "queue":
        return this.#groups.of(part.site).now.isQueueTold(part.queue);
      default:
        return true;
    }
  }

  /** As `sees`, of whole days that are judged each by itself (`groupsOfDay`). */
  seesDays(part: AccessPart): boolean {
    return this.profile.agents !== "groups" || !OF_FEW.includes(part.of);
  }

  /** Of one business day of a site, by who was there: judged again when somebody is known of it who was not, or configured. */
  groupsOfDay(site: string, day: Omit<FloorOfDay, "config">): GroupsOfDay {
    const config = this.#parts.sites().get(site);
    let names = day.there.size;
    for (const channels of day.worked.values()) names += channels.size;
    const known = this.#days.get(day);
    if (known !== undefined && known.config === config && known.names === names) return known.told;
    const told = groupsOfDay({ config: config ?? unconfiguredSite(site), ...day }, this.profile.atLeast);
    this.#days.set(day, { config, names, told });
    return told;
  }

  /** Of a department: of every team that is in it. */
  areAllTeamsTold(site: string, department: string): boolean {
    const teams = this.#parts.sites().get(site)?.teams ?? [];
    const groups = this.#groups.of(site);
    return teams.every((each) => each.department !== department || groups.isTeamTold(each.team));
  }

  /** As he is called here; null: he is not told of. */
  agent(site: string, agent: string): string | null {
    // Which of a contact's agents it was, and nobody in particular: under a pseudonym he would be one and the same everywhere.
    if (!this.hides || isFormerAgent(agent)) return agent;
    return this.profile.agents === "groups" ? null : this.#pseudonyms.of(site, agent);
  }

  /** Whose id that is, as it is called here; null: nobody's. */
  agentMeant(site: string, called: string): string | null {
    if (!this.hides) return called;
    return this.profile.agents === "groups" ? null : this.#pseudonyms.agentOf(site, called);
  }

  /** Null: it is not told. */
  row(row: Row): Row | null {
    return rowAsTold(row, this);
  }

  /** As the row is called here. */
  rowId(id: string): string {
    if (!this.hides) return id;
    const { kind, site, rest } = viewName(id);
    if (kind === "agent") return viewId(kind, site, this.agent(site, rest) ?? this.#hidden(site, id));
    return NAMED_AFTER.includes(kind) ? viewId(kind, site, this.#hidden(site, id)) : id;
  }

  /** What a message tells whoever has this profile. */
  message(site: string): MessageDisclosure {
    const { sites, digest } = this.#parts;
    const config = sites().get(site) ?? unconfiguredSite(site);
    return messageDisclosure(this.profile, { site: config, digest, groups: this.groupsOf(site) });
  }

  /** Of its episode, as it is called outside of the store: the same for everybody, so that links go from one to the other. */
  alertKey(row: AlertRow): string {
    return toldKey(this.#parts.digest, row.about, alertEpisode(row));
  }

  /** What somebody wrote. */
  text(site: string, text: string): string {
    return this.hides ? this.#hiddenOf(site).in(text) : text;
  }

  /** As a source told it, or several of them; null: none is told. */
  pauseReason(reason: unknown, site: string): string | null {
    return typeof reason === "string" && this.profile.pauseReasons ? this.text(site, reason) : null;
  }

  #hidden(site: string, id: string): string {
    return hiddenId(this.#parts.digest, id, this.#dateOf(site));
  }

  #dateOf(site: string): number | null {
    return this.profile.lasting ? null : this.#parts.days.of(site).date;
  }

  *#known(site: string): Iterable<string> {
    for (const { agent } of this.#parts.sites().get(site)?.agents ?? []) yield agent;
    yield* this.#parts.attendance.agents(site);
  }

  /** Made anew when somebody is there who was not, or is configured. */
  #hiddenOf(site: string): NamesHidden {
    const [config, version] = [this.#parts.sites().get(site), this.#parts.attendance.version];
    const made = this.#namesHidden.get(site);
    if (made !== undefined && made.config === config && made.version === version) return made.hidden;
    const hidden = new NamesHidden(this.#names(site));
    this.#namesHidden.set(site, { config, version, hidden });
    return hidden;
  }

  *#names(site: string): Iterable<string> {
    yield* this.#known(site);
    for (const { name, aliases = [] } of this.#parts.sites().get(site)?.agents ?? []) yield* [name, ...aliases];
  }
}

export interface DisclosuresParts extends Omit<DisclosureParts, "digest"> {
  /** In force now. */
  readonly key: () => string;
  readonly digestBy: (key: string) => KeyedDigest;
}

/** One for all who are told the same; with another key of the configuration all anew. */
export class Disclosures {
  readonly #parts: DisclosuresParts;
  readonly #made = new Map<string, Disclosure>();
  #key: string | null = null;

  constructor(parts: DisclosuresParts) {
    this.#parts = parts;
  }

  of(profile: PrivacyProfile): Disclosure {
    const key = this.#parts.key();
    if (key !== this.#key) this.#made.clear();
    this.#key = key;
    const name = JSON.stringify(profile);
    const made = this.#made.get(name) ?? new Disclosure(profile, { ...this.#parts, digest: this.#parts.digestBy(key) });
    this.#made.set(name, made);
    return made;
  }
}
