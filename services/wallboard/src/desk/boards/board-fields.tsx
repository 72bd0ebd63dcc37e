/** What is of the whole board: its name, what of the centre it is about, and what it is shown in. */
import { AUDIENCES, BOARD_WINDOWS, type Board } from "@floorwalker/protocol/board";
import { useState } from "react";
import { boardWords } from "../../words/boards/board-words.ts";
import { LANGUAGE_NAMES, LANGUAGES, nameIn, words } from "../../words/words.ts";
import { useTyped } from "./use-typed.ts";

export interface BoardFieldsProps {
  readonly board: Board;
  readonly sites: readonly { readonly site: string; readonly name: string }[];
  readonly queues: readonly { readonly queue: string; readonly title: string }[];
  /** `amends`: it goes on with the step before. */
  readonly change: (board: Board, amends?: boolean) => void;
}

type Looks = "theme" | "language" | "zone" | "clock";
/** As they lie in a board. */
const TAGS = { en: "en", pl: "pl", it: "it", zh: "zh-Hans" } as const;

export function BoardFields({ board, sites, queues, change }: BoardFieldsProps) {
  const boards = boardWords();
  const name = useTyped(board.name, (text, amends) => {
    if (text !== "") change({ ...board, name: text }, amends);
    return text !== "";
  });
  const isFloor = board.pages.some(({ layout }) => layout === "floor");
  const choose = (key: Looks, options: readonly (readonly [string, string])[]) => (
    <label key={key}>
      {boards[key]}
      <select
        className="field"
        value={board[key] ?? ""}
        onChange={({ target }) => {
          const { [key]: _, ...rest } = board;
          change(target.value === "" ? rest : ({ ...rest, [key]: target.value } as Board));
        }}
      >
        <option value="">{boards.asDisplay}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="form">
      <label>
        {boards.name}
        <input className="field" maxLength={60} {...name} />
      </label>
      <label>
        {words.site}
        <select
          className="field"
          value={board.site ?? ""}
          onChange={({ target }) => {
            const { site: _site, queues: _queues, ...rest } = board;
            change(target.value === "" ? rest : { ...rest, site: target.value });
          }}
        >
          <option value="">{boards.anySite}</option>
          {sites.map(({ site, name }) => (
            <option key={site} value={site}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {board.site !== undefined && (
        <fieldset className="queues-of">
          <legend>{words.queues}</legend>
          {queues.map(({ queue, title }) => (
            <label key={queue} className="row">
              <input
                type="checkbox"
                checked={board.queues === undefined || board.queues.includes(queue)}
                onChange={({ target }) => change(withQueue(board, queues, queue, target.checked))}
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
      <label>
        {boards.window}
        <select
          className="field"
          value={board.window}
          onChange={({ target }) => change({ ...board, window: target.value as Board["window"] })}
        >
          {BOARD_WINDOWS.map((window) => (
            <option key={window} value={window}>
              {nameIn(words.windows, window)}
            </option>
          ))}
        </select>
      </label>
      {choose("theme", [
        ["dark", boards.dark],
        ["light", boards.light],
        ["auto", words.settings.themes.auto],
      ])}
      {choose(
        "language",
        LANGUAGES.map((language) => [TAGS[language], LANGUAGE_NAMES[language]]),
      )}
      {choose("zone", [
        ["site", boards.zoneSite],
        ["here", boards.zoneHere],
      ])}
      {choose("clock", [
        ["24", boards.hours24],
        ["12", boards.hours12],
      ])}
      {!isFloor && <QuietFields quiet={board.quiet} change={(quiet) => change(withQuiet(board, quiet))} />}
      <fieldset className="queues-of">
        <legend>{boards.defaultFor}</legend>
        {AUDIENCES.filter((audience) => audience !== "wall" || !isFloor).map((audience) => (
          <label key={audience} className="row">
            <input
              type="checkbox"
              checked={board.defaultFor.includes(audience)}
              onChange={({ target }) =>
                change({
                  ...board,
                  defaultFor: AUDIENCES.filter((each) =>
                    each === audience ? target.checked : board.defaultFor.includes(each),
                  ),
                })
              }
            />
            {audience === "wall" ? boards.everyWall : words.access.account.roles[audience]}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

function withQuiet(board: Board, quiet: Board["quiet"]): Board {
  const { quiet: _, ...rest } = board;
  return quiet === undefined ? rest : { ...rest, quiet };
}

interface QuietFieldsProps {
  readonly quiet: Board["quiet"];
  readonly change: (quiet: Board["quiet"]) => void;
}

type Ends = NonNullable<Board["quiet"]>;

const ends = (quiet: Board["quiet"]): Ends & { readonly of: string } => {
  const { from, to } = quiet ?? { from: "", to: "" };
  return { from, to, of: `${from} ${to}` };
};

/** Two times of day, or none: one alone is not kept. */
function QuietFields({ quiet, change }: QuietFieldsProps) {
  const boards = boardWords();
  const now = ends(quiet);
  const [last, setLast] = useState<(Ends & { readonly of: string }) | null>(null);
  // What was typed is of the board as it was then: undone, or taken from a file, the board has others.
  if (last !== null && last.of !== now.of) setLast(null);
  const typed = last?.of === now.of ? last : now;
  const choose = (changed: Partial<Ends>): void => {
    const { from, to } = { ...typed, ...changed };
    const wanted = from === "" || to === "" ? undefined : { from, to };
    const { of } = ends(wanted);
    setLast({ from, to, of });
    if (of !== now.of) change(wanted);
  };
  return (
    <fieldset className="queues-of">
      <legend>{boards.quiet}</legend>
      {(["from", "to"] as const).map((end) => (
        <label key={end} className="row">
          <span className="grow">{boards.quietEnds[end]}</span>
          <input
            className="field short"
            type="time"
            value={typed[end]}
            onChange={({ target }) => choose({ [end]: target.value })}
          />
        </label>
      ))}
    </fieldset>
  );
}

/** All of them is none named: what comes later belongs to it too. */
function withQueue(board: Board, known: BoardFieldsProps["queues"], queue: string, isIn: boolean): Board {
  const { queues, ...rest } = board;
  const before = queues ?? known.map((each) => each.queue);
  const named = isIn ? [...before, queue] : before.filter((each) => each !== queue);
  if (named.length === 0) return board;
  return known.every((each) => named.includes(each.queue)) ? rest : { ...rest, queues: named };
}
