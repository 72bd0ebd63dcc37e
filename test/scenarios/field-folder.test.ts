/** The folder of cases from the field, each by `floorwalker replay` as its own file says, against the values that it expects. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { referenceData } from "../support/src/reference-data.ts";
import { runProgram } from "../support/src/run-program.ts";

interface Expected {
  /** Writes the input of a case that has no file of its own. */
  readonly generate?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly expect: Readonly<Record<string, number | string>>;
}

const folder = referenceData("field-cases");
const why = folder === null ? " (skipped: FLOORWALKER_REFERENCE_DATA is not set)" : "";
const SUFFIX = ".expected.json";
const files = folder === null ? [] : readdirSync(folder);
const cases = files.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));

describe.skipIf(folder === null)(`the folder of field cases${why}`, { timeout: 60_000 }, () => {
  const scratch = mkdtempSync(join(tmpdir(), "floorwalker-field-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test.for(cases)("%s", (name) => replayed(name, scratch));
});

async function replayed(name: string, scratch: string): Promise<void> {
  const expected = JSON.parse(readFileSync(join(folder!, name + SUFFIX), "utf8")) as Expected;
  const parameters = expected.args.map((each) => (each.endsWith(".yaml") ? join(folder!, each) : each));
  const run = await runProgram(
    ["replay", inputOf(name, expected, scratch), ...parameters, "--json"],
    expected.env ?? {},
  );
  expect(run).toMatchObject({ status: 0 });
  const document: unknown = JSON.parse(run.stdout);
  const found = Object.keys(expected.expect).map((path) => [path, valueAt(document, path.split("."))]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(
      Object.entries(expected.expect).map(([path, value]) => [
        path,
        typeof value === "number" ? expect.closeTo(value, 6) : value,
      ]),
    ),
  );
}

function inputOf(name: string, { generate }: Expected, scratch: string): string {
  const file = files.find((each) => each === `${name}.queue_log` || each === `${name}.ndjson`);
  if (file !== undefined) return join(folder!, file);
  const [program, ...rest] = generate!.split(" ");
  const made = join(scratch, `${name}.ndjson`);
  writeFileSync(made, execFileSync(program!, rest, { cwd: folder!, maxBuffer: 64 * 1024 * 1024 }));
  return made;
}

/** Names in a path may hold dots themselves. */
function valueAt(node: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return node;
  for (let length = path.length; length > 0; length--) {
    const key = path.slice(0, length).join(".");
    if (node !== null && typeof node === "object" && Object.hasOwn(node, key))
      return valueAt((node as Readonly<Record<string, unknown>>)[key], path.slice(length));
  }
  return undefined;
}
