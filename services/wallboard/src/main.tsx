/** The page: the words and the theme that this display shows things in, then what it is: a television on the wall, or somebody's desk. */
import "./style/tokens.css";
import { showHoursBy } from "./format/format-time.ts";
import { readScreen } from "./model/screen.ts";
import { followTheme } from "./preferences/apply-theme.ts";
import { preferences } from "./preferences/preferences.ts";
import { speak, words } from "./words/words.ts";

const screen = readScreen(location.search);
const root = document.getElementById("root")!;

async function start(): Promise<void> {
  const { language, clock } = preferences.getSnapshot();
  followTheme(screen.theme === "auto" ? null : screen.theme);
  document.documentElement.dataset.screen = screen.kind;
  showHoursBy(clock === "12" ? "h12" : "h23");
  await speak(screen.language ?? language);
  document.documentElement.lang = words.locale;
  document.title = words.appName;
  if (screen.kind === "wall") (await import("./wall/start-wall.tsx")).startWall(root, screen);
  else (await import("./desk/start-desk.tsx")).startDesk(root);
}

void start();
