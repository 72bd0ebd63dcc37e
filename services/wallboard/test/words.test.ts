/** The words of four languages. That each has every key and every plural form is the compiler's to say. */
import { readdirSync, readFileSync } from "node:fs";
import { KPIS } from "@floorwalker/domain";
import { BOARD_FAULTS } from "@floorwalker/protocol/board";
import { parseSync, Visitor } from "oxc-parser";
import { afterEach, describe, expect, test } from "vitest";
import { problemText } from "../src/desk/rules/problem-text.ts";
import { formatCount, formatRatio } from "../src/format/format-value.ts";
import { readRule } from "../src/model/asked-rule.ts";
import { refusalText } from "../src/words/refusal-text.ts";
import { LANGUAGES, languageOf, speak, words } from "../src/words/words.ts";

afterEach(() => speak("en"));

describe.each(LANGUAGES)("the words of %s", (language) => {
  test("say something for every key, with everything they are given", async () => {
    await speak(language);
    for (const [path, text] of leaves(words)) {
      const given = ["‹1›", "‹2›", "‹3›", "‹4›", "‹5›", "‹6›"];
      const said = typeof text === "function" ? (text as (...args: unknown[]) => string)(...given) : text;
      expect(said.trim().length, path).toBeGreaterThan(0);
      if (typeof text === "function" && !/^(sameNow|.*\.(waitingLate|waitingOnly))$/.test(path))
        for (const part of given.slice(isPlural(text) ? 1 : 0, text.length)) expect(said, path).toContain(part);
    }
  });

  test("have a word of its own for every state, and each state an outline of its own: without colours they are told apart", async () => {
    await speak(language);
    const icons = readFileSync(new URL("../src/ui/icon.tsx", import.meta.url), "utf8");
    const outlines = Object.keys(words.states).map(
      (state) => new RegExp(`^  ${state}:\\s+"([^"]+)"`, "m").exec(icons)?.[1],
    );
    expect(outlines).not.toContain(undefined);
    expect(new Set(outlines).size).toBe(outlines.length);
    expect(new Set(Object.values(words.states)).size).toBe(outlines.length);
  });

  test("have a name of its own for every KPI", async () => {
    await speak(language);
    expect(Object.keys(words.kpis).toSorted()).toEqual(KPIS.map(({ id }) => id).toSorted());
    expect(new Set(Object.values(words.kpis)).size).toBe(KPIS.length);
  });

  test("say of everything that the gateway refuses people, and of every fault of a board, what it is and what to do", async () => {
    await speak(language);
    const { boardsEn } = await import("../src/words/boards/en.ts");
    const errors = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");
    const codes = (title: string): string[] =>
      [
        ...errors
          .split(`# ${title}`)[1]!
          .split(/^# /m)[0]!
          .matchAll(/^\| `(\w+)` \| \d/gm),
      ].map((match) => match[1]!);
    const refused = [
      ...codes("Why a gateway does not let somebody in"),
      ...codes("Why a board is not shown"),
      ...routeErrors().filter((code) => !TOLD_ELSEWHERE.has(code)),
    ];
    expect(refused.length).toBeGreaterThan(50);
    expect(Object.keys(words.refusals).toSorted()).toEqual(refused.toSorted());
    expect(Object.keys(boardsEn.faults).toSorted()).toEqual(Object.keys(BOARD_FAULTS).toSorted());
    expect(Object.keys(boardsEn.faultFixes).toSorted()).toEqual(Object.keys(BOARD_FAULTS).toSorted());
    expect(refusalText({ code: "bad_body", message: "password: too short" })).toBe(
      `${words.refusals.bad_body}: password: too short`,
    );
    expect(refusalText({ code: "bad_parameter", message: "There is no such day." })).toBe(
      `${words.refusals.bad_parameter}: There is no such day.`,
    );
    expect(refusalText({ code: "of_tomorrow", message: "No.", fix: "Ask." })).toBe("No. Ask.");
  });

  test("say of everything that can be wrong with a rule that is tried what to do, at the label of what is wrong", async () => {
    await speak(language);
    const findings = readFileSync(
      new URL("../../../packages/kit/runtime/src/config/rule-findings.ts", import.meta.url),
      "utf8",
    );
    const codes = new Set([...findings.matchAll(/"([a-z]+(?:_[a-z]+)+)"/g)].map((match) => match[1]!));
    expect(codes.size).toBeGreaterThan(10);
    for (const code of [...codes, ...OF_TYPED])
      expect(code in words.rules.faults || OF_OTHER_RULES.has(code), code).toBe(true);
    const rule = readRule(new URLSearchParams("limit=viel&kpi=waiting"));
    const faulty = { message: "is wrong", fix: "Mend it." };
    expect(problemText({ ...faulty, code: "not_a_level", path: "below" }, rule)).toBe(
      words.rules.wrongThere(words.rules.quoted(words.rules.limit, "viel"), words.rules.faults.not_a_level),
    );
    expect(problemText({ ...faulty, code: "not_of_scope", path: "kpi" }, rule)).toBe(
      words.rules.wrongThere(words.rules.kpi, words.rules.faults.not_of_scope),
    );
    expect(problemText({ ...faulty, code: "of_tomorrow", path: "clear" }, rule)).toBe("clear: is wrong. Mend it.");
    expect(problemText({ ...faulty, code: "too_much", path: null }, rule)).toBe(words.refusals.too_much);
  });

  test("are other words than English ones, but for names and signs", async () => {
    await speak("en");
    const english = new Map(leaves(words).filter(([, text]) => typeof text === "string"));
    await speak(language);
    const same = leaves(words).filter(([path, text]) => typeof text === "string" && english.get(path) === text);
    if (language !== "en") expect(same.length / english.size).toBeLessThan(0.12);
  });
});

test.each([
  ["en", 1, "1 queue is below target; no rule is firing"],
  ["en", 2, "2 queues are below target; no rule is firing"],
  ["pl", 1, "1 kolejka jest poniżej celu; żadna reguła nie jest aktywna"],
  ["pl", 3, "3 kolejki są poniżej celu; żadna reguła nie jest aktywna"],
  ["pl", 12, "12 kolejek jest poniżej celu; żadna reguła nie jest aktywna"],
  ["pl", 22, "22 kolejki są poniżej celu; żadna reguła nie jest aktywna"],
  ["it", 1, "1 coda è sotto obiettivo; nessuna regola è attiva"],
  ["zh", 5, "5 个队列未达标，无规则触发"],
] as const)("in %s, %d queues below target are told as: %s", async (language, n, text) => {
  await speak(language);
  expect(words.actNow.belowNoRule(n, formatCount(n))).toBe(text);
});

test.each([
  ["en", "91.7\u202f%", "12,345"],
  ["pl", "91,7\u202f%", "12\u00a0345"],
  ["it", "91,7\u202f%", "12.345"],
  ["zh", "91.7%", "12,345"],
] as const)("numbers are written as people who read %s write them", async (language, ratio, count) => {
  await speak(language);
  expect(formatRatio(0.917)).toBe(ratio);
  expect(formatCount(12_345)).toBe(count);
});

test("a browser's languages are asked in their order, and English is for all others", () => {
  expect(languageOf(["de-DE", "pl-PL", "en-GB"])).toBe("pl");
  expect(languageOf(["zh-CN"])).toBe("zh");
  expect(languageOf(["de-DE"])).toBe("en");
  expect(languageOf([])).toBe("en");
});

test("in Polish a site and a gateway have one word each", () => {
  const words = new URL("../src/words/", import.meta.url);
  const files = readdirSync(words, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\bpl\.ts$|-pl\.ts$/.test(name),
  );
  expect(files.length).toBeGreaterThan(8);
  for (const file of files)
    expect(readFileSync(new URL(file, words), "utf8"), file).not.toMatch(/oddzia[łl]|\bbram(?:a|y|ę|ie)\b/iu);
});

test("no component holds a text of its own: what is read comes from the words", () => {
  const src = new URL("../src/", import.meta.url);
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap((file) => bareTexts(file, readFileSync(new URL(file, src), "utf8")))).toEqual([]);
});

test("what a television runs says no word that only desks load", async () => {
  const src = new URL("../src/", import.meta.url);
  const onWalls = /^(wall|pairing|ui|model|format|live|preferences)\//;
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => onWalls.test(name));
  await speak("en", "wall");
  const missing = files
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => {
      const code = readFileSync(new URL(name, src), "utf8");
      const taken = [...code.matchAll(/\{([^{}]*)\} = words;/g)].flatMap(
        (match) => match[1]!.match(/\w+(?=\s*[,:]|\s*$)/g) ?? [],
      );
      const said = [...code.matchAll(/\bwords\.(\w+)/g)].map((match) => match[1]!);
      return [...said, ...taken].filter((key) => !(key in words) && key !== "ts").map((key) => `${name}: ${key}`);
    });
  expect(missing).toEqual([]);
});

test("a bare text is found where one is", () => {
  const found = bareTexts("x.tsx", 'const a = <p title="Hello"><b>Now</b>{" · "}{late ? "Late" : ok}<i>▼ 3</i></p>;');
  expect(found.toSorted()).toEqual(["x.tsx: Hello", "x.tsx: Late", "x.tsx: Now"]);
});

/** What only programs are told, or what the board says in words of its own where it happens. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set([
  "bad_request",
  "unknown_view",
  "upgrade_required",
  "unsupported_encoding",
  "too_many_connections",
  "too_many_events",
  "too_many_alerts",
  "bad_rule",
  "alert_is_over",
  "already_acknowledged",
  "too_late_to_undo",
]);
/** Of what the page of rules does not write: it has one number, one limit, and a queue by its choice. */
const OF_OTHER_RULES: ReadonlySet<string> = new Set([
  "reserved_id",
  "two_subjects",
  "one_limit",
  "department_of_teams",
  "no_budget",
  "no_target",
  "without_burn",
  "one_window",
]);
/** Of what is typed there, by its form. */
const OF_TYPED = ["not_a_level", "not_a_duration", "wrong_type", "bad_value", "not_one_of"];

function routeErrors(): string[] {
  const source = readFileSync(new URL("../../gateway/src/api/route-errors.ts", import.meta.url), "utf8");
  const found = [...source.matchAll(/^ {2}(\w+): [45]\d\d,$/gm)].map((match) => match[1]!);
  expect(found.length).toBeGreaterThan(30);
  return found;
}

/** Attributes that are read to somebody. */
const READ = new Set(["title", "alt", "placeholder", "aria-label", "aria-description"]);

/** Words in a component's markup: texts, attributes that are read, and literals that an expression in it may come to. */
function bareTexts(file: string, source: string): string[] {
  const found: string[] = [];
  const note = (text: string): void => {
    if (/\p{L}{2,}/u.test(text)) found.push(`${file}: ${text.trim()}`);
  };
  const literals = (node: unknown): void => {
    const { type, value, consequent, alternate, right } = node as Record<string, unknown> & { type?: string };
    if (type === "Literal" && typeof value === "string") note(value);
    if (type === "ConditionalExpression") for (const side of [consequent, alternate]) literals(side);
    if (type === "LogicalExpression") literals(right);
  };
  new Visitor({
    JSXText: ({ value }) => note(value),
    JSXElement: ({ children }) => {
      for (const child of children) if (child.type === "JSXExpressionContainer") literals(child.expression);
    },
    JSXAttribute: ({ name, value }) => {
      if (name.type !== "JSXIdentifier" || !READ.has(name.name) || value === null) return;
      literals(value.type === "JSXExpressionContainer" ? value.expression : value);
    },
  }).visit(parseSync(file, source).program);
  return found;
}

type Leaf = readonly [path: string, text: string | ((...given: never[]) => string)];

const leaves = (table: object, path = ""): Leaf[] =>
  Object.entries(table).flatMap(([key, value]): Leaf[] => {
    const at = path === "" ? key : `${path}.${key}`;
    return typeof value === "object" ? leaves(value as object, at) : [[at, value as Leaf[1]]];
  });

/** Its first argument decides a form and is not shown itself. */
const isPlural = (text: (...given: never[]) => string): boolean => /\bp\(n,/.test(text.toString());
