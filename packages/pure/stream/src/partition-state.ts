/**
 * All sites of one partition, as its owner holds them: batches of events in, drafts of commits out. Pure: the owner does
 * the reading, looking up and committing (services/aggregator), a test may do the same with nothing around it.
 */
import {
  type CanonicalEvent,
  EXTERNAL_TYPE,
  type GatewayEvent,
  type IntervalVersion,
  type SiteConfig,
} from "@floorwalker/domain";
import type { OperatorOutcome } from "./alerts/alert-table.ts";
import { evaluateAlerts } from "./alerts/evaluate-alerts.ts";
import { PANE_MS, paneOf } from "./cells/pane-time.ts";
import type { FlowChange } from "./cells/queue-flows.ts";
import type { CommitDraft, RecordWrite } from "./commit-draft.ts";
import type { EventOutcome } from "./event-outcome.ts";
import { PartitionRecords } from "./partition-records.ts";
import { PartitionTelling } from "./partition-telling.ts";
import type { SiteSettings } from "./site-context.ts";
import { ofSite, siteErrorOf } from "./site-error.ts";
import { SiteReader } from "./site-reader.ts";
import { siteEnd, siteRow } from "./site-row.ts";
import { SiteState } from "./site-state.ts";
import { storedPolicies } from "./stored-clock.ts";
import { changedRows } from "./views/changed-views.ts";

const TOO_MANY_SITES: EventOutcome = { outcome: "refused", refused: "site" };

export interface PartitionOptions extends Omit<SiteSettings, "config" | "stored" | "unconfigured"> {
  siteConfig(site: string): SiteConfig;
  /** Sites whose state cannot be used: their rows are left alone, and they get no event. */
  readonly stopped?: ReadonlySet<string>;
  /** Configured sites pass whatever their number; absent: all are. */
  isConfigured?(site: string): boolean;
  /** View rows in one commit, at most. */
  readonly viewLimit: number;
}

export class PartitionState {
  readonly #options: PartitionOptions;
  readonly #sites = new Map<string, SiteState>();
  /** View rows of an earlier owner that nothing has confirmed yet. */
  #staleViews: Set<string> | null = null;
  /** The site whose view rows come first: those of one must not keep back all others'. */
  #viewsFrom = 0;
  #catchingUp = true;
  /** Sites that nobody configured. */
  #unconfigured = 0;
  /** When the log begins that all of this is made of, epoch ms; null: nothing of it is missing. */
  #logBegan: number | null = null;
  /** Bytes of records that wait to be told as facts. */
  readonly #held = { bytes: 0 };

  readonly records: PartitionRecords;
  readonly telling = new PartitionTelling(this.#sites);

  constructor(options: PartitionOptions) {
    this.#options = options;
    const siteOf = (id: string): SiteState => this.site(id);
    this.records = new PartitionRecords({ horizonMs: options.horizonMs, sites: this.#sites, siteOf });
  }

  sites(): IterableIterator<SiteState> {
    return this.#sites.values();
  }

  site(id: string, stored?: SiteSettings["stored"]): SiteState {
    let site = this.#sites.get(id);
    if (site === undefined) {
      const [config, unconfigured] = [this.#options.siteConfig(id), this.#options.isConfigured?.(id) !== true];
      const settings = { ...this.#options, config, unconfigured, ...(stored === undefined ? {} : { stored }) };
      site = new SiteState(settings, this.#held);
      site.context.catchingUp = this.#catchingUp;
      if (this.#logBegan !== null) beganAt(site, this.#logBegan);
      this.#sites.set(id, site);
      if (!this.#isConfigured(id)) this.#unconfigured++;
    }
    return site;
  }

  /** Nothing of the log's records before this moment was read, because it has lost them; before any is inserted. */
  logBegan(at: number): void {
    this.#logBegan = at;
    for (const site of this.#sites.values()) beganAt(site, at);
  }

  /** @param appendedAt when the log took it, epoch ms. */
  insert(event: CanonicalEvent, appendedAt: number): EventOutcome {
    const known = this.#sites.get(event.site);
    if (known === undefined && !this.#hasRoomFor(event.site)) return TOO_MANY_SITES;
    const site = known ?? ofSite(event.site, () => this.site(event.site));
    try {
      return site.insert(event, appendedAt);
    } catch (error) {
      throw siteErrorOf(event.site, error);
    }
  }

  /** A step is over, and a commit not due yet: what came of contacts is kept as bytes until then, not as objects. */
  stepEnds(): void {
    for (const site of this.#sites.values()) ofSite(site.id, () => site.contacts.tellAll());
  }

  /** What somebody did with an alert, or another system told of one; of a site that nobody knows there is none. */
  operate(event: GatewayEvent): OperatorOutcome {
    // Other systems tell of a site whose own sources have told nothing yet.
    const isExpected = event.type === EXTERNAL_TYPE && this.#isConfigured(event.site);
    const site = isExpected ? ofSite(event.site, () => this.site(event.site)) : this.#sites.get(event.site);
    return site === undefined ? "noEffect" : ofSite(event.site, () => site.operate(event));
  }

  #hasRoomFor(site: string): boolean {
    const { limits } = this.#options;
    if (!limits || this.#sites.has(site) || this.#isConfigured(site)) return true;
    return this.#unconfigured < limits.site;
  }

  #isConfigured(site: string): boolean {
    return this.#options.isConfigured?.(site) ?? true;
  }

  /** By site, the fields left out since this was last asked (rule 6). */
  takeBadFields(): ReadonlyMap<string, number> {
    const taken = new Map<string, number>();
    for (const site of this.#sites.values()) {
      if (site.badFields > 0) taken.set(site.id, site.badFields);
      site.badFields = 0;
    }
    return taken;
  }

  /**
   * Brings every site's clock to now. `wall`: the wall clock when the owner has read to the end of its log; where it goes
   * back, site time does. Null while it catches up or replays: then the newest event is the clock (rule 16), but never
   * beyond `latest`, the wall clock then. A source whose clock is fast must not take the waits and windows of all others
   * with it, nor must what a predecessor with a wrong clock has stored.
   */
  advance(wall: number | null, latest = Number.POSITIVE_INFINITY): void {
    const catchingUp = wall === null;
    if (catchingUp !== this.#catchingUp) {
      this.#catchingUp = catchingUp;
      for (const site of this.#sites.values()) {
        site.context.catchingUp = catchingUp;
        site.changed = true;
        if (catchingUp) site.cells.forgetSums();
        else site.evaluateAll();
      }
    }
    for (const site of this.#sites.values())
      ofSite(site.id, () => site.advance(wall ?? Math.min(latest, Math.max(site.context.clock, site.newestEventAt))));
  }

  /** The next moment at which time alone changes something; null: there is no site yet. */
  nextDue(): number | null {
    let next: number | null = null;
    for (const site of this.#sites.values()) {
      const due = site.nextDue() ?? Number.POSITIVE_INFINITY;
      next = Math.min(next ?? due, due, (paneOf(site.context.clock) + 1) * PANE_MS);
    }
    return next;
  }

  /**
   * Everything that changed since the last draft. `withViews` false: nobody looks (catching up in big steps). `version`: of the commit
   * that it is for; where facts are told, of each another.
   */
  draft(withViews: boolean, version: IntervalVersion = NO_VERSION): CommitDraft {
    const rows: [string, Uint8Array | null][] = [];
    const records: RecordWrite[] = [];
    const views: [string, Uint8Array | null][] = [];
    const outbox: string[] = [];
    const flows: FlowChange[] = [];
    const sink = {
      row: (key: string, value: Uint8Array | null) => rows.push([key, value]),
      record: (put: RecordWrite) => records.push(put),
    };
    let more = false;
    let room = this.#options.viewLimit;
    const known = [...this.#sites.values()];
    const sites = [...known.slice(this.#viewsFrom), ...known.slice(0, this.#viewsFrom)];
    for (const site of sites)
      ofSite(site.id, () => {
        const reader = new SiteReader(site);
        if (!site.context.catchingUp) evaluateAlerts(site, reader);
        site.reports.evaluate();
        if (withViews) {
          const changed = changedRows(site, reader, room);
          room -= changed.rows.size;
          if (changed.more && !more) this.#viewsFrom = (known.indexOf(site) + 1) % known.length;
          more ||= changed.more;
          // Until the next time that somebody looks nothing reads the windows: nobody keeps their sums.
          if (site.context.catchingUp) site.cells.forgetSums();
          for (const [id, row] of changed.rows) {
            this.#staleViews?.delete(id);
            views.push([id, row]);
          }
        }
        site.drain(sink, version);
        flows.push(...site.cells.flows.take());
        for (const transition of site.alerts.takeOutbox()) outbox.push(JSON.stringify(transition));
        for (const notice of site.reports.takeOutbox()) outbox.push(JSON.stringify(notice));
      });
    // A site without a clock has not shown its rows yet.
    if (withViews && !more && sites.every(({ context }) => Number.isFinite(context.clock)))
      more = this.#dropStale(views, room);
    return { rows, records, dropBuckets: this.records.dropped(), views, outbox, flows, more };
  }

  /** True when some are left for the next commit. */
  #dropStale(views: [string, Uint8Array | null][], room: number): boolean {
    let left = room;
    for (const id of this.#staleViews ?? []) {
      if (left-- <= 0) return true;
      this.#staleViews!.delete(id);
      views.push([id, null]);
    }
    this.#staleViews = null;
    return false;
  }

  /** The rows of the store, in one piece; `views`: ids of the view rows an earlier owner left. */
  restore(rows: Iterable<StoredRow>, views: Iterable<string>): void {
    const bySite = new Map<string, StoredRow[]>();
    for (const row of rows) {
      const site = row[0].slice(0, siteEnd(row[0]));
      const held = bySite.get(site);
      if (held === undefined) bySite.set(site, [row]);
      else held.push(row);
    }
    for (const [site, held] of bySite)
      if (this.#options.stopped?.has(site) !== true) ofSite(site, () => this.#restoreSite(site, held));
    for (const { intervals } of this.#sites.values())
      if (intervals?.begins != null) this.#logBegan = Math.max(this.#logBegan ?? intervals.begins, intervals.begins);
    this.#staleViews = new Set(views);
  }

  /** One after the other: what their keys name lives as long as one site's rows are read, not as long as all are. */
  #restoreSite(site: string, rows: readonly StoredRow[]): void {
    const held = rows.map(([key, value]) => siteRow(key, site.length, value));
    this.site(site, storedPolicies(held)).restore(held);
  }
}

type StoredRow = readonly [key: string, value: Uint8Array];

/** Of whoever tells no facts. */
const NO_VERSION: IntervalVersion = { epoch: 0, sequence: 0 };

function beganAt({ intervals, facts }: SiteState, at: number): void {
  intervals?.logBegan(at);
  facts?.logBegan(at);
}
