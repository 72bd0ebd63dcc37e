/** As whom this browser acts where nobody has signed in: an open gateway and a shared token know no person. */
const KEY = "floorwalker.name";
let held: string | undefined;

export function ownName(): string {
  if (held !== undefined) return held;
  try {
    held = localStorage.getItem(KEY) ?? "";
  } catch {
    held = "";
  }
  return held;
}

export function keepOwnName(name: string): void {
  held = name;
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Without storage it lasts as long as the page.
  }
}
