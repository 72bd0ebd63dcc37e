/** A board is laid out: what there is to place, the page, and what is chosen of it. Every step can be undone, and is saved as a draft by itself. */
import type { Board, TileKind, TilePlace } from "@floorwalker/protocol/board";
import { COLUMNS, MOST_PAGES, ROWS } from "@floorwalker/protocol/board";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { CATALOGUE_PATH, type Catalogue } from "../../answers/catalogue.ts";
import { formatCount } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import {
  addPage,
  addTile,
  changePage,
  changeTile,
  gridOf,
  placeTile,
  removePage,
  removeTile,
} from "../../model/board-edit.ts";
import { type KnownQueue, newTile, TILE_KINDS } from "../../model/new-board.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { boardWords } from "../../words/boards/board-words.ts";
import { words } from "../../words/words.ts";
import { Refused } from "../admin/refused.tsx";
import { useDesk } from "../desk-context.ts";
import { BoardFields } from "./board-fields.tsx";
import { EditorHead } from "./editor-head.tsx";
import { JsonDialog } from "./json-dialog.tsx";
import { NoBoard } from "./no-board.tsx";
import { PageFields } from "./page-fields.tsx";
import { TileFields } from "./tile-fields.tsx";
import { TileGrid } from "./tile-grid.tsx";
import { useBoardParts } from "./use-board-parts.ts";
import { useDraft } from "./use-draft.ts";
import { useUndoKeys } from "./use-undo-keys.ts";
import "../admin/admin.css";
import "./boards.css";

const ICONS: Readonly<Record<TileKind, IconName>> = {
  worst: "breach",
  queue: "floor",
  number: "explain",
  agents: "agents",
  actNow: "late",
  goal: "goals",
  alerts: "alerts",
  message: "note",
};

export default function BoardEditor() {
  const { route } = useDesk();
  const id = route.page === "boardEditor" ? route.board : "";
  const { told, draft } = useDraft(id);
  const { state, refusal } = told;
  if (refusal !== null) return <NoBoard id={id} refusal={refusal} />;
  if (state === null) return <div className="page" />;
  if (!state.shown.mayEdit) return <NoBoard id={id} refusal={{ code: "board_fixed", message: boardWords().fixed }} />;
  return <Editor key={id} id={id} state={state} draft={draft} />;
}

type EditorProps = {
  readonly id: string;
  readonly state: NonNullable<ReturnType<typeof useDraft>["told"]["state"]>;
  readonly draft: ReturnType<typeof useDraft>["draft"];
};

function Editor({ id, state, draft }: EditorProps) {
  const boards = boardWords();
  const { board } = state.editing;
  const kpis = (useAnswer<Catalogue>(CATALOGUE_PATH, null).value?.kpis ?? []).flatMap(({ id: kpi }) =>
    kpi in words.kpis ? kpi : [],
  );
  const parts = useBoardParts(board);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const [isJson, setJson] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const dragged = useRef<TileKind | null>(null);
  const page = Math.min(at, board.pages.length - 1);
  const tiles = gridOf(board, page)?.tiles ?? [];
  const selected = chosen !== null && chosen < tiles.length ? chosen : null;

  const change = (next: Board | null, what = "", amends = false): void => {
    setSaid(next === null ? boards.noRoom : what);
    if (next !== null) draft.change(next, amends);
  };
  const edit = (next: Board, amends = false): void => change(next, "", amends);
  const add = (kind: TileKind, place: TilePlace | null): void => {
    const tile = newTile(kind, tiles, (parts.queues[0] as KnownQueue | undefined) ?? null, boards.newMessage);
    if (tile === null) {
      setSaid(board.site === undefined ? boards.siteFirst : words.noQueues);
      return;
    }
    const next = addTile(board, page, tile, place);
    change(next, boards.added(boards.kinds[kind]));
    if (next !== null) setChosen(tiles.length);
  };
  const remove = (index: number): void => {
    change(removeTile(board, page, index), boards.removed);
    setChosen(null);
    grid.current?.querySelector<HTMLElement>(".tile")?.focus();
  };
  useUndoKeys(draft);
  // Whatever is pressed next, the last drag is over: it may have ended where nobody hears of it.
  useEffect(() => {
    const disarm = (): void => {
      dragged.current = null;
    };
    const ends = ["pointerdown", "pointercancel"] as const;
    for (const end of ends) document.addEventListener(end, disarm, true);
    return () => {
      for (const end of ends) document.removeEventListener(end, disarm, true);
    };
  }, []);
  const drop = (event: PointerEvent): void => {
    const kind = dragged.current;
    dragged.current = null;
    const box = grid.current?.getBoundingClientRect();
    if (kind === null || box === undefined) return;
    const column = Math.ceil(((event.clientX - box.left) / box.width) * COLUMNS);
    const row = Math.ceil(((event.clientY - box.top) / box.height) * ROWS);
    if (column >= 1 && column <= COLUMNS && row >= 1 && row <= ROWS) add(kind, { column, row, columns: 1, rows: 1 });
  };
  const current = board.pages[page]!;
  return (
    <div className="page board-editor" onPointerUp={drop}>
      <EditorHead id={id} state={state} draft={draft} openJson={() => setJson(true)} />
      <Refused message={state.refusal === null ? null : state.refusal.message || words.connection.offline} />
      <div className="editor-parts">
        <section className="panel body" aria-label={boards.tiles}>
          <h2 className="m">{boards.tiles}</h2>
          <ul className="palette-tiles">
            {TILE_KINDS.map((kind) => (
              <li key={kind}>
                <button
                  type="button"
                  className="btn"
                  disabled={current.layout !== "grid"}
                  onClick={() => add(kind, null)}
                  onPointerDown={(event) => {
                    if (event.button !== 0) return;
                    dragged.current = kind;
                    event.currentTarget.releasePointerCapture(event.pointerId);
                  }}
                >
                  <Icon name={ICONS[kind]} />
                  {boards.kinds[kind]}
                </button>
              </li>
            ))}
          </ul>
          <p className="s q">{boards.placeHint}</p>
          <p className="s said" role="status" data-testid="said">
            {said}
          </p>
        </section>
        <section className="panel body canvas" aria-label={boards.layout}>
          <div className="row wrap">
            <fieldset className="row tabs" aria-label={boards.pages}>
              {board.pages.map((_, index) => (
                <button
                  key={`page-${String(index)}`}
                  type="button"
                  className="btn"
                  aria-pressed={index === page}
                  onClick={() => {
                    setAt(index);
                    setChosen(null);
                  }}
                >
                  {boards.page(formatCount(index + 1))}
                </button>
              ))}
              {current.layout !== "floor" && board.pages.length < MOST_PAGES && (
                <button
                  type="button"
                  className="btn"
                  aria-label={boards.addPage}
                  onClick={() => {
                    change(addPage(board), boards.added(boards.page(formatCount(board.pages.length + 1))));
                    setAt(board.pages.length);
                    setChosen(null);
                  }}
                >
                  +
                </button>
              )}
            </fieldset>
            <span className="grow" />
            {current.layout !== "floor" && (
              <span className="s st onTarget">
                <Icon name="onTarget" />
                {boards.readable}
              </span>
            )}
          </div>
          <PageFields
            page={current}
            change={(next, amends) => change(changePage(board, page, next), "", amends)}
            remove={board.pages.length === 1 ? null : () => change(removePage(board, page), boards.removed)}
          />
          {current.layout === "grid" && (
            <TileGrid
              tiles={tiles}
              selected={selected}
              theme={board.theme === "light" ? "light" : "dark"}
              names={parts}
              grid={grid}
              select={setChosen}
              place={(index, place) => change(placeTile(board, page, index, place))}
              remove={remove}
            />
          )}
          {current.layout === "worstFirst" && <p className="arranged">{boards.arranged}</p>}
          {current.layout === "grid" && (
            <p className="xs q key-hints">
              {boards.keys.map(([key, does]) => (
                <span key={key}>
                  <kbd>{key}</kbd> {does}
                </span>
              ))}
            </p>
          )}
        </section>
        <section className="panel body" aria-label={boards.settings} data-testid="inspector">
          {selected === null ? (
            <>
              <h2 className="m">{boards.settings}</h2>
              <BoardFields board={board} sites={parts.sites} queues={parts.queuesOnce} change={edit} />
            </>
          ) : (
            <>
              <div className="row">
                <h2 className="m grow">{boards.kinds[tiles[selected]!.kind]}</h2>
                <button type="button" className="btn" onClick={() => setChosen(null)}>
                  {boards.settings}
                </button>
              </div>
              <TileFields
                tile={tiles[selected]!}
                names={parts}
                kpis={kpis}
                change={(tile, amends) => change(changeTile(board, page, selected, tile), "", amends)}
                remove={() => remove(selected)}
              />
            </>
          )}
          {current.layout === "grid" && (
            <p className="note">{boards.mostTiles(formatCount(COLUMNS * ROWS), formatCount(tiles.length))}</p>
          )}
        </section>
      </div>
      {isJson && <JsonDialog id={id} board={board} kpis={kpis} take={edit} close={() => setJson(false)} />}
    </div>
  );
}
