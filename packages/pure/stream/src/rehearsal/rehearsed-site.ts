/**
 * A site whose past is lived through once more for the sake of some rules: the same state, readings and alerts as its owner has, with a
 * clock that is moved from one moment at which something changes to the next. Nothing of it is stored, shown or sent.
 */
import type { AlertRule, RehearsedEpisode, SiteConfig } from "@floorwalker/domain";
import { evaluateAlerts } from "../alerts/evaluate-alerts.ts";
import { PANE_MS, paneOf } from "../cells/pane-time.ts";
import type { RowSink, SiteSettings } from "../site-context.ts";
import { SiteReader } from "../site-reader.ts";
import { SiteState } from "../site-state.ts";
import { EpisodeLog } from "./episode-log.ts";

const NOWHERE: RowSink = { row: () => {}, record: () => {} };
const NO_VERSION = { epoch: 0, sequence: 0 };
const LONGEST_KEPT = 64;
/** Of one rule; the rest is not listed. */
const MOST_EPISODES = 2_000;

export interface RehearsedSiteOptions {
  /** With the policies in force; its own rules are left out. */
  readonly config: SiteConfig;
  readonly attribution: SiteSettings["attribution"];
  readonly rules: readonly AlertRule[];
}

export class RehearsedSite {
  readonly site: SiteState;
  readonly #reader: SiteReader;
  readonly #episodes: EpisodeLog;

  constructor({ config, attribution, rules }: RehearsedSiteOptions) {
    this.site = new SiteState({
      config: { ...config, rules: rules.map(({ group: _group, ...rule }) => rule as AlertRule), defaultReceivers: [] },
      attribution,
      horizonMs: null,
      // Whoever has left is never asked for again, so nobody leaves.
      graceMs: Number.MAX_SAFE_INTEGER,
      retentionMs: null,
      longestKept: LONGEST_KEPT,
    });
    this.site.context.catchingUp = false;
    this.#reader = new SiteReader(this.site);
    this.#episodes = new EpisodeLog(
      rules.map(({ id }) => id),
      MOST_EPISODES,
    );
  }

  /** The next moment at which time alone changes something. */
  nextDue(): number {
    const { clock } = this.site.context;
    return Math.min(this.site.nextDue() ?? Number.POSITIVE_INFINITY, (paneOf(clock) + 1) * PANE_MS);
  }

  /** What was put in so far is judged as of `now`. */
  judge(now: number): void {
    const { site } = this;
    site.advance(now);
    const { cells, dueRules, sources, agents, alerts } = site;
    const contacts = alerts.watched.contacts?.changed.size ?? 0;
    if (!cells.changed.concernsRules && dueRules.size + sources.changed.size + agents.changed.size + contacts === 0)
      return;
    evaluateAlerts(site, this.#reader);
    site.sources.changed.clear();
    site.agents.changed.clear();
    this.#episodes.note(site.alerts, now);
    site.drain(NOWHERE, NO_VERSION);
    site.cells.flows.take();
  }

  episodesOf(rule: string): readonly RehearsedEpisode[] {
    return this.#episodes.of(rule);
  }

  /** Some fired more often than is told. */
  get isCut(): boolean {
    return this.#episodes.isFull;
  }
}
