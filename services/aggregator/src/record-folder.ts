/**
 * Events of the log's records into the state of their sites. What cannot be folded becomes a dead letter with its reason,
 * each event by itself; what became of each is counted. An exception of the fold itself says which site it was (SiteError).
 */
import type { CanonicalEvent, GatewayEvent } from "@floorwalker/domain";
import type { DeadInput } from "@floorwalker/events";
import type { LogMessage, Store } from "@floorwalker/ports";
import type { PartitionState } from "@floorwalker/stream";
import type { AggregatorMetrics } from "./aggregator-metrics.ts";
import { malformedLetter, setAsideLetter, siteStoppedLetter } from "./dead-letters.ts";
import { judged, type RecordOutcome } from "./judged-event.ts";
import type { ReadEvent } from "./read-events.ts";
import { Refusals } from "./refusals.ts";
import type { AggregatorOptions } from "./start-aggregator.ts";
import type { Suspicion } from "./suspicion.ts";

export interface RecordFolderParts {
  readonly partition: number;
  readonly options: AggregatorOptions;
  readonly metrics: AggregatorMetrics;
  /** Writes dead letters, and events that came too late or name nothing known; resolves when they are safe. */
  readonly putAside: (dead: readonly LogMessage[], late: readonly LogMessage[]) => Promise<void>;
  readonly suspicion: Suspicion;
}

interface KeptOut {
  readonly outcome: RecordOutcome;
  readonly letter: LogMessage;
}

export class RecordFolder {
  readonly #parts: RecordFolderParts;
  readonly #state: PartitionState;
  readonly #store: Store;
  /** Of the step in hand; the counters are told once. */
  readonly #outcomes = new Map<RecordOutcome, number>();
  #letters: LogMessage[] = [];
  #late: LogMessage[] = [];
  #waitsForLog = false;
  readonly #refusals: Refusals;

  constructor(parts: RecordFolderParts, state: PartitionState) {
    this.#parts = parts;
    this.#state = state;
    this.#store = parts.options.store;
    const { partition, metrics, options } = parts;
    this.#refusals = new Refusals({ partition, logger: options.logger, count: (kind) => metrics.refused(kind) });
  }

  /** What it put aside is on its way. */
  get waitsForLog(): boolean {
    return this.#waitsForLog;
  }

  /** `pure` runs what must not fail; what it throws is the fold's own error. */
  async fold(events: readonly ReadEvent[], pure: <T>(step: () => T) => T): Promise<void> {
    const { metrics, options, suspicion, putAside } = this.#parts;
    this.#letters = [];
    this.#late = [];
    this.#outcomes.clear();
    const keptOut = this.#keptOut(events);
    await this.#readBack(events, keptOut, pure);
    pure(() => {
      for (const read of events) {
        const kept = keptOut.size === 0 ? undefined : keptOut.get(read);
        if (kept !== undefined) this.#keep(read, kept);
        else if (read.event !== null) {
          this.#insert(read, read.event);
          suspicion.folded(read.event.site);
        } else if (read.operator !== undefined) this.#operate(read, read.operator);
      }
      this.#state.stepEnds();
    });
    for (const [outcome, count] of this.#outcomes) metrics.events(outcome, count);
    metrics.deadLetters.inc(this.#letters.length + (this.#outcomes.get("late") ?? 0));
    if (this.#letters.length + this.#late.length > 0) {
      this.#waitsForLog = true;
      await putAside(this.#letters, this.#late).finally(() => (this.#waitsForLog = false));
    }
    for (const [site, count] of this.#state.takeBadFields()) metrics.badFields(site, count);
    options.folded?.(events.length);
  }

  /** Whether they can be folded: nothing of it is told or put aside. */
  async try(events: readonly ReadEvent[], pure: <T>(step: () => T) => T): Promise<void> {
    const keptOut = this.#keptOut(events);
    await this.#readBack(events, keptOut, pure);
    pure(() => {
      for (const read of events) {
        if (keptOut.has(read)) continue;
        if (read.event !== null) this.#state.insert(read.event, read.record.appendedAt);
        else if (read.operator !== undefined) this.#state.operate(read.operator);
      }
    });
  }

  /** Those that are not folded, whatever the state is. */
  #keptOut(events: readonly ReadEvent[]): ReadonlyMap<ReadEvent, KeptOut> {
    const { suspicion } = this.#parts;
    const keptOut = new Map<ReadEvent, KeptOut>();
    const { isClear } = suspicion;
    for (const read of events) {
      const { event, operator, record, index } = read;
      if (isClear && (event !== null || operator !== undefined)) continue;
      const error = suspicion.errorOf(record.offset, index);
      const site = event?.site ?? operator?.site;
      const stopped = site === undefined ? undefined : suspicion.stopped.get(site);
      if (error !== null)
        keptOut.set(read, { outcome: "fold_failed", letter: setAsideLetter(this.#input(read), error) });
      else if (site === undefined)
        keptOut.set(read, { outcome: "malformed", letter: malformedLetter(this.#input(read)) });
      else if (stopped !== undefined)
        keptOut.set(read, { outcome: "site_stopped", letter: siteStoppedLetter(this.#input(read), stopped) });
    }
    return keptOut;
  }

  #insert(read: ReadEvent, event: CanonicalEvent): void {
    const outcome = this.#state.insert(event, read.record.appendedAt);
    this.#refusals.note(outcome, event);
    const { told, letter, late } = judged(outcome, event, () => this.#input(read));
    if (letter !== null) (late === true ? this.#late : this.#letters).push(letter);
    this.#tell(read, told);
  }

  /** What somebody did with an alert, or another system told of one: of one that is over, or unknown, nothing becomes of it. */
  #operate(read: ReadEvent, event: GatewayEvent): void {
    const outcome = this.#state.operate(event);
    this.#tell(read, outcome === "noEffect" ? "no_effect" : outcome);
  }

  /** One round trip per channel for all contacts the events name and memory does not know; and one where ids have changed. */
  async #readBack(
    events: readonly ReadEvent[],
    keptOut: ReadonlyMap<ReadEvent, KeptOut>,
    pure: <T>(step: () => T) => T,
  ): Promise<void> {
    const folded: CanonicalEvent[] = [];
    for (const read of events)
      if (read.event !== null && (keptOut.size === 0 || !keptOut.has(read))) folded.push(read.event);
    const unknown = pure(() => this.#state.records.unknown(folded));
    await Promise.all([...unknown].map(([recordClass, keys]) => this.#lookUp(recordClass, [...keys], pure)));
  }

  /**
   * Calls that have left memory and ended talks that late events let begin under other ids come back, and contacts that others of their
   * customer decide otherwise. True: records were looked for.
   */
  async findEnds(pure: <T>(step: () => T) => T): Promise<boolean> {
    const due = pure(() => this.#state.records.changedToLookUp());
    for (const [recordClass, keys] of due) await this.#lookUp(recordClass, [...keys], pure);
    return due.size > 0;
  }

  async #lookUp(recordClass: string, keys: readonly string[], pure: <T>(step: () => T) => T): Promise<void> {
    const records = await this.#store.lookup(this.#parts.partition, recordClass, keys);
    const others = new Set<string>();
    pure(() => {
      for (const [key, { bucket, value }] of records) {
        for (const other of this.#state.records.readBack(key, bucket, value)) others.add(other);
      }
    });
    if (others.size > 0) await this.#lookUp(recordClass, [...others], pure);
  }

  #keep(read: ReadEvent, { outcome, letter }: KeptOut): void {
    this.#letters.push(letter);
    this.#tell(read, outcome);
  }

  #input({ record, index, from, to }: ReadEvent): DeadInput {
    const { partition, options } = this.#parts;
    const value = record.value.subarray(from, to);
    return { ...record, value, index, topic: options.topic, partition, group: options.group };
  }

  #tell({ record, index }: ReadEvent, told: RecordOutcome): void {
    this.#outcomes.set(told, (this.#outcomes.get(told) ?? 0) + 1);
    const { options, partition } = this.#parts;
    if (options.outcome !== undefined) options.outcome({ partition, offset: record.offset, index }, told);
  }
}
