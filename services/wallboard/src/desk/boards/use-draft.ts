/**
 * The draft of a board: what is edited, every step of it, and saved by itself a moment after each. What could not be saved is said and tried
 * again with the next step; where somebody else saved in between nothing is overwritten.
 */
import { type Board, boardText } from "@floorwalker/protocol/board";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { boardPath, type ShownBoard } from "../../answers/boards.ts";
import { tokenHeader } from "../../live/who.ts";
import { begin, type Editing, redo, step, undo } from "../../model/board-edit.ts";

const SAVED_AFTER_MS = 500;

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

export interface DraftActs {
  readonly change: (next: Board) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly publish: () => Promise<boolean>;
  /** Gives the draft up; what is published is edited on. */
  readonly giveUp: () => Promise<void>;
  /** Of an outdated draft: it is meant to replace what was published since. */
  readonly keepMine: () => void;
  readonly readAgain: () => void;
}

type Sent =
  | { readonly ok: true; readonly shown: ShownBoard | null }
  | { readonly ok: false; readonly refusal: Refusal };

async function send(method: string, path: string, body?: object): Promise<Sent> {
  try {
    const answer = await fetch(path, {
      method,
      headers: tokenHeader(),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status === 204) return { ok: true, shown: null };
    const told = (await answer.json()) as ShownBoard & Refusal & { readonly fix?: string };
    if (answer.ok) return { ok: true, shown: told };
    return { ok: false, refusal: { code: told.code, message: `${told.message} ${told.fix ?? ""}`.trim() } };
  } catch {
    return { ok: false, refusal: { code: "unreachable", message: "" } };
  }
}

export interface Draft extends DraftActs {
  readonly getSnapshot: () => Told;
  readonly subscribe: (listener: () => void) => () => void;
  readonly open: () => void;
  readonly close: () => void;
}

interface Told {
  /** Null: it is being read, or there is none (`refusal`). */
  readonly state: DraftState | null;
  readonly refusal: Refusal | null;
}

function createDraft(id: string): Draft {
  const path = boardPath(id);
  const listeners = new Set<() => void>();
  let told: Told = { state: null, refusal: null };
  let saving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (next: Told): void => {
    told = next;
    for (const listener of listeners) listener();
  };
  const set = (changed: Partial<DraftState>): void => {
    if (told.state !== null) tell({ state: { ...told.state, ...changed }, refusal: null });
  };
  const read = async (): Promise<void> => {
    const answer = await send("GET", path);
    if (!answer.ok) return tell({ state: null, refusal: answer.refusal });
    const shown = answer.shown!;
    const editing = begin((shown.draft?.board ?? shown.board)!);
    tell({ state: { shown, editing, isSaved: true, refusal: null, steps: 0 }, refusal: null });
  };
  const save = async (basedOn?: string | null): Promise<void> => {
    clearTimeout(timer);
    const { state } = told;
    if (state === null || saving) return;
    saving = true;
    const { board } = state.editing;
    const version = state.shown.draft?.version ?? null;
    const answer = await send("PUT", path, { board, version, ...(basedOn === undefined ? {} : { basedOn }) });
    saving = false;
    if (!answer.ok) return set({ refusal: answer.refusal });
    const isSaved = boardText(told.state!.editing.board) === boardText(board);
    set({ shown: answer.shown!, isSaved, refusal: null });
    if (!isSaved) await save();
  };
  const edit = (next: Editing): void => {
    if (told.state === null || next === told.state.editing) return;
    set({ editing: next, isSaved: false, steps: told.state.steps + 1 });
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SAVED_AFTER_MS);
  };
  return {
    getSnapshot: () => told,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: () => void read(),
    close: () => clearTimeout(timer),
    change: (next) => told.state && edit(step(told.state.editing, next)),
    undo: () => told.state && edit(undo(told.state.editing)),
    redo: () => told.state && edit(redo(told.state.editing)),
    async publish() {
      await save();
      const version = told.state?.shown.draft?.version;
      if (version === undefined || told.state?.refusal != null) return false;
      const answer = await send("POST", `${path}/publish`, { version });
      if (answer.ok) set({ shown: answer.shown!, isSaved: true, refusal: null, steps: 0 });
      else set({ refusal: answer.refusal });
      return answer.ok;
    },
    async giveUp() {
      clearTimeout(timer);
      await send("DELETE", `${path}/draft`);
      await read();
    },
    keepMine: () => void save(told.state?.shown.version ?? null),
    readAgain: () => void read(),
  };
}

export function useDraft(id: string): { readonly told: Told; readonly draft: Draft } {
  const draft = useMemo(() => createDraft(id), [id]);
  useEffect(() => {
    draft.open();
    return draft.close;
  }, [draft]);
  return { told: useSyncExternalStore(draft.subscribe, draft.getSnapshot), draft };
}
