/** The theme on the page: as chosen, or as the system has it, also when that changes at dusk; on paper always light. */
import { preferences } from "./preferences.ts";

type Theme = "light" | "dark";
let fixed: Theme | null = null;
let apply = (): void => {};

/** `wanted`: what the address says for this screen, before any choice. */
export function followTheme(wanted: Theme | null): void {
  fixed = wanted;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print");
  apply = (): void => {
    const chosen = paper.matches ? "light" : (fixed ?? preferences.getSnapshot().theme);
    document.documentElement.dataset.theme = chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
  };
  apply();
  for (const media of [system, paper]) media.addEventListener("change", apply);
  preferences.subscribe(apply);
}

/** Of a board, from now on; null: as this browser has it. */
export function fixTheme(wanted: Theme | null): void {
  fixed = wanted;
  apply();
}
