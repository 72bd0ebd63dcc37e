/** What of a page is chosen: how it is arranged and how long it stays; of a desk's floor, which sections it has and in which order. */
import { type BoardPage, FLOOR_SECTIONS, type FloorSection } from "@floorwalker/protocol/board";
import { boardWords } from "../../words/boards/board-words.ts";

export interface PageFieldsProps {
  readonly page: BoardPage;
  readonly change: (page: BoardPage) => void;
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
      {page.layout === "grid" && (
        <label className="row">
          {boards.seconds}
          <input
            className="field short"
            type="number"
            min={5}
            max={600}
            placeholder={boards.usualSeconds}
            value={page.seconds ?? ""}
            onChange={({ target }) => {
              const { seconds: _, ...rest } = page;
              const seconds = Math.round(target.valueAsNumber);
              if (target.value === "") change(rest);
              else if (seconds >= 5 && seconds <= 600) change({ ...rest, seconds });
            }}
          />
        </label>
      )}
      {remove !== null && (
        <button type="button" className="btn" onClick={remove}>
          {boards.removePage}
        </button>
      )}
    </div>
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
