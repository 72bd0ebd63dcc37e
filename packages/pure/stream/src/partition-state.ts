/**
 * All sites of one partition, as its owner holds them: batches of events in, drafts of commits out. Pure: the owner does
 * the reading, looking up and committing (services/aggregator), a test may do the same with nothing around it.
 */
import {
  type CanonicalEvent,
  type Channel,
  EXTERNAL_TYPE,
  type GatewayEvent,
  type IntervalVersion,
  type SiteConfig,
} from "@floorwalker/domain";
import type { OperatorOutcome } from "./alerts/alert-table.ts";
import { evaluateAlerts } from "./alerts/evaluate-alerts.ts";
import { PANE_MS, paneOf, SLICE_MS } from "./cells/pane-time.ts";
import type { FlowChange } from "./cells/queue-flows.ts";
import { contactName, keyOf, partsOfKey, subjectOf } from "./contact-key.ts";
import { rememberedMs } from "./contacts/contact-leaving.ts";
import { CONTACT_ROW } from "./contacts/contact-rows.ts";
import type { FactPortion } from "./facts/fact-table.ts";
import type { Portion } from "./history/interval-table.ts";
import { recountLongest, unknownLongest } from "./longest-recount.ts";
import { migrateRow } from "./migrations/migrate-row.ts";
import { KEY_SEPARATOR, rowKey, type SiteSettings } from "./site-context.ts";
import { ofSite, siteErrorOf } from "./site-error.ts";
import { SiteReader } from "./site-reader.ts";
import { type EventOutcome, SiteState, storedPolicies } from "./site-state.ts";
import { changedRows } from "./views/changed-views.ts";

const DAY_MS = 86_400_000;
/** Buckets before the horizon are dropped again and again over so many days: nobody may have run when they fell due. */
const FORGOTTEN_DAYS = 60;
const SILENT_DAYS = 30;

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

export interface RecordWrite {
  readonly class: string;
  readonly bucket: number;
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** What a commit holds, but for position and offset. */
export interface CommitDraft {
  readonly rows: readonly (readonly [key: string, value: Uint8Array | null])[];
  readonly records: readonly RecordWrite[];
  readonly dropBuckets: readonly { readonly class: string; readonly bucket: number }[];
  /** `viewRow` reads them. */
  readonly views: readonly (readonly [id: string, row: Uint8Array | null])[];
  readonly outbox: readonly string[];
  /** What flowed through the queues; for counters, not for the store. */
  readonly flows: readonly FlowChange[];
  /** More view rows wait for the next commit. */
  readonly more: boolean;
}

export class PartitionState {
  readonly #options: PartitionOptions;
  readonly #sites = new Map<string, SiteState>();
  /** View rows of an earlier owner that nothing has confirmed yet. */
  #staleViews: Set<string> | null = null;
  /** The site whose view rows come first: those of one must not keep back all others'. */
  #viewsFrom = 0;
  #droppedDay: number | null = null;
  #catchingUp = true;
  /** Sites that nobody configured. */
  #unconfigured = 0;
  /** When the log begins that all of this is made of, epoch ms; null: nothing of it is missing. */
  #logBegan: number | null = null;
  /** The site whose intervals come first: those of one must not keep back all others'. */
  #intervalsFrom = 0;
  #factsFrom = 0;
  /** Bytes of records that wait to be told as facts. */
  readonly #held = { bytes: 0 };

  constructor(options: PartitionOptions) {
    this.#options = options;
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

  /** Records to look up before `apply`: by class (channel), keys. */
  unknown(events: readonly CanonicalEvent[]): Map<string, Set<string>> {
    // First the names, which come again and again: keys are made of them once.
    const names = new Map<string, Map<Channel, Set<string>>>();
    for (const event of events) {
      if (subjectOf(event) !== "contact") continue;
      const site = this.#sites.get(event.site);
      if (site?.knows(event) === true) continue;
      const inSite = among(names, event.site, () => new Map<Channel, Set<string>>());
      among(inSite, event.channel!, () => new Set<string>()).add(contactName(event));
    }
    const unknown = new Map<string, Set<string>>();
    for (const [site, byChannel] of names)
      for (const [channel, ofChannel] of byChannel) {
        const keys = among(unknown, channel, () => new Set<string>());
        for (const name of ofChannel) keys.add(rowKey(site, keyOf(channel, name)));
      }
    return unknown;
  }

  /**
   * Once time has passed: records to look up, by class, of calls because late events may have made their ends those of talks that began
   * under other ids, and of contacts that others of their customer decide otherwise. Whoever read any lets time pass again, and asks again;
   * before `draft`.
   */
  changedToLookUp(): Map<string, Set<string>> {
    const keys = new Map<string, Set<string>>();
    const ofClass = (channel: Channel): Set<string> => among(keys, channel, () => new Set<string>());
    for (const site of this.#sites.values()) {
      for (const name of site.contacts.endsToLookUp()) ofClass("call").add(rowKey(site.id, keyOf("call", name)));
      for (const key of site.contacts.contactsToLookUp()) ofClass(partsOfKey(key).channel).add(rowKey(site.id, key));
    }
    return keys;
  }

  /**
   * A record that was looked up: the contact is in memory from now on, with what it had added. Where it only says whose the id is, the
   * keys to look up in its place.
   */
  readBack(key: string, bucket: number, value: Uint8Array): readonly string[] {
    const at = key.indexOf(KEY_SEPARATOR);
    const site = key.slice(0, at);
    const contacts = ofSite(site, () =>
      this.site(site).contacts.restoreRecord(key.slice(at + 1), bucket, migrateRow(CONTACT_ROW, value)),
    );
    return contacts.map((contact) => rowKey(site, contact));
  }

  /**
   * A contact in memory, by its record's key: what it has added is taken back, and what today's fold says is added. True when
   * the two differ.
   */
  foldAnew(key: string): boolean {
    const at = key.indexOf(KEY_SEPARATOR);
    const site = key.slice(0, at);
    const { channel, name } = partsOfKey(key.slice(at + 1));
    return ofSite(site, () => this.site(site).contacts.foldAnew(channel, name));
  }

  /** Where records of contacts may be that an event may still name; none without a horizon. */
  recordBuckets(): { class: string; bucket: number }[] {
    const { horizonMs } = this.#options;
    const sites = [...this.#sites.values()].map(({ context }) => context);
    const first = Math.min(...sites.map(({ log }) => log.measure));
    const last = Math.max(...sites.map(({ clock, log }) => Math.max(clock, log.measure)));
    const buckets: { class: string; bucket: number }[] = [];
    if (horizonMs === null || !Number.isFinite(first)) return buckets;
    for (const [channel, horizon] of Object.entries(horizonMs))
      for (
        let day = Math.floor((first - rememberedMs(horizon)) / DAY_MS) - 1;
        day <= Math.floor(last / DAY_MS) + 1;
        day++
      )
        buckets.push({ class: channel, bucket: day });
    return buckets;
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

  /** Longest waits that can only be known by reading records again; to be settled before `draft`. */
  unknownLongest(): ReturnType<typeof unknownLongest> {
    return unknownLongest(this.#sites.values());
  }

  recountLongest(holes: ReturnType<typeof unknownLongest>, records: ReadonlyMap<string, Uint8Array>): void {
    const migrated = new Map([...records].map(([key, value]) => [key, migrateRow(CONTACT_ROW, value)]));
    recountLongest(this.#sites, holes, migrated);
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
    return { rows, records, dropBuckets: this.#dropBuckets(), views, outbox, flows, more };
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

  /** Once a day of the log: record buckets of contacts that are no longer remembered. */
  #dropBuckets(): { class: string; bucket: number }[] {
    const { horizonMs } = this.#options;
    const measures = [...this.#sites.values()].map(({ context }) => context.log.measure);
    const newest = Math.max(...measures);
    if (horizonMs === null || !Number.isFinite(newest)) return [];
    // A site that has sent nothing for a month keeps back nobody's.
    const oldest = Math.min(...measures.filter((measure) => measure > newest - SILENT_DAYS * DAY_MS));
    const today = Math.floor(oldest / DAY_MS);
    if (today === this.#droppedDay) return [];
    this.#droppedDay = today;
    const dropped: { class: string; bucket: number }[] = [];
    for (const [channel, horizon] of Object.entries(horizonMs)) {
      const last = Math.floor((oldest - rememberedMs(horizon)) / DAY_MS) - 1;
      for (let bucket = last; bucket > last - FORGOTTEN_DAYS; bucket--) dropped.push({ class: channel, bucket });
    }
    return dropped;
  }

  /** Intervals wait to be told. `changed`: also those that changed after they had closed. */
  hasIntervals(changed: boolean): boolean {
    for (const { intervals } of this.#sites.values()) if (intervals?.hasDue(changed) === true) return true;
    return false;
  }

  /** More is held back than is kept because intervals are not told: the fold is to wait while it catches up. */
  get isHoldingSlices(): boolean {
    for (const { intervals } of this.#sites.values()) if (intervals?.isBehind === true) return true;
    return false;
  }

  /** Intervals that changed after they had closed, and how long ago the oldest ended that the log does not have, ms. */
  intervalsToTell(): { readonly changed: number; readonly behindMs: number } {
    let changed = 0;
    let behindMs = 0;
    for (const { intervals, context } of this.#sites.values()) {
      if (intervals === null) continue;
      changed += intervals.changedCount;
      const { toldUntil } = intervals;
      if (toldUntil !== null && context.clock >= toldUntil + SLICE_MS)
        behindMs = Math.max(behindMs, context.clock - toldUntil - SLICE_MS);
    }
    return { changed, behindMs };
  }

  /** Changes of slices that are no longer kept, since this was last asked. */
  takeBeyondKept(): number {
    let count = 0;
    for (const { cells } of this.#sites.values()) {
      count += cells.beyondKept;
      cells.beyondKept = 0;
    }
    return count;
  }

  /** Events that changed what was told, more than two minutes after its end, since this was last asked. */
  takeRestatingEvents(): number {
    let count = 0;
    for (const { intervals } of this.#sites.values()) count += intervals?.takeRestatingEvents() ?? 0;
    return count;
  }

  /** At most so many of one site, of the commit that has just been made; null: none is due. `changed`: see `hasIntervals`. */
  takeIntervals(most: number, changed: boolean): Portion | null {
    const sites = [...this.#sites.values()];
    for (let at = 0; at < sites.length; at++) {
      const place = (this.#intervalsFrom + at) % sites.length;
      const { id, intervals } = sites[place]!;
      if (intervals?.hasDue(changed) !== true) continue;
      this.#intervalsFrom = place + 1;
      return ofSite(id, () => intervals.take(most, changed));
    }
    return null;
  }

  get hasFacts(): boolean {
    for (const { facts } of this.#sites.values()) if (facts?.hasDue === true) return true;
    return false;
  }

  /** Contacts that have left and are not in the log of facts yet. */
  get factsWaiting(): number {
    let waiting = 0;
    for (const { facts } of this.#sites.values()) waiting += facts?.waiting ?? 0;
    return waiting;
  }

  /** Records without which no more facts can be taken of the sites that have some: by class, keys. Then `factsFound`. */
  factsToLookUp(most: number): ReadonlyMap<string, readonly string[]> {
    for (const { facts } of this.#sites.values()) {
      const keys = facts?.hasDue === true ? facts.toLookUp(most) : null;
      if (keys !== null && keys.size > 0) return keys;
    }
    return new Map();
  }

  /** `asked`: the keys, of whatever class. */
  factsFound(asked: ReadonlySet<string>, records: ReadonlyMap<string, Uint8Array>, most: number): void {
    const found = new Map([...records].map(([key, value]) => [key, migrateRow(CONTACT_ROW, value).slice()]));
    for (const { facts } of this.#sites.values()) facts?.found(asked, found, most);
  }

  /** At most so many of one site, of the commit that has just been made; null: none is due, or at hand. */
  takeFacts(most: number): FactPortion | null {
    const sites = [...this.#sites.values()];
    for (let at = 0; at < sites.length; at++) {
      const place = (this.#factsFrom + at) % sites.length;
      const { id, facts } = sites[place]!;
      if (facts?.hasDue !== true || facts.toLookUp(1).size > 0) continue;
      this.#factsFrom = place + 1;
      return ofSite(id, () => facts.take(most));
    }
    return null;
  }

  /** The rows of the store, in one piece; `views`: ids of the view rows an earlier owner left. */
  restore(rows: Iterable<readonly [key: string, value: Uint8Array]>, views: Iterable<string>): void {
    const bySite = new Map<string, (readonly [readonly string[], Uint8Array])[]>();
    for (const [key, value] of rows) {
      const [site, ...parts] = key.split(KEY_SEPARATOR) as [string, ...string[]];
      const held = bySite.get(site);
      const row = migrateRow(parts[0] ?? "", value);
      if (held === undefined) bySite.set(site, [[parts, row]]);
      else held.push([parts, row]);
    }
    for (const [site, held] of bySite)
      if (this.#options.stopped?.has(site) !== true)
        ofSite(site, () => this.site(site, storedPolicies(held)).restore(held));
    for (const { intervals } of this.#sites.values())
      if (intervals?.begins != null) this.#logBegan = Math.max(this.#logBegan ?? intervals.begins, intervals.begins);
    this.#staleViews = new Set(views);
  }
}

/** Of whoever tells no facts. */
const NO_VERSION: IntervalVersion = { epoch: 0, sequence: 0 };

function beganAt({ intervals, facts }: SiteState, at: number): void {
  intervals?.logBegan(at);
  facts?.logBegan(at);
}

/** What the map has under the key, made when it has nothing. */
function among<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
