/** Turns zod's issues into findings a person can act on: a stable code and a fix each. */
import type { z } from "zod";
import { nearest } from "../problem.ts";
import type { Finding } from "./finding.ts";

/** `types`: of receivers. */
export const schemaFindings = (
  error: z.ZodError,
  raw: unknown,
  schema: z.ZodType,
  types: readonly string[],
): Finding[] => error.issues.flatMap((issue) => findings(issue, raw, schema, types));

function findings(issue: z.core.$ZodIssue, raw: unknown, schema: z.ZodType, types: readonly string[]): Finding[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const meant = nearest(key, knownKeys(schema, path));
        return {
          path: [...path, key],
          code: "unknown_key",
          message: `there is no setting "${key}" here`,
          fix: meant ? `Did you mean "${meant}"?` : "Remove it.",
        };
      });
    case "invalid_value":
      return [
        {
          path,
          code: "not_one_of",
          message: `must be one of: ${issue.values.join(", ")}`,
          fix: "Use one of these values.",
        },
      ];
    case "invalid_union": {
      if (issue.discriminator === "type")
        return [
          { path, code: "not_one_of", message: `must be ${types.join(" or ")}`, fix: "Use one of these values." },
        ];
      const meant = meantBranch(issue.errors);
      if (meant !== null)
        return meant.flatMap((inner) =>
          findings({ ...inner, path: [...issue.path, ...inner.path] }, raw, schema, types),
        );
      return [{ path, code: "wrong_type", message: "has the wrong type", fix: "Write a number or a text." }];
    }
    case "invalid_type": {
      const missing = at(raw, path) === undefined;
      if (missing) return [{ path, code: "missing", message: "is missing", fix: `Add it (${issue.expected}).` }];
      return [
        {
          path,
          code: "wrong_type",
          message: `must be ${issue.expected}`,
          fix: `Write ${issue.expected === "array" ? "a list" : `a value of type ${issue.expected}`}.`,
        },
      ];
    }
    case "custom": {
      const { code, fix } = (issue.params ?? {}) as { code?: string; fix?: string };
      return [{ path, code: code ?? "bad_value", message: issue.message, fix: fix ?? "Correct the value." }];
    }
    default:
      return [{ path, code: "bad_value", message: issue.message, fix: "Correct the value." }];
  }
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  let current = value;
  for (const part of path) {
    if (current === null || typeof current !== "object") return undefined;
    current = (current as Record<string | number, unknown>)[part];
  }
  return current;
}

/** The settings that exist where this path leads, read off the schema itself. */
function knownKeys(root: z.ZodType, path: readonly (string | number)[]): string[] {
  let nodes: unknown[] = [root];
  for (const part of path) nodes = nodes.flatMap((node) => step(node, part));
  return nodes.flatMap((node) => Object.keys((inner(node) as { shape?: object }).shape ?? {}));
}

function step(node: unknown, part: string | number): unknown[] {
  const schema = inner(node) as { element?: unknown; shape?: Record<string, unknown> };
  if (typeof part === "number") {
    const element = inner(schema.element) as { options?: unknown[] } | undefined;
    return element?.options ?? (element ? [element] : []);
  }
  const child = schema.shape?.[part];
  return child ? [child] : [];
}

/** Past `default` and `optional`. */
function inner(node: unknown): unknown {
  let current = node as { def?: { innerType?: unknown } } | undefined;
  while (current?.def?.innerType) current = current.def.innerType as typeof current;
  return current;
}

/** Of several forms the one that was meant: what was written is of its type, and is wrong further in. Null: none, or several. */
function meantBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | null {
  const ofType = branches.filter((issues) =>
    issues.every(({ code, path }) => path.length > 0 || (code !== "invalid_type" && code !== "invalid_value")),
  );
  return ofType.length === 1 ? ofType[0]! : null;
}
