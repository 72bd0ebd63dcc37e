/**
 * A site as its owner has stored it, for whoever reads its contacts without owning it: its clock, the dictionary of closed words, the
 * policies in force, restarts of its sources, and when agents' calls began. Of its numbers and contacts nothing is kept here.
 */
import {
  type Attribution,
  agePart,
  type BacklogPart,
  type CellKey,
  cellName,
  duePart,
  inForce,
  type QueuePolicy,
  type ServiceLevelPolicyId,
  type SiteConfig,
  type SitePolicy,
  usualBounds,
} from "@floorwalker/domain";
import { waited } from "../backlog-reading.ts";
import { Names } from "../columns/names.ts";
import { ConfiguredNames } from "../configured-names.ts";
import { ClosedWords } from "../contacts/closed-words.ts";
import { DAY_MS, dayOf, REMEMBERED_MS } from "../contacts/contact-leaving.ts";
import { WORDS_ROW } from "../contacts/contact-table.ts";
import { POLICY_ROW } from "../policies/policy-rows.ts";
import { settlePolicies } from "../policies/settle-policies.ts";
import { SitePolicies } from "../policies/site-policies.ts";
import type { Restart } from "../restart.ts";
import { rowKey } from "../site-context.ts";
import { siteEnd, siteRow } from "../site-row.ts";
import { SOURCE_ROW, sourceOfRow } from "../source-table.ts";
import { CLOCK_ROW, clockOfRow, storedPolicies } from "../stored-clock.ts";
import { BEGUN_ROW, BegunCalls } from "../talks/begun-calls.ts";

const KINDS = [CLOCK_ROW, WORDS_ROW, POLICY_ROW, SOURCE_ROW, BEGUN_ROW];

/** What the keys of the rows begin with that a `StoredSite` is made of. */
export const storedSitePrefixes = (site: string): string[] =>
  KINDS.map((kind) => (kind === CLOCK_ROW ? rowKey(site, kind) : rowKey(site, kind, "")));

/** Whoever has no use for records any more drops them late: none is older than that. */
const FORGOTTEN_MS = 60 * DAY_MS;

export interface StoredSiteOptions {
  readonly config: SiteConfig;
  /** Of sites that say nothing else. */
  readonly attribution: Attribution;
}

export class StoredSite {
  readonly config: SiteConfig;
  readonly configured: ConfiguredNames;
  readonly policies: SitePolicies;
  readonly names = new Names();
  readonly words = new ClosedWords();
  /** Null: an agent may have several calls at once. */
  readonly begun: BegunCalls | null;
  /** As of when what is stored is true, epoch ms; −∞: it has had no event. */
  readonly clock: number;
  /** How far its log has come: what is remembered is reckoned from here. */
  readonly measure: number;
  /** Contacts are complete from here on, epoch ms; −∞: all there ever were. */
  readonly keptFrom: number;
  /** No record's contact ended before, epoch ms. */
  readonly oldestRecord: number;
  readonly #restarts = new Map<string, readonly Restart[]>();

  /** `rows`: those whose keys begin with one of `storedSitePrefixes`, in any order. */
  constructor({ config, attribution }: StoredSiteOptions, rows: Iterable<readonly [key: string, value: Uint8Array]>) {
    const held = [...rows].map(([key, value]) => siteRow(key, siteEnd(key), value));
    const { settings, clock, toldUntil } = storedPolicies(held);
    const { inForce, joined } = settlePolicies(settings, config, clock, toldUntil);
    this.config = inForce;
    this.configured = new ConfiguredNames(config);
    this.policies = new SitePolicies(inForce, attribution, joined);
    this.clock = clock;
    const clockRow = held.find(({ kind }) => kind === CLOCK_ROW);
    const [, , first, measure, kept] = clockRow === undefined ? [] : clockOfRow(clockRow.value);
    this.measure = measure ?? clock;
    // Records are dropped by whole days. A horizon that was made longer keeps more.
    const oldest = (dayOf(this.measure - REMEMBERED_MS) + 1) * DAY_MS;
    const firstEventAt = first ?? clock;
    this.keptFrom = firstEventAt >= oldest ? Number.NEGATIVE_INFINITY : oldest;
    this.oldestRecord = Math.max(firstEventAt, oldest - FORGOTTEN_MS);
    this.begun = config.oneCallPerAgent === true ? new BegunCalls(config.id, this.names) : null;
    const firstHour = kept?.[2] ?? Number.NEGATIVE_INFINITY;
    for (const { kind, parts, value } of held)
      if (kind === WORDS_ROW) this.words.restore(Number(parts[0]), value);
      else if (kind === SOURCE_ROW) this.#restarts.set(parts[0]!, sourceOfRow(value).restarts);
      else if (kind === BEGUN_ROW) this.begun?.restore(parts, value, firstHour);
  }

  /** Versions of what a cell's numbers are judged by: a queue's own, of all else the site's. */
  versionsOf(cell: CellKey): readonly (QueuePolicy | SitePolicy)[] {
    const name = cellName(cell);
    return name.kind === "queue" ? this.policies.of(cell, name.channel) : this.policies.site;
  }

  /** By which spans of a cell are read: the first formula of the queue or site; of agents and teams only answers are counted (rule 14). */
  formulaOf(cell: CellKey): ServiceLevelPolicyId {
    const { kind } = cellName(cell);
    return kind === "agent" || kind === "agentQueue" || kind === "team"
      ? "answered-only"
      : this.versionsOf(cell)[0]!.first.formula;
  }

  /** In which parts of its queue's backlog one is at `now` that waits since then; null: the cell is no queue. */
  partsOfWaiting(cell: CellKey, now: number): ((since: number) => readonly BacklogPart[]) | null {
    const name = cellName(cell);
    if (name.kind !== "queue") return null;
    const versions = this.policies.of(cell, name.channel);
    const configured = this.configured.queue(cell)?.backlog;
    const bounds = configured ?? usualBounds(inForce(versions, now).thresholdMs);
    return (since) => {
      const version = inForce(versions, since);
      const age = waited(version, since, now);
      return [agePart(age, bounds), duePart(age, version.thresholdMs, bounds)];
    };
  }

  readonly restartsOf = (source: string): readonly Restart[] => this.#restarts.get(source) ?? [];
}
