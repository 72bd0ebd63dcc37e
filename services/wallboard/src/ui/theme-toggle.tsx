/** Automatic → dark → light. The choice stays in this browser; the address may overrule it for one screen. */
import { useEffect, useState } from "react";
import { nextTheme, readScreen, type Theme } from "../model/screen.ts";
import { strings } from "../strings.ts";
import { Icon } from "./icon.tsx";

const KEY = "floorwalker.theme";

export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(() => readScreen(location.search).theme ?? remembered());
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const apply = (): void => {
      document.documentElement.dataset.theme = theme === "auto" ? (system.matches ? "dark" : "light") : theme;
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [theme]);
  const change = (): void => {
    const next = nextTheme(theme);
    setTheme(next);
    remember(next);
  };
  return (
    <button
      type="button"
      className="theme-toggle"
      onClick={change}
      aria-label={strings.theme[theme]}
      title={strings.theme[theme]}
    >
      <Icon name="theme" />
    </button>
  );
}

// A browser may forbid storage: the board then follows the system.
function remembered(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "dark" || kept === "light" ? kept : "auto";
  } catch {
    return "auto";
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Nothing is lost but the memory of a colour.
  }
}
