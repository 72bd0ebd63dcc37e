/** A board from whatever was sent, stored or imported: the board, or everything that is wrong with it at once. */
import type * as z from "zod/mini";
import { type BoardFault, boardFaults, faultAt, type PlacePath } from "./board-faults.ts";
import { BOARD_FORMAT, BOARD_VERSION, type Board, boardSchema } from "./board-schema.ts";

export type ReadBoard =
  | { readonly ok: true; readonly board: Board }
  | { readonly ok: false; readonly faults: readonly BoardFault[] };

/** @param text JSON. */
export function readBoardText(text: string, isKpi: (kpi: string) => boolean): ReadBoard {
  try {
    return readBoard(JSON.parse(text), isKpi);
  } catch (error) {
    const { message } = error as SyntaxError;
    return { ok: false, faults: [{ ...faultAt("not_json", [], message), place: placeInText(text, message) }] };
  }
}

/** Steps from each older version to the next come here; there is none yet. */
export function readBoard(document: unknown, isKpi: (kpi: string) => boolean): ReadBoard {
  const { format, version } = (document ?? {}) as { readonly format?: unknown; readonly version?: unknown };
  if (format !== BOARD_FORMAT)
    return refused(faultAt("not_a_board", ["format"], `it does not say that it is a ${BOARD_FORMAT}`, BOARD_FORMAT));
  if (typeof version === "number" && version > BOARD_VERSION)
    return refused(
      faultAt(
        "newer_version",
        ["version"],
        `it is of version ${version}, this reads ${BOARD_VERSION}`,
        `${version} > ${BOARD_VERSION}`,
      ),
    );
  const parsed = boardSchema.safeParse(document);
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, document)) };
  const faults = boardFaults(parsed.data, isKpi);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, board: parsed.data };
}

/** As it is exported: keys in one order, so that equal boards are equal texts. */
export function boardText({ format, version, ...rest }: Board): string {
  return `${JSON.stringify({ format, version, ...rest }, null, 2)}\n`;
}

const refused = (...faults: BoardFault[]): ReadBoard => ({ ok: false, faults });

function faultsOf(issue: z.core.$ZodIssue, document: unknown): BoardFault[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => faultAt("unknown_field", [...path, key], `there is no field "${key}" here`, key));
  if (issue.code === "invalid_type" && valueAt(document, path) === undefined)
    return [faultAt("missing_field", path, `is missing (${issue.expected})`, issue.expected)];
  return [faultAt("bad_value", path, sentenceOf(issue), allowedBy(issue))];
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be of type ${issue.expected}`;
    case "invalid_value":
      return `must be one of: ${issue.values.join(", ")}`;
    case "invalid_union":
      return issue.discriminator === undefined
        ? "has the wrong type"
        : `"${issue.discriminator}" is none that is known`;
    case "too_small":
      return `must be at least ${String(issue.minimum)}${lengthOf(issue.origin)}`;
    case "too_big":
      return `must be at most ${String(issue.maximum)}${lengthOf(issue.origin)}`;
    default:
      return "is not allowed";
  }
}

/** The same in no language; empty: nothing can be said so. */
function allowedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected;
    case "invalid_value":
      return issue.values.join(", ");
    case "too_small":
      return `≥ ${String(issue.minimum)}`;
    case "too_big":
      return `≤ ${String(issue.maximum)}`;
    default:
      return "";
  }
}

const lengthOf = (origin: string): string =>
  origin === "string" ? " characters" : origin === "array" ? " entries" : "";

function valueAt(value: unknown, path: PlacePath): unknown {
  let current = value;
  for (const part of path) {
    if (current === null || typeof current !== "object") return undefined;
    current = (current as Record<string | number, unknown>)[part];
  }
  return current;
}

/** Engines say where in words of their own: the offset, or the line and column. */
function placeInText(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) {
    const before = text.slice(0, Number(position)).split("\n");
    return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
  }
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  return line === undefined ? `line ${text.split("\n").length}` : `line ${line}, column ${column}`;
}
