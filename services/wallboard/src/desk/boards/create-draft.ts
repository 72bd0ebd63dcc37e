/**
 * The draft of a board: what is edited, every step of it, and saved by itself a moment after each. What could not be saved is said and tried
 * again with the next step; where somebody else saved in between nothing is overwritten. Law: one thing is asked of the gateway at a time, so
 * what is published is all that was edited until then, and nobody's own saving comes between.
 */
import { type Board, boardText } from "@floorwalker/protocol/board";
import { boardPath, type ShownBoard } from "../../answers/boards.ts";
import { tokenHeader } from "../../live/who.ts";
import { amend, begin, type Editing, redo, step, undo } from "../../model/board-edit.ts";
import { refusalText } from "../../words/refusal-text.ts";

const SAVED_AFTER_MS = 500;
/** What is sent outlives its page up to 64 KB of bytes, of which a sign has three at most. */
const MOST_KEPT_ALIVE = 20_000;

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface DraftState {
  /** As the gateway told it last. */
  readonly shown: ShownBoard;
  readonly editing: Editing;
  readonly isSaved: boolean;
  readonly refusal: Refusal | null;
  /** Steps since the board was opened. */
  readonly steps: number;
}

export interface DraftTold {
  /** Null: it is being read, or there is none (`refusal`). */
  readonly state: DraftState | null;
  readonly refusal: Refusal | null;
}

export interface Draft {
  readonly getSnapshot: () => DraftTold;
  readonly subscribe: (listener: () => void) => () => void;
  /** Reads it; where steps of it were left unsaved, saves those. */
  readonly open: () => void;
  /** Nobody edits it any more: what is not saved is saved now. */
  readonly close: () => void;
  /** Steps would be lost if the page was left now: they cannot be saved, or wait for what is being saved. */
  readonly isAtRisk: () => boolean;
  /** `amends`: it is the same step as the last one, gone on with. */
  readonly change: (next: Board, amends?: boolean) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly publish: () => Promise<boolean>;
  /** Gives the draft up; what is published is edited on. */
  readonly giveUp: () => Promise<void>;
  /** Of an outdated draft: it is meant to replace what was published since. */
  readonly keepMine: () => void;
  readonly readAgain: () => void;
}

export function createDraft(id: string): Draft {
  const path = boardPath(id);
  const listeners = new Set<() => void>();
  let told: DraftTold = { state: null, refusal: null };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let asking = 0;
  const tell = (next: DraftTold): void => {
    told = next;
    for (const listener of listeners) listener();
  };
  const set = (changed: Partial<DraftState>): void => {
    if (told.state !== null) tell({ state: { ...told.state, ...changed }, refusal: null });
  };
  const isNow = (board: Board): boolean => boardText(told.state!.editing.board) === boardText(board);
  /** After all that was asked for before. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    asking++;
    const mine = last.then(act).finally(() => asking--);
    last = mine.catch(() => {});
    return mine;
  };
  const refuse = (refusal: Refusal): void => (told.state === null ? tell({ state: null, refusal }) : set({ refusal }));
  const read = async (): Promise<void> => {
    const answer = await send("GET", path);
    if (!answer.ok) return refuse(answer.refusal);
    const shown = answer.shown!;
    const editing = begin((shown.draft?.board ?? shown.board)!);
    tell({ state: { shown, editing, isSaved: true, refusal: null, steps: 0 }, refusal: null });
  };
  const put = async (over: { readonly basedOn?: string | null } = {}): Promise<boolean> => {
    clearTimeout(timer);
    const { board } = told.state!.editing;
    const answer = await send("PUT", path, { board, version: told.state!.shown.draft?.version ?? null, ...over });
    if (answer.ok) set({ shown: answer.shown!, isSaved: isNow(board), refusal: null });
    else set({ refusal: answer.refusal });
    return answer.ok;
  };
  /** Until all is saved, or something is refused. */
  const putAll = async (): Promise<void> => {
    while (told.state?.isSaved === false) if (!(await put())) return;
  };
  const save = (): void => void inTurn(putAll);
  const edit = (next: Editing): void => {
    if (told.state === null || next === told.state.editing) return;
    set({ editing: next, isSaved: false, steps: told.state.steps + (next.past === told.state.editing.past ? 0 : 1) });
    clearTimeout(timer);
    timer = setTimeout(save, SAVED_AFTER_MS);
  };
  return {
    getSnapshot: () => told,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: () => (told.state?.isSaved === false ? save() : void inTurn(read)),
    close: save,
    isAtRisk: () => told.state?.isSaved === false && (told.state.refusal !== null || asking > 0),
    change: (next, amends = false) => told.state && edit((amends ? amend : step)(told.state.editing, next)),
    undo: () => told.state && edit(undo(told.state.editing)),
    redo: () => told.state && edit(redo(told.state.editing)),
    publish: () =>
      inTurn(async () => {
        await putAll();
        const { shown, isSaved } = told.state!;
        if (!isSaved || shown.draft === null) return false;
        const { version, board } = shown.draft;
        const answer = await send("POST", `${path}/publish`, { version });
        if (answer.ok) set({ shown: answer.shown!, isSaved: isNow(board), refusal: null, steps: 0 });
        else set({ refusal: answer.refusal });
        return answer.ok;
      }),
    giveUp: () =>
      inTurn(async () => {
        clearTimeout(timer);
        await send("DELETE", `${path}/draft`);
        await read();
      }),
    keepMine: () => void inTurn(() => put({ basedOn: told.state!.shown.version })),
    readAgain: () => void inTurn(read),
  };
}

type Sent =
  | { readonly ok: true; readonly shown: ShownBoard | null }
  | { readonly ok: false; readonly refusal: Refusal };

async function send(method: string, path: string, said?: object): Promise<Sent> {
  const body = said === undefined ? null : JSON.stringify(said);
  try {
    const answer = await fetch(path, {
      method,
      headers: tokenHeader(),
      ...(body === null ? {} : { body, keepalive: body.length < MOST_KEPT_ALIVE }),
    });
    if (answer.status === 204) return { ok: true, shown: null };
    const told = (await answer.json()) as ShownBoard & Refusal & { readonly fix?: string };
    if (answer.ok) return { ok: true, shown: told };
    return { ok: false, refusal: { code: told.code, message: refusalText(told) } };
  } catch {
    return { ok: false, refusal: { code: "unreachable", message: "" } };
  }
}
