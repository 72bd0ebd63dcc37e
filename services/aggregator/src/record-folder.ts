/**
 * Records of the log into the state of their sites. What cannot be folded becomes a dead letter with its reason; what
 * became of each record is counted. An exception of the fold itself says which site it was (SiteError).
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { type DeadInput, decodeEvent } from "@floorwalker/events";
import type { LogMessage, LogRecord, Store } from "@floorwalker/ports";
import type { PartitionState } from "@floorwalker/stream";
import type { AggregatorMetrics } from "./aggregator-metrics.ts";
import { malformedLetter, setAsideLetter, siteStoppedLetter } from "./dead-letters.ts";
import { judged, type RecordOutcome } from "./judged-event.ts";
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

interface Readable {
  readonly record: LogRecord;
  readonly event: CanonicalEvent;
}

export class RecordFolder {
  readonly #parts: RecordFolderParts;
  readonly #state: PartitionState;
  readonly #store: Store;
  /** Of the step in hand; the counters are told once. */
  readonly #outcomes = new Map<RecordOutcome, number>();
  #letters: LogMessage[] = [];
  #late: LogMessage[] = [];
  readonly #refusals: Refusals;

  constructor(parts: RecordFolderParts, state: PartitionState) {
    this.#parts = parts;
    this.#state = state;
    this.#store = parts.options.store;
    const { partition, metrics, options } = parts;
    this.#refusals = new Refusals({ partition, logger: options.logger, count: (kind) => metrics.refused(kind) });
  }

  /** `pure` runs what must not fail; what it throws is the fold's own error. */
  async fold(records: readonly LogRecord[], pure: <T>(step: () => T) => T): Promise<void> {
    const { metrics, options, suspicion, putAside } = this.#parts;
    this.#letters = [];
    this.#late = [];
    this.#outcomes.clear();
    const readable = pure(() => this.#readable(records));
    await this.#readBack(readable, pure);
    pure(() => {
      for (const { record, event } of readable) {
        this.#insert(record, event);
        suspicion.folded(event.site);
      }
    });
    for (const [outcome, count] of this.#outcomes) metrics.events(outcome, count);
    metrics.deadLetters.inc(this.#letters.length + (this.#outcomes.get("late") ?? 0));
    if (this.#letters.length + this.#late.length > 0) await putAside(this.#letters, this.#late);
    for (const [site, count] of this.#state.takeBadFields()) metrics.badFields(site, count);
    options.folded?.(records.length);
  }

  /** The rest is set aside. */
  #readable(records: readonly LogRecord[]): Readable[] {
    const { suspicion } = this.#parts;
    const readable: Readable[] = [];
    for (const record of records) {
      const error = suspicion.errorOf(record.offset);
      const event = error === null ? decodeEvent(record.value) : null;
      const stopped = event === null ? undefined : suspicion.stopped.get(event.site);
      if (error !== null) this.#keep(record, "fold_failed", setAsideLetter(this.#input(record), error));
      else if (event === null) this.#keep(record, "malformed", malformedLetter(this.#input(record)));
      else if (stopped !== undefined)
        this.#keep(record, "site_stopped", siteStoppedLetter(this.#input(record), stopped));
      else readable.push({ record, event });
    }
    return readable;
  }

  #insert(record: LogRecord, event: CanonicalEvent): void {
    const outcome = this.#state.insert(event, record.appendedAt);
    this.#refusals.note(outcome, event);
    const { told, letter, late } = judged(outcome, event, () => this.#input(record));
    if (letter !== null) (late === true ? this.#late : this.#letters).push(letter);
    this.#tell(record.offset, told);
  }

  /** One round trip per channel for all contacts the batch names and memory does not know. */
  async #readBack(readable: readonly Readable[], pure: <T>(step: () => T) => T): Promise<void> {
    const unknown = pure(() => this.#state.unknown(readable.map(({ event }) => event)));
    if (unknown.size === 0) return;
    const { partition } = this.#parts;
    const found = await Promise.all(
      [...unknown].map(([recordClass, keys]) => this.#store.lookup(partition, recordClass, [...keys])),
    );
    pure(() => {
      for (const records of found)
        for (const [key, { bucket, value }] of records) this.#state.readBack(key, bucket, value);
    });
  }

  #keep(record: LogRecord, outcome: RecordOutcome, letter: LogMessage): void {
    this.#letters.push(letter);
    this.#tell(record.offset, outcome);
  }

  #input(record: LogRecord): DeadInput {
    const { partition, options } = this.#parts;
    return { ...record, topic: options.topic, partition, group: options.group };
  }

  #tell(offset: number, outcome: RecordOutcome): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    this.#parts.options.outcome?.(this.#parts.partition, offset, outcome);
  }
}
