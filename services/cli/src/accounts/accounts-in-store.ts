/** Users and API tokens in a store that this command has open itself; in the audit under the name of who runs it. */
import { userInfo } from "node:os";
import type { AuditedBy } from "@floorwalker/domain";
import {
  type NewTokenBody,
  type NewUserBody,
  type ShownToken,
  type ShownUser,
  shownToken,
  shownUser,
  storedAccounts,
  type UserChangeBody,
} from "@floorwalker/gateway";
import type { AccountStore } from "@floorwalker/ports";
import { silentLogger } from "@floorwalker/runtime";

export interface AccountsOf {
  /** For people. */
  readonly what: string;
  users(): Promise<readonly ShownUser[]>;
  tokens(): Promise<readonly ShownToken[]>;
  /** The password that was made; null: it was given. */
  addUser(user: NewUserBody): Promise<string | null>;
  changeUser(id: string, change: UserChangeBody): Promise<string | null>;
  makeToken(token: NewTokenBody): Promise<{ readonly id: string; readonly text: string }>;
  revokeToken(id: string): Promise<void>;
}

export function accountsInStore(store: AccountStore, what: string): AccountsOf {
  const { admin, all } = storedAccounts({ store, clock: Date.now, logger: silentLogger });
  const by = whoRuns();
  return {
    what,
    users: async () => (await all("user")).map(shownUser),
    tokens: async () => (await all("token")).map(shownToken),
    addUser: async (user) => (await admin.addUser(by, user)).password,
    changeUser: async (id, change) => (await admin.changeUser(by, id, change)).password,
    async makeToken(of) {
      const { token, text } = await admin.makeToken(by, of);
      return { id: token.id, text };
    },
    revokeToken: async (id) => void (await admin.revokeToken(by, id)),
  };
}

/** A container's user may have no name. */
function whoRuns(): AuditedBy {
  const name = nameOrNull() ?? `uid ${process.getuid?.() ?? "unknown"}`;
  return { kind: "command", id: name, name };
}

function nameOrNull(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
