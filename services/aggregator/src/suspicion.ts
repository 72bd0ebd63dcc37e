/**
 * What the failures of one partition's fold show, kept over its restarts. Records are read again from the last commit, so
 * whatever is deterministic fails again, and each time less is left that can be its cause:
 *
 * 1. Several records since the last commit: they come again one by one, each committed by itself, after time alone was.
 * 2. One record, for the second time: it is set aside (a dead letter with the error), the rest goes on.
 * 3. No record, for the second time, or several set aside of one site with none folded in between: the site's own state
 *    is broken. The site stops; its records are set aside until this process starts anew, all other sites go on.
 */
import type { FoldError } from "./owner-error.ts";

const TWICE = 2;
const MOST_SET_ASIDE = 3;

export class Suspicion {
  /** Sites that stopped, with the error. */
  readonly stopped = new Map<string, string>();
  readonly #setAside = new Map<number, string>();
  readonly #failures = new Map<number | string, number>();
  /** By site, records set aside since one was folded. */
  readonly #inARow = new Map<string, number>();
  #carefulUntil = 0;

  /** Why the record is set aside; null: fold it. */
  errorOf(offset: number): string | null {
    return this.#setAside.get(offset) ?? null;
  }

  /** True while records are to be folded one by one. */
  careful(next: number): boolean {
    return next < this.#carefulUntil;
  }

  /** What was concluded: said once, by the caller. */
  failed({ site, records, message }: FoldError): "site_stopped" | "record_suspected" | null {
    if (records === null) return site !== null && this.#again(`site ${site}`) ? this.#stop(site, message) : null;
    const { first, last } = records;
    this.#carefulUntil = Math.max(this.#carefulUntil, last + 1);
    if (first !== last || !this.#again(first)) return null;
    this.#setAside.set(first, message);
    if (site === null) return "record_suspected";
    const inARow = (this.#inARow.get(site) ?? 0) + 1;
    this.#inARow.set(site, inARow);
    return inARow >= MOST_SET_ASIDE ? this.#stop(site, message) : "record_suspected";
  }

  /** Everything before `next` is committed. */
  committed(next: number): void {
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
