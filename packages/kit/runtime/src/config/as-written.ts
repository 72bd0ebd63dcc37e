/**
 * Names in YAML are taken as they are written: `queue: 600`, `id: 007`, `team: true` are texts, not a number, a 7 or a
 * yes. Which settings are names is said by the schema, so that a new one cannot be forgotten.
 */
import { type Document, isMap, isScalar, isSeq, type Scalar } from "yaml";
import type { z } from "zod";

/** Changes the document; before `toJS`. */
export function namesAsWritten(document: Document, schema: z.ZodType): void {
  walk(document.contents, schema);
}

function walk(node: unknown, schema: unknown): void {
  const wanted = inner(schema);
  if (isScalar(node)) {
    if (isText(wanted)) asWritten(node);
  } else if (isSeq(node)) {
    for (const item of node.items) walk(item, wanted.element);
  } else if (isMap(node)) {
    for (const { key, value } of node.items)
      for (const branch of wanted.options ?? [wanted])
        walk(value, inner(branch).shape?.[isScalar(key) ? String(key.value) : ""]);
  }
}

/** `null` and `~` stay what they are: nothing. What is quoted is a text already. */
function asWritten(scalar: Scalar): void {
  if (typeof scalar.value !== "string" && scalar.value !== null && scalar.source !== undefined)
    scalar.value = scalar.source;
}

interface Shape {
  readonly type?: unknown;
  readonly element?: unknown;
  readonly options?: readonly unknown[];
  readonly shape?: Readonly<Record<string, unknown>>;
}

/** Texts only: a setting that also takes a number (a duration, a level) is read as YAML reads it. */
const isText = ({ type }: Shape): boolean => type === "string";

/** Past `default` and `optional`. */
function inner(schema: unknown): Shape {
  let current = schema as (Shape & { def?: { innerType?: unknown } }) | undefined;
  while (current?.def?.innerType) current = current.def.innerType as typeof current;
  return current ?? {};
}
