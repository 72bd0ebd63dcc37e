/** A television: one connection, one store, one clock, one wall, for as long as the screen is on. */
import "./style/wall.css";
import "./style/tile.css";
import "./style/grid.css";
import "./style/list.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBoardStore, laterBy } from "../live/board-store.ts";
import { createClock } from "../live/clock.ts";
import { connectView } from "../live/connect-view.ts";
import type { Screen } from "../model/screen.ts";
import { LoadAgain } from "../ui/load-again.tsx";
import { openBoard } from "./board-source.ts";
import { createTold } from "./told.ts";
import { Wall } from "./wall.tsx";

export async function startWall(root: HTMLElement, screen: Screen): Promise<void> {
  const told = createTold();
  const board = await openBoard(screen, told);
  const source = connectView("floor", {}, told.tell);
  const store = createBoardStore({ source, later: laterBy });
  const clock = createClock(source.now);
  createRoot(root).render(
    <StrictMode>
      <LoadAgain>
        <Wall source={source} store={store} clock={clock} screen={screen} board={board} told={told} />
      </LoadAgain>
    </StrictMode>,
  );
}
