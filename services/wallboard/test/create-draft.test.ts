/** The draft of a board over a gateway that answers late or not at all, and takes nothing over what was not read. */
import type { Board } from "@floorwalker/protocol/board";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDraft, type Draft } from "../src/desk/boards/create-draft.ts";
import { newBoard } from "../src/model/new-board.ts";

interface Kept {
  readonly board: Board;
  readonly version: string;
}

/** As the gateway decides (`BoardChanges`): a draft over the version that was read, published as it was read. */
class Gateway {
  published: Kept = { board: newBoard("wall", "0", "krakow"), version: "p0" };
  draft: Kept | null = null;
  /** ms until it has decided, and until that is heard. */
  late: number[] = [];
  isThere = true;
  readonly refused: string[] = [];
  readonly sent: RequestInit[] = [];
  #count = 0;

  readonly fetch = async (path: string, init: RequestInit): Promise<Response> => {
    this.sent.push(init);
    await this.#wait();
    if (!this.isThere) throw new TypeError("fetch failed");
    const isTaken = this.#decide(path, init);
    if (!isTaken) this.refused.push(`${init.method} ${path}`);
    const told = isTaken
      ? { id: "hall", board: this.published.board, version: this.published.version, draft: this.draft, mayEdit: true }
      : { code: "board_changed", message: "It is another by now." };
    await this.#wait();
    return Response.json(told, { status: isTaken ? 200 : 409 });
  };

  #decide(path: string, { method, body }: RequestInit): boolean {
    if (method === "GET") return true;
    if (method === "DELETE") {
      this.draft = null;
      return true;
    }
    const { board, version } = JSON.parse(body as string) as { readonly board: Board; readonly version: string | null };
    if (version !== (this.draft?.version ?? null)) return false;
    const isPublishing = path.endsWith("/publish");
    if (isPublishing) this.published = { ...this.draft!, version: `p${++this.#count}` };
    this.draft = isPublishing ? null : { board, version: `d${++this.#count}` };
    return true;
  }

  async #wait(): Promise<void> {
    const ms = this.late.shift() ?? 0;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  }
}

let gateway: Gateway;
let draft: Draft;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  vi.stubGlobal("location", { hash: "", pathname: "/" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function opened(): Promise<void> {
  gateway = new Gateway();
  vi.stubGlobal("fetch", gateway.fetch);
  draft = createDraft("hall");
  draft.open();
  await vi.advanceTimersByTimeAsync(0);
}
const state = () => draft.getSnapshot().state!;
const call = (name: string): void => draft.change({ ...state().editing.board, name });

const act = fc.record({
  do: fc.constantFrom("edit", "edit", "edit", "undo", "publish"),
  pause: fc.constantFrom(0, 20, 200, 501, 1_500),
});

test("whenever it is published, all that was edited until then is; nothing of one's own comes between, and all is kept in the end", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 12 }),
      fc.array(fc.constantFrom(0, 30, 700), { maxLength: 40 }),
      async (acts, late) => {
        await opened();
        gateway.late = [...late];
        let edits = 0;
        const names = [state().editing.board.name];
        const published: Promise<void>[] = [];
        for (const each of acts) {
          if (each.do === "edit") call(String(++edits));
          else if (each.do === "undo") draft.undo();
          names.push(state().editing.board.name);
          if (each.do === "publish") {
            const since = names.length - 1;
            published.push(
              draft.publish().then((isDone) => {
                // Nothing was left to publish where another had published it.
                expect(names.slice(isDone ? since : 0)).toContain(gateway.published.board.name);
              }),
            );
          }
          await vi.advanceTimersByTimeAsync(each.pause);
        }
        await vi.advanceTimersByTimeAsync(120_000);
        await Promise.all(published);
        expect(gateway.refused).toEqual([]);
        expect((gateway.draft ?? gateway.published).board).toEqual(state().editing.board);
        expect(state()).toMatchObject({ isSaved: true, refusal: null });
      },
    ),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 40), endOnFailure: true },
  );
});

test("published while an edit is on its way, the edits after that one are published too", async () => {
  await opened();
  call("first");
  gateway.late = [300];
  await vi.advanceTimersByTimeAsync(501);
  call("second");
  const published = draft.publish();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await published).toBe(true);
  expect(gateway.published.board.name).toBe("second");
  expect(state()).toMatchObject({ isSaved: true, steps: 0, shown: { draft: null } });
});

test("who leaves the editor leaves the last step saved, by a request that outlives the page", async () => {
  await opened();
  call("last");
  draft.close();
  await vi.advanceTimersByTimeAsync(0);
  expect(gateway.draft?.board.name).toBe("last");
  expect(gateway.sent.at(-1)).toMatchObject({ method: "PUT", keepalive: true });
  const { length } = gateway.sent;
  draft.close();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(gateway.sent).toHaveLength(length);
});

test("without a connection the edits stay: they are at risk, are not read over, and are saved by whoever comes back", async () => {
  await opened();
  expect(draft.isAtRisk()).toBe(false);
  gateway.isThere = false;
  call("unsaved");
  expect(draft.isAtRisk()).toBe(false);
  await vi.advanceTimersByTimeAsync(501);
  expect(draft.isAtRisk()).toBe(true);
  draft.readAgain();
  await vi.advanceTimersByTimeAsync(0);
  expect(state()).toMatchObject({ editing: { board: { name: "unsaved" } }, refusal: { code: "unreachable" } });
  gateway.isThere = true;
  draft.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(gateway.draft?.board.name).toBe("unsaved");
  expect(draft.isAtRisk()).toBe(false);
});

test("what is typed in one visit of a field is undone as one step", async () => {
  await opened();
  call("H");
  for (const name of ["Ha", "Hal", "Hall"]) draft.change({ ...state().editing.board, name }, true);
  expect(state()).toMatchObject({ steps: 1, editing: { board: { name: "Hall" } } });
  draft.undo();
  expect(state().editing.board.name).toBe("0");
  draft.redo();
  expect(state().editing.board.name).toBe("Hall");
});
