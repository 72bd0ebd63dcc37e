/** A desk or a phone: one connection for the floor, which every page rests on, one clock, and the page that the address names. */
import "./style/base.css";
import "./style/controls.css";
import "./style/frame.css";
import "./style/table.css";
import "./style/floor.css";
import "./style/pages.css";
import "./style/acts.css";
import "./style/dialogs.css";
import "./style/narrow.css";
import "./style/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBoardStore, laterBy } from "../live/board-store.ts";
import { createClock } from "../live/clock.ts";
import { connectView } from "../live/connect-view.ts";
import { DeskApp } from "./desk-app.tsx";

export function startDesk(root: HTMLElement): void {
  const source = connectView("floor");
  const store = createBoardStore({ source, later: laterBy });
  const clock = createClock(source.now);
  createRoot(root).render(
    <StrictMode>
      <DeskApp source={source} store={store} clock={clock} />
    </StrictMode>,
  );
}
