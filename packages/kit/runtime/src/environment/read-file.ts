/** Files that variables name: secrets and PEM. What cannot be read becomes a problem, and null. */
import { readFileSync } from "node:fs";
import type { Problem } from "../problem.ts";
import { problemOf } from "./problems.ts";

/** The path is not repeated: the commonest mistake is to write the secret itself where its file belongs. */
export function readText(key: string, file: string, problems: Problem[]): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = "no reason given" } = error as NodeJS.ErrnoException;
    const fix = "It must hold the path of a file that this process may read.";
    problems.push(problemOf(key, "unreadable_file", `names a file that cannot be read (${code})`, fix));
    return null;
  }
}

/** Without the line break that editors and `echo` put at the end. */
export function readSecret(key: string, file: string, problems: Problem[]): string | null {
  const text = readText(key, file, problems)?.replace(/\r?\n$/, "") ?? null;
  if (text !== "") return text;
  problems.push(problemOf(key, "empty_file", "names a file that is empty", "Write the secret into it."));
  return null;
}
