/**
 * The secret of a television that was paired: this browser keeps it, and shows it only while it is a wall. A desk that is opened in the same browser is
 * somebody's own.
 */
const KEY = "floorwalker.screen";
let held: string | null | undefined;

/** Null: it is no wall, or was not paired. */
export function screenToken(): string | null {
  if (document.documentElement.dataset.screen !== "wall") return null;
  if (held === undefined) held = kept();
  return held;
}

export function keepScreenToken(token: string): void {
  held = token;
  try {
    localStorage.setItem(KEY, token);
  } catch {
    // Without storage it lasts as long as the page.
  }
}

export function forgetScreenToken(): void {
  held = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // See above.
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
