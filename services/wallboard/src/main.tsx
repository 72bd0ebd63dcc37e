/** The page: one connection, one store, one clock, one board, for as long as the screen is on. Styles in the order in which they overrule. */
import "./style/tokens.css";
import "./style/base.css";
import "./style/strip.css";
import "./style/summary.css";
import "./style/tile.css";
import "./style/states.css";
import "./style/alerts.css";
import "./style/sizes.css";
import "./style/wall.css";
import "./style/wall-tile.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBoardStore } from "./live/board-store.ts";
import { createClock } from "./live/clock.ts";
import { connectFloor } from "./live/connect-floor.ts";
import { readScreen } from "./model/screen.ts";
import { strings } from "./strings.ts";
import { Board } from "./ui/board.tsx";

const screen = readScreen(location.search);
const source = connectFloor();
const store = createBoardStore({
  source,
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});

const clock = createClock(source.now);

document.documentElement.dataset.screen = screen.kind;
document.documentElement.lang = strings.locale;
document.title = strings.appName;
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Board store={store} clock={clock} screen={screen} />
  </StrictMode>,
);
