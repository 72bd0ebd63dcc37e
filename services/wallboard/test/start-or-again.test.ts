/** What does not load: said, and tried again; a language that does not come leaves the one before whole. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AGAIN_MS, againWait } from "../src/again-wait.ts";
import { chooseLanguage } from "../src/preferences/choose-language.ts";
import { preferences } from "../src/preferences/preferences.ts";
import { startOrAgain } from "../src/start-or-again.ts";
import { language, speak, words } from "../src/words/words.ts";

const away = vi.hoisted(() => ({ polish: true }));
vi.mock("../src/words/desk/pl.ts", async (original) => {
  const table: object = await original();
  return Object.defineProperty({ ...table }, "deskPl", {
    get() {
      if (away.polish) throw new TypeError("Failed to fetch dynamically imported module");
      return (table as { readonly deskPl: object }).deskPl;
    },
  });
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { languages: ["en"] });
  away.polish = true;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page that could not begin says so and begins again by itself; one that did is left alone", async () => {
  const done: string[] = [];
  const parts = { say: () => done.push("said"), again: () => done.push("again"), wait: () => AGAIN_MS };
  const quiet = vi.spyOn(console, "error").mockReturnValue();
  await startOrAgain(async () => speak("pl"), parts);
  expect(done).toEqual(["said"]);
  await vi.advanceTimersByTimeAsync(AGAIN_MS);
  expect(done).toEqual(["said", "again"]);
  expect(quiet).toHaveBeenCalledTimes(1);
  away.polish = false;
  await startOrAgain(async () => speak("pl"), parts);
  await vi.advanceTimersByTimeAsync(AGAIN_MS);
  expect(done).toHaveLength(2);
});

test("a language of which a part does not load is not spoken, not even by half, and not kept as what was chosen", async () => {
  await speak("en");
  const english = words;
  await expect(speak("pl")).rejects.toThrow("dynamically imported");
  expect([words, language]).toEqual([english, "en"]);
  expect(await chooseLanguage("pl")).toBe(false);
  expect(preferences.getSnapshot().language).toBe("en");
  away.polish = false;
  expect(await chooseLanguage("pl")).toBe(true);
  expect(preferences.getSnapshot().language).toBe("pl");
});

test("what stays broken is loaded again less and less often, once a minute in the end, and at once when it had helped", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  let now = 1_796_000_000_000;
  const waits = Array.from({ length: 6 }, () => {
    const wait = againWait(now, () => storage);
    now += wait + 1_000;
    return wait / 1000;
  });
  expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
  expect(againWait(now + 600_000, () => storage)).toBe(5_000);
  const none = () => {
    throw new DOMException("no storage", "SecurityError");
  };
  expect([againWait(now, none), againWait(now + 5_000, none)]).toEqual([5_000, 5_000]);
});
