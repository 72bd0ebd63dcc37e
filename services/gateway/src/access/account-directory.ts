/**
 * Who may ask, as this gateway knows it: the account store's accounts in memory, read again every second, so that a request costs no
 * question and what another gateway or a command changed holds here within two seconds. Invariants:
 * D1  An account that was told is as it was told last; what this gateway itself put, it knows at once.
 * D2  While the store cannot be read, what is revoked is not heard of: whoever may change something, or is told of single persons, is known
 *     for no more than `CUT_OFF_MS` (so that a revocation acts in five seconds, on open sockets too); who sees sums alone, as walls do, for
 *     `STALE_MS`. After that nobody is known, until it can be read again.
 * D3  What is known of a kind is one list, the same until something of that kind changes: whoever makes something of it sees by that whether
 *     he must make it anew.
 */
import { type Account, type AccountKind, type Role, SettledClock } from "@floorwalker/domain";
import type { AccountStore, StoredAccount } from "@floorwalker/ports";
import { type Logger, SYSTEM_TIMING, sleep, type Timing } from "@floorwalker/runtime";
import { type ChangeOf, changeAccount, type OfKind } from "./change-account.ts";

export interface AccountDirectoryOptions {
  readonly store: AccountStore;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Pick<Logger, "warn">;
  /** How long entries of the audit are kept, ms. */
  readonly auditKeptMs: () => number;
  readonly timing?: Timing;
}

const READ_MS = 1_000;
/** From the first question that got no answer on: with the second before it, and the look at sockets, it is less than five. */
const CUT_OFF_MS = 3_000;
const STALE_MS = 30_000;
const FORGET_MS = 3_600_000;
/** Of accounts that are not known here, a second: each is a question to the store. */
const MOST_SOUGHT = 50;

export class AccountDirectory {
  readonly store: AccountStore;
  readonly #options: AccountDirectoryOptions;
  readonly #timing: Timing;
  /** By kind and id. */
  readonly #known = new Map<AccountKind, Map<string, StoredAccount>>();
  /** Of a kind, until something of it changes. */
  readonly #lists = new Map<AccountKind, readonly Account[]>();
  readonly #stopping = new AbortController();
  #reading: Promise<void> | null = null;
  #mark: string | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  /** Since when the store has been asked without an answer, monotonic; null: the last question was answered. */
  #askingSince: number | null = null;
  #forgotAt = Number.NEGATIVE_INFINITY;
  /** What was audited is not deleted by a clock that may be set right soon: what a session ends by is, there is none other. */
  readonly #settled = new SettledClock();
  #failing = false;
  /** Tickets have their own: a shift that signs in at once leaves them theirs. */
  readonly #sought = { account: { since: 0, count: 0 }, ticket: { since: 0, count: 0 } };

  constructor(options: AccountDirectoryOptions) {
    this.#options = options;
    this.store = options.store;
    this.#timing = options.timing ?? SYSTEM_TIMING;
  }

  /** Resolves when it was tried to read the store for the first time: see `current`. */
  async start(): Promise<void> {
    await this.#tryToRead();
    this.#reading ??= this.#goOn();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#reading;
  }

  /** False: the store could not be read for too long. */
  get current(): boolean {
    return this.#timing.monotonic() - this.#readAt <= STALE_MS;
  }

  /** Whoever is not known here may be known all the same. */
  get isCutOff(): boolean {
    return !this.current || this.#silentFor() >= CUT_OFF_MS;
  }

  /** What is known of somebody in that role still holds. */
  holds(role: Role): boolean {
    return this.current && (role === "viewer" || !this.isCutOff);
  }

  #silentFor(): number {
    return this.#askingSince === null ? 0 : this.#timing.monotonic() - this.#askingSince;
  }

  get isEmpty(): boolean {
    return this.all("user").length + this.all("token").length === 0;
  }

  of<K extends AccountKind>(kind: K, id: string): OfKind<K> | null {
    return (this.#known.get(kind)?.get(id)?.account as OfKind<K> | undefined) ?? null;
  }

  all<K extends AccountKind>(kind: K): readonly OfKind<K>[] {
    const list = this.#lists.get(kind) ?? [...(this.#known.get(kind)?.values() ?? [])].map(({ account }) => account);
    this.#lists.set(kind, list);
    return list as readonly OfKind<K>[];
  }

  /** As `of`; one that is not known here yet, or not so that `isOfNow`, is asked for, within limits. */
  async seek<K extends AccountKind>(
    kind: K,
    id: string,
    isOfNow: (known: OfKind<K>) => boolean = () => true,
  ): Promise<OfKind<K> | null> {
    const known = this.of(kind, id);
    if ((known !== null && isOfNow(known)) || !this.#maySeek("account")) return known;
    const found = await this.store.find(kind, id).catch(() => null);
    if (found !== null) this.#remember([found]);
    return this.of(kind, id);
  }

  /** Makes or changes it as it is stored now. Null: so said `change`. */
  async change<K extends AccountKind>(kind: K, id: string, change: ChangeOf<K>): Promise<OfKind<K> | null> {
    const changed = await changeAccount(this.store, kind, id, change);
    if (changed === null) return null;
    this.#remember([changed]);
    return changed.account;
  }

  /** Of a ticket, once; within limits of its own. */
  async take(id: string): Promise<OfKind<"ticket"> | null> {
    if (!this.#maySeek("ticket")) return null;
    const taken = await this.store.take("ticket", id).catch(() => null);
    return taken?.kind === "ticket" ? taken : null;
  }

  #maySeek(what: "account" | "ticket"): boolean {
    const now = this.#timing.monotonic();
    const sought = this.#sought[what];
    if (now - sought.since >= 1_000) Object.assign(sought, { since: now, count: 0 });
    return ++sought.count <= MOST_SOUGHT;
  }

  #remember(changed: readonly StoredAccount[]): void {
    for (const each of changed) {
      const { kind, id } = each.account;
      if (kind === "ticket" || kind === "pairing" || kind === "failures") continue;
      const ofKind = this.#known.get(kind) ?? new Map<string, StoredAccount>();
      const known = ofKind.get(id);
      if (known !== undefined && known.revision >= each.revision) continue;
      this.#known.set(kind, ofKind.set(id, each));
      this.#lists.delete(kind);
    }
  }

  async #read(): Promise<void> {
    const asked = this.#timing.monotonic();
    this.#askingSince ??= asked;
    const { anew, mark, changed } = await this.store.changes(this.#mark);
    if (anew && this.#mark !== null) {
      this.#options.logger.warn("accounts_begin_anew");
      this.#known.clear();
      this.#lists.clear();
    }
    this.#mark = mark;
    this.#readAt = asked;
    this.#askingSince = null;
    this.#remember(changed);
    await this.#forget(asked);
  }

  async #forget(at: number): Promise<void> {
    if (at - this.#forgotAt < FORGET_MS) return;
    this.#forgotAt = at;
    const now = this.#options.clock();
    await this.store.forget(now, Math.max(0, this.#settled.at(now, at) - this.#options.auditKeptMs()));
    for (const [kind, ofKind] of this.#known)
      for (const [id, { account }] of ofKind)
        if (account.until !== null && account.until <= now && ofKind.delete(id)) this.#lists.delete(kind);
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await sleep(this.#timing, READ_MS, signal);
      if (!signal.aborted) await this.#tryToRead();
    }
  }

  async #tryToRead(): Promise<void> {
    try {
      await this.#read();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#options.logger.warn("accounts_not_read", { error });
      this.#failing = true;
    }
  }
}
