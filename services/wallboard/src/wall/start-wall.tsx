/** A television: one connection, one store, one clock, one board, for as long as the screen is on. Styles in the order in which they overrule. */
import "./style/base.css";
import "./style/strip.css";
import "./style/summary.css";
import "./style/tile.css";
import "./style/states.css";
import "./style/alerts.css";
import "./style/wall.css";
import "./style/wall-tile.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBoardStore, laterBy } from "../live/board-store.ts";
import { createClock } from "../live/clock.ts";
import { connectView } from "../live/connect-view.ts";
import type { Screen } from "../model/screen.ts";
import { Board } from "./board.tsx";

export function startWall(root: HTMLElement, screen: Screen): void {
  const source = connectView("floor");
  const store = createBoardStore({ source, later: laterBy });
  const clock = createClock(source.now);
  createRoot(root).render(
    <StrictMode>
      <Board store={store} clock={clock} screen={screen} />
    </StrictMode>,
  );
}
