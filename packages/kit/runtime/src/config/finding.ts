/** One problem of a configuration, before its place becomes text; and how the raw document is read, whatever it holds. */
import { nearest } from "../problem.ts";

export interface Finding {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

export type Path = Finding["path"];
export type Entry = Readonly<Record<string, unknown>>;

export function list(value: unknown, key: string): readonly Entry[] {
  const found = value !== null && typeof value === "object" ? (value as Entry)[key] : undefined;
  // An entry of a wrong type keeps its place, so that the paths of the others are right.
  return Array.isArray(found)
    ? found.map((entry) => (entry !== null && typeof entry === "object" ? (entry as Entry) : {}))
    : [];
}

/** Each once; what is no text has no name. */
export const names = (entries: readonly Entry[], key: string): string[] => [
  ...new Set(entries.map((entry) => entry[key]).filter((name) => typeof name === "string")),
];

/** A value that should be text; empty when it is not. */
export const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** A finding when the entry names something that is not known. */
export function unknownName(entry: Entry, key: string, known: readonly string[], path: Path): Finding[] {
  const value = entry[key];
  return typeof value === "string" && !known.includes(value) ? [noSuch(key, value, known, [...path, key])] : [];
}

export function noSuch(kind: string, value: string, known: readonly string[], path: Path): Finding {
  const meant = nearest(value, known);
  const list =
    known.length > 0 && known.length <= 12
      ? `Use one of: ${known.join(", ")}.`
      : `Add the ${kind}, or correct the name.`;
  return {
    path,
    code: `unknown_${kind}`,
    message: `there is no ${kind} "${value}"`,
    fix: meant ? `Did you mean "${meant}"?` : list,
  };
}

export const unknownReceivers = (named: unknown, known: readonly string[], path: Path): Finding[] =>
  (Array.isArray(named) ? named : []).flatMap((receiver: unknown, index) =>
    typeof receiver === "string" && !known.includes(receiver)
      ? [noSuch("receiver", receiver, known, [...path, index])]
      : [],
  );
