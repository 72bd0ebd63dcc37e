/** The History API as a store: going somewhere is an address, and back goes back. */
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};
window.addEventListener("popstate", tell);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const here = (): string => location.pathname + location.search;

/** Path and query, again on every change. */
export const useLocation = (): URL => {
  const address = useSyncExternalStore(subscribe, here);
  return new URL(address, location.origin);
};

/** `replace`: it is the same place, said more exactly; there is nothing to go back to. */
export function navigate(href: string, how: "go" | "replace" = "go"): void {
  if (href === here()) return;
  history[how === "go" ? "pushState" : "replaceState"](null, "", href);
  if (how === "go") window.scrollTo(0, 0);
  tell();
}

/** The address with these parameters; null and what is the default takes one away. */
export function withParams(url: URL, changed: Readonly<Record<string, string | null>>): string {
  const params = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  const search = params.toString();
  return url.pathname + (search === "" ? "" : `?${search}`);
}
