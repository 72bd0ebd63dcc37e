/** What a browser has to load before it shows anything, in each language: gzipped bytes of the built page and of everything that it imports at once. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { builtBoard } from "../support/src/built-board.ts";

const KB = 1_024;
const LANGUAGES = ["en", "pl", "it", "zh"];
/** What each display asks for when it has read the page, besides the words that every one says, and how much it may be. */
const DISPLAYS = [
  ["a television", ["start-wall"], 110],
  ["a television that is not paired", ["start-pairing"], 110],
  ["a desk", ["start-desk", "floor-page", "words-desk"], 200],
] as const;

test.each(DISPLAYS.flatMap((display) => LANGUAGES.map((language) => [...display, language] as const)))(
  "%s loads little (%j, %i KB) in %s",
  async (_, asked, limit, language) => {
    const folder = await builtBoard();
    const assets = readdirSync(join(folder, "assets"));
    const page = readFileSync(join(folder, "index.html"), "utf8");
    const first = [...page.matchAll(/assets\/([\w.-]+)/g)].map((match) => match[1]!);
    const parts = [...asked, "words-everywhere"].map((part) =>
      part.startsWith("words") ? `${part}-${language}` : part,
    );
    const later = assets.filter((name) => parts.some((part) => name.startsWith(`${part}-`)));
    expect(later.filter((name) => name.endsWith(".js"))).toHaveLength(parts.length);
    const wanted = new Set<string>();
    const take = (name: string): void => {
      if (wanted.has(name)) return;
      wanted.add(name);
      if (!name.endsWith(".js")) return;
      const code = readFileSync(join(folder, "assets", name), "utf8");
      for (const match of code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+)["']/g)) take(match[1]!);
    };
    for (const name of [...first, ...later]) take(name);
    const spoken = [...wanted].flatMap((name) => /^words-\w+-(en|pl|it|zh)-/.exec(name)?.[1] ?? []);
    expect(new Set(spoken)).toEqual(new Set([language]));
    const bytes = [...wanted].reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(folder, "assets", name))).length,
      0,
    );
    expect(bytes / KB).toBeGreaterThan(40);
    expect(bytes / KB).toBeLessThanOrEqual(limit);
  },
);
