/** The theme on the page: as chosen, or as the system has it, also when that changes at dusk. */
import { preferences } from "./preferences.ts";

/** `fixed`: what the address says for this screen, before any choice. */
export function followTheme(fixed: "light" | "dark" | null): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    const chosen = fixed ?? preferences.getSnapshot().theme;
    document.documentElement.dataset.theme = chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
  };
  apply();
  system.addEventListener("change", apply);
  preferences.subscribe(apply);
}
