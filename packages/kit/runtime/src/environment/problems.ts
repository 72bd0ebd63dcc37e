/** Problems of variables. None repeats what a variable holds: it may be a secret, or a secret in the wrong variable. */
import type { Problem } from "../problem.ts";
import { PREFIX } from "./variables.ts";

export const problemOf = (key: string, code: string, message: string, fix: string): Problem => ({
  path: PREFIX + key,
  code,
  message,
  fix,
  line: null,
});

export const missing = (key: string, because: string): Problem =>
  problemOf(key, "missing_variable", `is not set, but ${PREFIX}${because} is`, "Set both, or neither.");

export const conflicting = (key: string, other: string, fix: string): Problem =>
  problemOf(key, "conflicting_variables", `does not go together with ${PREFIX}${other}`, fix);
