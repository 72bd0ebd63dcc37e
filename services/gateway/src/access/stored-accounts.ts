/** Accounts without a gateway: of whoever may open the store itself. */
import type { Account, AccountKind } from "@floorwalker/domain";
import type { AccountStore } from "@floorwalker/ports";
import { AccountAdmin } from "./account-admin.ts";
import { Accounts } from "./accounts.ts";
import { Audit, type AuditParts } from "./audit.ts";
import { changeAccount, type OfKind } from "./change-account.ts";
import { Passwords } from "./password.ts";

export interface StoredAccountsParts extends Pick<AuditParts, "clock" | "logger"> {
  readonly store: AccountStore;
  /** Absent: with the usual cost. */
  readonly passwords?: Passwords;
}

export interface StoredAccounts {
  readonly admin: AccountAdmin;
  readonly all: <K extends AccountKind>(kind: K) => Promise<readonly OfKind<K>[]>;
}

export function storedAccounts({
  store,
  clock,
  logger,
  passwords = new Passwords(),
}: StoredAccountsParts): StoredAccounts {
  const accounts = new Accounts({
    in: {
      async change(kind, id, change) {
        return (await changeAccount(store, kind, id, change))?.account ?? null;
      },
    },
    passwords,
    clock,
  });
  return {
    admin: new AccountAdmin({ accounts, audit: new Audit({ store, clock, logger }), clock }),
    async all(kind) {
      const { changed } = await store.changes(null);
      return changed.flatMap(({ account }) => (isOf(account, kind) ? [account] : []));
    },
  };
}

const isOf = <K extends AccountKind>(account: Account, kind: K): account is OfKind<K> => account.kind === kind;
