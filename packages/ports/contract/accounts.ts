/** The one suite for every account store: the laws of `../src/accounts.ts`. */
import type {
  Account,
  AuditEntry,
  BoardDraft,
  Failures,
  Pairing,
  Screen,
  Session,
  StoredBoard,
  Ticket,
  User,
} from "@floorwalker/domain";
import { auditId, EVERYTHING } from "@floorwalker/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AccountStore, AuditQuery } from "../src/index.ts";

export interface OpenedAccounts {
  readonly accounts: AccountStore;
  /** The same store as another program has it; one that no two may have: the same handle. */
  readonly beside: AccountStore;
  reopen(): Promise<AccountStore>;
  cleanUp(): Promise<void>;
}

const user = (id: string, changes: Partial<User> = {}): User => ({
  kind: "user",
  id,
  name: `${id} Ńowak`,
  role: "viewer",
  scope: EVERYTHING,
  password: "$scrypt$…",
  disabled: false,
  signsInFrom: 0,
  madeAt: 1,
  until: null,
  ...changes,
});
const session = (id: string, until: number): Session => ({
  kind: "session",
  id,
  user: "anna",
  madeAt: 1,
  expiresAt: until,
  ended: false,
  until,
});
const ticket = (id: string): Ticket => ({
  kind: "ticket",
  id,
  of: { kind: "session", id: "s" },
  expiresAt: 9,
  until: 9,
});
const screen: Screen = {
  kind: "screen",
  id: "s1",
  name: "Hala A",
  scope: { ...EVERYTHING, sites: ["krakow"] },
  profile: "pseudonyms",
  hash: "h",
  madeAt: 1,
  madeBy: "anna",
  revokedAt: null,
  reloadAt: null,
  identifyAt: null,
  painted: { at: 7, build: "b", page: 1, of: 2 },
  until: null,
};
const pairing: Pairing = {
  kind: "pairing",
  id: "p",
  screen: "s1",
  hash: "h",
  expiresAt: 9,
  until: 9,
};
const board: StoredBoard = {
  kind: "board",
  id: "hall",
  document: { format: "floorwalker.board", version: 1, name: "Hala Ą\u0000", pages: [{ layout: "worstFirst" }] },
  publishedAt: 1,
  publishedBy: "Anna",
  until: null,
};
const draft: BoardDraft = {
  kind: "boardDraft",
  id: "hall user anna",
  board: "hall",
  author: "user anna",
  document: board.document,
  basedOn: null,
  savedAt: 2,
  until: 99,
};
const entry = (at: number, unique: string, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  id: auditId(at, unique),
  at,
  by: { kind: "user", id: "anna", name: "Anna" },
  did: "exported",
  to: "krakow",
  ...changes,
});
const ALL_AUDITED = { from: 0, to: 100, before: null, did: null, by: null, limit: 10 };
const idsOf = (changed: readonly { readonly account: Account }[]): readonly string[] =>
  changed.map(({ account: { kind, id } }) => `${kind} ${id}`);

export function accountsContract(name: string, open: () => Promise<OpenedAccounts>): void {
  describe(`accounts contract: ${name}`, { timeout: 60_000 }, () => {
    let opened: OpenedAccounts;
    let accounts: AccountStore;
    beforeEach(async () => {
      opened = await open();
      accounts = opened.accounts;
    }, 60_000);
    afterEach(() => opened.cleanUp(), 60_000);

    test("an account that was put is found as it was, through closing and opening too; another kind's of that id is not", async () => {
      const revision = await accounts.put(user("anna"), null);
      expect(await opened.beside.find("user", "anna")).toEqual({ account: user("anna"), revision });
      expect(await accounts.find("token", "anna")).toBeNull();
      expect(await (await opened.reopen()).find("user", "anna")).toEqual({ account: user("anna"), revision });
    });

    test("of two that make the same account at once one is told that it was not the first", async () => {
      const put = await Promise.all([
        accounts.put(user("anna", { role: "admin" }), null),
        opened.beside.put(user("anna", { role: "manager" }), null),
      ]);
      expect(put.filter((revision) => revision !== null)).toHaveLength(1);
      const { account } = (await accounts.find("user", "anna"))!;
      expect(account).toMatchObject({ role: put[0] === null ? "manager" : "admin" });
    });

    test("an account is changed only as it was read: who read it before the last change is told so", async () => {
      const first = (await accounts.put(user("anna"), null))!;
      const second = (await accounts.put(user("anna", { disabled: true }), first))!;
      expect(second).toBeGreaterThan(first);
      expect(await accounts.put(user("anna", { role: "admin" }), first)).toBeNull();
      expect(await accounts.put(user("bert"), first)).toBeNull();
      expect((await accounts.find("user", "anna"))!.account).toMatchObject({ disabled: true, role: "viewer" });
    });

    test("changes are what was put since, each account once and as it is now", async () => {
      const none = await accounts.changes(null);
      expect(none).toMatchObject({ changed: [] });
      const anna = (await accounts.put(user("anna"), null))!;
      await accounts.put(user("bert"), null);
      await accounts.put(user("anna", { disabled: true }), anna);
      const some = await opened.beside.changes(none.mark);
      expect(some.anew).toBe(false);
      expect(idsOf(some.changed)).toEqual(["user bert", "user anna"]);
      expect(some.changed[1]!.account).toMatchObject({ disabled: true });
      expect(await accounts.changes(some.mark)).toMatchObject({ anew: false, changed: [] });
      expect(idsOf((await accounts.changes(null)).changed)).toEqual(["user bert", "user anna"]);
    });

    test("whoever asks again and again misses no change of many writers", async () => {
      const told = new Set<string>();
      let mark = (await accounts.changes(null)).mark;
      const ask = async (): Promise<void> => {
        const { changed, mark: next } = await accounts.changes(mark);
        mark = next;
        for (const id of idsOf(changed)) told.add(id);
      };
      const writing = Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? accounts : opened.beside).put(session(String(index), 100), null),
        ),
      );
      for (let asked = 0; asked < 10; asked++) await ask();
      await writing;
      await ask();
      expect(told.size).toBe(40);
    });

    test("a mark of another store, or of one that was set back, gets everything", async () => {
      await accounts.put(user("anna"), null);
      const { mark } = await accounts.changes(null);
      const ahead = mark.replace(/\d+$/, (revision) => String(Number(revision) + 1_000));
      for (const other of [ahead, `another${mark}`, "no mark"]) {
        const { anew, changed } = await accounts.changes(other);
        expect(anew).toBe(true);
        expect(idsOf(changed)).toEqual(["user anna"]);
      }
    });

    test("what is taken is given once, however many take it at once", async () => {
      await accounts.put(ticket("t"), null);
      const taken = await Promise.all([accounts, opened.beside, accounts].map((each) => each.take("ticket", "t")));
      expect(taken.filter((each) => each !== null)).toEqual([ticket("t")]);
      expect(await accounts.find("ticket", "t")).toBeNull();
      expect(await accounts.take("ticket", "none")).toBeNull();
    });

    test("a screen is found as it was, and of two who approve its pairing at once one gets it", async () => {
      await accounts.put(pairing, null);
      await accounts.put(screen, null);
      const taken = await Promise.all([accounts, opened.beside].map((each) => each.take("pairing", "p")));
      expect(taken.filter((each) => each !== null)).toEqual([pairing]);
      expect((await (await opened.reopen()).find("screen", "s1"))?.account).toEqual(screen);
    });

    test("of many who count one more at once, each counts", async () => {
      const counted = { kind: "failures", id: "f", at: 1, lockedUntil: 0, until: 99 } as const;
      const oneMore = async (at: AccountStore): Promise<void> => {
        for (let put: number | null = null; put === null; ) {
          const before = await at.find("failures", "f");
          const count = ((before?.account as Failures | undefined)?.count ?? 0) + 1;
          put = await at.put({ ...counted, count }, before?.revision ?? null);
        }
      };
      const writers = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? accounts : opened.beside));
      await Promise.all(writers.map(oneMore));
      expect(await (await opened.reopen()).take("failures", "f")).toEqual({ ...counted, count: 12 });
    });

    test("a board and the draft of it are found as they were, and of two who publish over the same version one is told so", async () => {
      const revision = (await accounts.put(board, null))!;
      await accounts.put(draft, null);
      const put = await Promise.all(
        [accounts, opened.beside].map((each, index) =>
          each.put({ ...board, publishedBy: index === 0 ? "Anna" : "Bert" }, revision),
        ),
      );
      expect(put.filter((each) => each !== null)).toHaveLength(1);
      const again = await opened.reopen();
      expect((await again.find("board", "hall"))?.account).toMatchObject({ document: board.document });
      expect((await again.find("boardDraft", draft.id))?.account).toEqual(draft);
    });

    test("what may be forgotten is, and nothing else", async () => {
      await accounts.put(user("anna"), null);
      await accounts.put(session("old", 50), null);
      await accounts.put(session("young", 51), null);
      await accounts.forget(50, 0);
      expect(idsOf((await accounts.changes(null)).changed)).toEqual(["user anna", "session young"]);
      expect(await accounts.put(session("old", 60), null)).not.toBeNull();
    });

    test("what was noted is read newest first, in pages and by time, until it is forgotten", async () => {
      for (const noted of [entry(10, "a"), entry(20, "a"), entry(20, "b"), entry(30, "a")]) await accounts.note(noted);
      const all = ALL_AUDITED;
      expect(await opened.beside.audit(all)).toEqual([entry(30, "a"), entry(20, "b"), entry(20, "a"), entry(10, "a")]);
      expect(await accounts.audit({ ...all, limit: 2, before: entry(30, "a").id })).toEqual([
        entry(20, "b"),
        entry(20, "a"),
      ]);
      expect(await accounts.audit({ ...all, from: 20, to: 30 })).toEqual([entry(20, "b"), entry(20, "a")]);
      await accounts.forget(0, 20);
      expect(await (await opened.reopen()).audit(all)).toEqual([entry(30, "a"), entry(20, "b"), entry(20, "a")]);
    });

    test("what was noted is found by what was done and by who did it, page by page", async () => {
      const saw = [3, 5, 7].map((at) => entry(at, "s", { did: "saw_contacts" }));
      const byProgram = entry(6, "t", { by: { kind: "token", id: "t1", name: "CRM \u0000 Ńowa" } });
      const byNobody = entry(8, "n", { did: "sign_in_refused", by: null, to: "an\u0000na" });
      for (const noted of [...saw, byProgram, byNobody]) await accounts.note(noted);
      const read = (query: Partial<AuditQuery>) => accounts.audit({ ...ALL_AUDITED, ...query });
      expect(await read({ did: "saw_contacts", limit: 2 })).toEqual([saw[2], saw[1]]);
      expect(await read({ did: "saw_contacts", limit: 2, before: saw[1]!.id })).toEqual([saw[0]]);
      expect(await read({ by: "t1" })).toEqual([byProgram]);
      expect(await read({ by: "anna", did: "sign_in_refused" })).toEqual([]);
      expect(await read({ did: "sign_in_refused" })).toEqual([byNobody]);
    });

    test("more than a page of many is read to its end, and forgotten to its end", async () => {
      const many = Array.from({ length: 510 }, (_, at) => entry(at, "m", { did: at === 7 ? "made_user" : "exported" }));
      for (const at of many.keys())
        if (at % 30 === 0)
          await Promise.all([
            ...many.slice(at, at + 30).map((each) => accounts.note(each)),
            ...many.slice(at, at + 30).map(({ id }) => accounts.put(session(id, at), null)),
          ]);
      expect((await accounts.changes(null)).changed).toHaveLength(510);
      const read = (query: Partial<AuditQuery>) => accounts.audit({ ...ALL_AUDITED, to: 10_000, ...query });
      expect(await read({ limit: 5_000 })).toEqual(many.toReversed());
      expect(await read({ did: "made_user" })).toEqual([many[7]]);
      await accounts.forget(2_000, 505);
      expect((await accounts.changes(null)).changed).toHaveLength(0);
      expect(await read({ limit: 5_000 })).toHaveLength(5);
    });

    test("an entry that is noted again is one entry", async () => {
      await accounts.note(entry(10, "a"));
      await accounts.note(entry(10, "a"));
      expect(await accounts.audit(ALL_AUDITED)).toEqual([entry(10, "a")]);
    });
  });
}
