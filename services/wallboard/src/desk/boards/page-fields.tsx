/** What of a page is chosen: how it is arranged and how long it stays; of a desk's floor, which sections it has and in which order. */
import { type BoardPage, FLOOR_SECTIONS, type FloorSection, type GridPage } from "@floorwalker/protocol/board";
import { boardWords } from "../../words/boards/board-words.ts";
import { useTyped, wholeWithin } from "./use-typed.ts";

const LEAST_SECONDS = 5;
const MOST_SECONDS = 600;

export interface PageFieldsProps {
  readonly page: BoardPage;
  /** `amends`: it goes on with the step before. */
  readonly change: (page: BoardPage, amends?: boolean) => void;
  /** Null: it is the only one. */
  readonly remove: (() => void) | null;
}

export function PageFields({ page, change, remove }: PageFieldsProps) {
  const boards = boardWords();
  if (page.layout === "floor")
    return <Sections sections={page.sections} change={(sections) => change({ ...page, sections })} />;
  return (
    <div className="row wrap page-fields">
      <label className="row">
        {boards.layout}
        <select
          className="field"
          value={page.layout}
          onChange={({ target }) =>
            change(target.value === "grid" ? { layout: "grid", tiles: [] } : { layout: "worstFirst" })
          }
        >
          <option value="grid">{boards.layouts.grid}</option>
          <option value="worstFirst">{boards.layouts.worstFirst}</option>
        </select>
      </label>
      {page.layout === "grid" && <Seconds page={page} change={change} />}
      {remove !== null && (
        <button type="button" className="btn" onClick={remove}>
          {boards.removePage}
        </button>
      )}
    </div>
  );
}

function Seconds({ page, change }: { readonly page: GridPage; readonly change: PageFieldsProps["change"] }) {
  const boards = boardWords();
  const typed = useTyped(page.seconds === undefined ? "" : String(page.seconds), (text, amends) => {
    const { seconds: _, ...rest } = page;
    const seconds = wholeWithin(text, LEAST_SECONDS, MOST_SECONDS);
    if (text === "") change(rest, amends);
    else if (seconds !== null) change({ ...rest, seconds }, amends);
    return text === "" || seconds !== null;
  });
  return (
    <label className="row">
      {boards.seconds}
      <input
        className="field short"
        type="number"
        min={LEAST_SECONDS}
        max={MOST_SECONDS}
        placeholder={boards.usualSeconds}
        {...typed}
      />
    </label>
  );
}

interface SectionsProps {
  readonly sections: readonly FloorSection[];
  readonly change: (sections: FloorSection[]) => void;
}

function Sections({ sections, change }: SectionsProps) {
  const boards = boardWords();
  const left = FLOOR_SECTIONS.filter((section) => !sections.includes(section));
  const swap = (index: number): void =>
    change(
      sections.map((section, at) => (at === index ? sections[at - 1]! : at === index - 1 ? sections[index]! : section)),
    );
  return (
    <ol className="sections" aria-label={boards.sections}>
      {[...sections, ...left].map((section, index) => {
        const isIn = index < sections.length;
        return (
          <li key={section} className="row panel body" data-testid="section">
            <label className="row grow">
              <input
                type="checkbox"
                checked={isIn}
                disabled={isIn && sections.length === 1}
                onChange={() => change(isIn ? sections.filter((each) => each !== section) : [...sections, section])}
              />
              {boards.sectionNames[section]}
            </label>
            <button type="button" className="btn" disabled={!isIn || index === 0} onClick={() => swap(index)}>
              {boards.moveUp}
              <span className="unseen"> {boards.sectionNames[section]}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
