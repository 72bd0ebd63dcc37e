/**
 * The page: the words and the theme that this display shows things in, then what it is: a television on the wall, somebody's desk, or the page
 * for signing in. A television that keeps a shared token shows its board whatever the gateway says of it; another one that is not known asks to be
 * paired, everybody else to be signed in.
 */
import "./style/tokens.css";
import { againWait } from "./again-wait.ts";
import { showHoursBy } from "./format/format-time.ts";
import { sharedToken } from "./live/token.ts";
import { askUntilTold, askWho, goToSignIn, SIGN_IN_PATH } from "./live/who.ts";
import { readScreen } from "./model/screen.ts";
import { followTheme } from "./preferences/apply-theme.ts";
import { preferences } from "./preferences/preferences.ts";
import { startOrAgain } from "./start-or-again.ts";
import { NOT_LOADED } from "./words/not-loaded.ts";
import { speak, words } from "./words/words.ts";

const screen = readScreen(location.search, location.pathname);
const root = document.getElementById("root")!;

async function start(): Promise<void> {
  const { language, clock } = preferences.getSnapshot();
  // A television is dark unless its address says otherwise: a bright one is what everybody looks at.
  const theme = screen.theme ?? (screen.kind === "wall" ? "dark" : "auto");
  followTheme(theme === "auto" ? null : theme);
  document.documentElement.dataset.screen = screen.kind;
  showHoursBy(clock === "12" ? "h12" : "h23");
  await speak(screen.language ?? language, screen.kind);
  document.documentElement.lang = words.locale;
  document.title = words.appName;
  if (location.pathname === SIGN_IN_PATH) return (await import("./sign-in/start-sign-in.tsx")).startSignIn(root);
  const keepsToken = screen.kind === "wall" && sharedToken() !== null;
  if (!keepsToken && !(await askWho()).known) {
    if (screen.kind === "wall") return (await import("./pairing/start-pairing.tsx")).startPairing(root);
    return goToSignIn(null);
  }
  if (screen.kind === "wall") await (await import("./wall/start-wall.tsx")).startWall(root, screen);
  else {
    (await import("./desk/start-desk.tsx")).startDesk(root);
    void askUntilTold();
  }
}

// A page that the browser kept for "back" still shows what its session saw, and may have been left for signing in: it asks anew.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});

void startOrAgain(start, {
  say() {
    const said = document.createElement("h1");
    said.setAttribute("role", "alert");
    said.className = "not-loaded";
    said.textContent = NOT_LOADED[screen.language ?? preferences.getSnapshot().language];
    root.replaceChildren(said);
  },
  again: () => location.reload(),
  wait: () => againWait(Date.now(), () => sessionStorage),
});
