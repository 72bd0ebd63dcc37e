/**
 * What this display shows things in: kept in this browser, each by itself. What is kept names its version: another version, or what cannot be
 * read, is as if nothing had been kept.
 */
import { LANGUAGES, type Language, languageOf } from "../words/words.ts";

export interface Preferences {
  readonly language: Language;
  readonly theme: "auto" | "light" | "dark";
  /** Times in the zone of the site, or of whoever looks. */
  readonly zone: "site" | "here";
  readonly clock: "24" | "12";
  /** Single keys do something (WCAG 2.1.4). */
  readonly keys: "on" | "off";
  readonly density: "auto" | "comfortable" | "compact";
}

const VERSION = 1;
const KEY = "floorwalker.display";
const CHOICES = {
  language: LANGUAGES,
  theme: ["auto", "light", "dark"],
  zone: ["site", "here"],
  clock: ["24", "12"],
  keys: ["on", "off"],
  density: ["auto", "comfortable", "compact"],
} as const satisfies { readonly [K in keyof Preferences]: readonly Preferences[K][] };
type Choices = { readonly [K in keyof Preferences]: readonly Preferences[K][] };

/** `kept`: what was stored, or null; `tags`: the languages that the browser asks for. */
export function readPreferences(kept: string | null, tags: readonly string[]): Preferences {
  const found = parsed(kept);
  const chosen = <K extends keyof Preferences>(key: K, otherwise: Preferences[K]): Preferences[K] =>
    (CHOICES as Choices)[key].find((choice) => choice === found[key]) ?? otherwise;
  return {
    language: chosen("language", languageOf(tags)),
    theme: chosen("theme", "auto"),
    zone: chosen("zone", "site"),
    clock: chosen("clock", "24"),
    keys: chosen("keys", "on"),
    density: chosen("density", "auto"),
  };
}

export const writePreferences = (preferences: Preferences): string =>
  JSON.stringify({ version: VERSION, ...preferences });

function parsed(kept: string | null): Readonly<Record<string, unknown>> {
  if (kept === null) return {};
  try {
    const found: unknown = JSON.parse(kept);
    const record = typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
    return record.version === VERSION ? record : {};
  } catch {
    return {};
  }
}

// A browser may forbid storage: a choice then lasts as long as the page.
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

let current: Preferences | null = null;
const listeners = new Set<() => void>();

export const preferences = {
  getSnapshot: (): Preferences => {
    current ??= readPreferences(stored(), navigator.languages);
    return current;
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  choose(changed: Partial<Preferences>): void {
    current = { ...preferences.getSnapshot(), ...changed };
    try {
      localStorage.setItem(KEY, writePreferences(current));
    } catch {
      // See above.
    }
    for (const listener of listeners) listener();
  },
};
