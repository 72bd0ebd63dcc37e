import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const tokens = readFileSync(new URL("../src/style/tokens.css", import.meta.url), "utf8");
const TEXT = 4.5;
const GRAPHIC = 3;

const SURFACES = ["--ground", "--panel", "--sunk", "--act-tint", "--watch-tint"];

describe.each(["light", "dark"])("colours of the %s theme", (theme) => {
  const colours = readTheme(theme);

  test.each(["--ink", "--ink2", "--ink3"].flatMap((text) => SURFACES.map((surface) => [text, surface] as const)))(
    "%s is readable on %s",
    (text, surface) => expect(contrast(colours[text]!, colours[surface]!)).toBeGreaterThanOrEqual(TEXT),
  );

  test.each([
    ...["--accent", "--ok", "--watch", "--act", "--future"].flatMap((word) => [
      [word, "--panel"],
      [word, "--ground"],
    ]),
    ["--watch", "--watch-tint"],
    ["--watch", "--act-tint"],
    ["--act", "--act-tint"],
    ["--future", "--act-tint"],
    ["--accent", "--accent-tint"],
    ["--on-accent", "--accent"],
    ["--on-act", "--act-fill"],
    ["--future", "--future-tint"],
  ])("%s is readable on %s", (text, surface) =>
    expect(contrast(colours[text]!, colours[surface]!)).toBeGreaterThanOrEqual(TEXT),
  );

  test.each(
    ["--s1", "--s2", "--s3", "--s4", "--edge", "--watch-fill", "--act-fill"].map((graphic) => [graphic, "--panel"]),
  )("%s stands out from its %s", (graphic, surface) =>
    expect(contrast(colours[graphic]!, colours[surface]!)).toBeGreaterThanOrEqual(GRAPHIC),
  );
});

function readTheme(theme: string): Record<string, string> {
  const block = (selector: string) => tokens.slice(tokens.indexOf(selector)).split("}")[0]!;
  const css = theme === "dark" ? block('[data-theme="dark"] {') : block('[data-theme="light"] {');
  const found = Object.fromEntries(
    [...css.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]),
  );
  expect(Object.keys(found).length).toBeGreaterThan(14);
  return found;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
