/**
 * Users, API tokens, sessions and tickets, paired screens and boards, and what was done by whom. Laws:
 * K1  `put` stores an account only over the revision it was read at (null: there was none), whoever else writes: of two that come at once
 *     one is told that it was not the first.
 * K2  Every put has a revision of its own, greater than all before it. `changes` tells each account that was put after a mark, as it is
 *     now; whoever asks again and again with the mark it was given misses none. A store that begins anew, or was set back, tells all.
 * K3  `take` gives an account away once, to one caller.
 * K4  `forget` takes away what may be forgotten, and tells nobody: who remembers an account knows until when.
 * K5  What was noted stays as it is until it is old enough to be forgotten, and is read newest first, in pages.
 */
import type { Account, AccountKind, AuditEntry, Audited } from "@floorwalker/domain";

export interface StoredAccount {
  readonly account: Account;
  readonly revision: number;
}

export interface AccountChanges {
  /** What is known is all there is: nothing that was told before counts. */
  readonly anew: boolean;
  readonly mark: string;
  readonly changed: readonly StoredAccount[];
}

export interface AuditQuery {
  /** [from, to), epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Only entries before that id; null: from the newest on. */
  readonly before: string | null;
  /** Only what is called so; null: all. */
  readonly did: Audited | null;
  /** Only what the identity of that id did; null: whoever. */
  readonly by: string | null;
  readonly limit: number;
}

export interface AccountStore {
  /** Its revision; null: another came first. */
  put(account: Account, expected: number | null): Promise<number | null>;
  find(kind: AccountKind, id: string): Promise<StoredAccount | null>;
  take(kind: AccountKind, id: string): Promise<Account | null>;
  /** `mark`: of the last answer; null: everything is asked for. */
  changes(mark: string | null): Promise<AccountChanges>;
  /** Accounts whose `until` is not after `now`, entries before `audited`; epoch ms. */
  forget(now: number, audited: number): Promise<void>;
  note(entry: AuditEntry): Promise<void>;
  audit(query: AuditQuery): Promise<readonly AuditEntry[]>;
  close(): Promise<void>;
}
