/** Makes or changes an account as it is stored now, whoever else does. */
import type { Account, AccountKind } from "@floorwalker/domain";
import type { AccountStore, StoredAccount } from "@floorwalker/ports";

export type OfKind<K extends AccountKind> = Extract<Account, { kind: K }>;

/** What an account becomes; `before` null: there is none; the result null: nothing is made or changed. */
export type ChangeOf<K extends AccountKind> = (before: OfKind<K> | null) => OfKind<K> | null;

const MOST_TRIES = 20;

/** Null: so said `change`. */
export async function changeAccount<K extends AccountKind>(
  store: Pick<AccountStore, "find" | "put">,
  kind: K,
  id: string,
  change: ChangeOf<K>,
): Promise<(StoredAccount & { readonly account: OfKind<K> }) | null> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = await store.find(kind, id);
    const account = change((before?.account as OfKind<K> | undefined) ?? null);
    if (account === null) return null;
    const revision = await store.put(account, before?.revision ?? null);
    if (revision !== null) return { account, revision };
  }
  throw new Error(`others change the ${kind} ${id} all the time`);
}
