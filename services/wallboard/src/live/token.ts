/**
 * A gateway that other machines reach demands a shared token: the page is opened once with it in the fragment (`/#token=…`, which no server
 * and no log ever sees), this browser keeps it, and the address is cleaned.
 */
const KEY = "floorwalker.token";
let held: string | null | undefined;

export function sharedToken(): string | null {
  if (held === undefined) held = take();
  return held;
}

/** Whoever signs in or out does not want it any more. */
export function forgetToken(): void {
  held = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // See below.
  }
}

function take(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  try {
    if (given === null) return localStorage.getItem(KEY);
    localStorage.setItem(KEY, given);
  } catch {
    // Without storage the token lives as long as the page.
  }
  if (given !== null) history.replaceState(null, "", location.pathname + location.search);
  return given;
}
