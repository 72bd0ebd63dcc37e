/**
 * The page: the words and the theme that this display shows things in, then what it is: a television on the wall, somebody's desk, or the page
 * for signing in. A television that keeps a token shows its board whatever the gateway says of it; everybody else must be known first.
 */
import "./style/tokens.css";
import { showHoursBy } from "./format/format-time.ts";
import { sharedToken } from "./live/token.ts";
import { askWho, goToSignIn, SIGN_IN_PATH } from "./live/who.ts";
import { readScreen } from "./model/screen.ts";
import { followTheme } from "./preferences/apply-theme.ts";
import { preferences } from "./preferences/preferences.ts";
import { speak, words } from "./words/words.ts";

const screen = readScreen(location.search);
const root = document.getElementById("root")!;

async function start(): Promise<void> {
  const { language, clock } = preferences.getSnapshot();
  // A television is dark unless its address says otherwise: a bright one is what everybody looks at.
  const theme = screen.theme ?? (screen.kind === "wall" ? "dark" : "auto");
  followTheme(theme === "auto" ? null : theme);
  document.documentElement.dataset.screen = screen.kind;
  showHoursBy(clock === "12" ? "h12" : "h23");
  await speak(screen.language ?? language);
  document.documentElement.lang = words.locale;
  document.title = words.appName;
  if (location.pathname === SIGN_IN_PATH) return (await import("./sign-in/start-sign-in.tsx")).startSignIn(root);
  const keepsToken = screen.kind === "wall" && sharedToken() !== null;
  if (!keepsToken && !(await askWho()).known) return goToSignIn(null);
  if (screen.kind === "wall") (await import("./wall/start-wall.tsx")).startWall(root, screen);
  else (await import("./desk/start-desk.tsx")).startDesk(root);
}

void start();
