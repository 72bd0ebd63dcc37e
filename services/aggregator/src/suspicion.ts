/**
 * What the failures of one partition's fold show, kept over its restarts. Records are read again from the last commit, so
 * whatever is deterministic fails again, and each time less is left that can be its cause:
 *
 * 1. Several records since the last commit: they come again one by one, each committed by itself, after time alone was.
 * 2. One record, for the second time: one of its events is. Of several the first half is tried by itself, then a half of the
 *    half that fails, and so on, each time with nothing committed. The event that is left is set aside (a dead letter with
 *    the error), the rest goes on.
 * 3. No record, for the second time, or several set aside of one site with none folded in between: the site's own state
 *    is broken. The site stops; its records are set aside until this process starts anew, all other sites go on.
 */
import type { FoldError } from "./owner-error.ts";

const TWICE = 2;
const MOST_SET_ASIDE = 3;

export class Suspicion {
  /** Sites that stopped, with the error. */
  readonly stopped = new Map<string, string>();
  /** Errors by offset and index. */
  readonly #setAside = new Map<number, Map<number, string>>();
  readonly #failures = new Map<number | string, number>();
  /** Of which record the first that fails is among the events [from, to), all before it being sound. */
  #narrowed: { readonly offset: number; readonly from: number; readonly to: number } | null = null;
  /** By site, events set aside since one was folded. */
  readonly #inARow = new Map<string, number>();
  #carefulUntil = 0;

  /** No event is set aside, and no site has stopped. */
  get isClear(): boolean {
    return this.#setAside.size === 0 && this.stopped.size === 0;
  }

  /** Why the event is set aside; null: fold it. */
  errorOf(offset: number, index: number): string | null {
    return this.#setAside.get(offset)?.get(index) ?? null;
  }

  /** How many of the record's events are to be tried by themselves; null: fold it. */
  trial(offset: number): number | null {
    const narrowed = this.#narrowed;
    return narrowed?.offset === offset ? Math.ceil((narrowed.from + narrowed.to) / 2) : null;
  }

  /** The events tried are sound. All of them, although they failed before: then the record is folded once more. */
  passed(): void {
    if (this.#narrowed === null) return;
    const { offset, to } = this.#narrowed;
    const tried = this.trial(offset) ?? to;
    this.#narrowed = tried < to ? { offset, from: tried, to } : null;
  }

  /** True while the events of one record are tried. */
  get narrowing(): boolean {
    return this.#narrowed !== null;
  }

  /** True while records are to be folded one by one. */
  careful(next: number): boolean {
    return next < this.#carefulUntil;
  }

  /** What was concluded: said once, by the caller. */
  failed({ site, records, message }: FoldError): "site_stopped" | "event_suspected" | null {
    if (records === null) return site !== null && this.#again(`site ${site}`) ? this.#stop(site, message) : null;
    const { first, last, events } = records;
    this.#carefulUntil = Math.max(this.#carefulUntil, last + 1);
    if (first !== last || !this.#again(first)) return null;
    const tried = this.trial(first);
    const { from, to } = tried === null ? { from: 0, to: events } : { from: this.#narrowed!.from, to: tried };
    this.#narrowed = to - from > 1 ? { offset: first, from, to } : null;
    return this.#narrowed === null ? this.#suspect(first, from, site, message) : null;
  }

  #suspect(offset: number, index: number, site: string | null, error: string): "site_stopped" | "event_suspected" {
    const errors = this.#setAside.get(offset) ?? new Map<number, string>();
    this.#setAside.set(offset, errors.set(index, error));
    if (site === null) return "event_suspected";
    const inARow = (this.#inARow.get(site) ?? 0) + 1;
    this.#inARow.set(site, inARow);
    return inARow >= MOST_SET_ASIDE ? this.#stop(site, error) : "event_suspected";
  }

  /** Everything before `next` is committed. */
  committed(next: number): void {
    if (this.#narrowed !== null && this.#narrowed.offset < next) this.#narrowed = null;
    for (const offset of this.#setAside.keys()) if (offset < next) this.#setAside.delete(offset);
    for (const key of this.#failures.keys()) if (typeof key === "number" && key < next) this.#failures.delete(key);
  }

  folded(site: string): void {
    if (this.#inARow.size > 0) this.#inARow.delete(site);
  }

  #again(key: number | string): boolean {
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    return failures >= TWICE;
  }

  #stop(site: string, error: string): "site_stopped" {
    this.stopped.set(site, error);
    return "site_stopped";
  }
}
