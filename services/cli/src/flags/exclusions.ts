/**
 * Flags that exclude each other, as a table per command. A flag that would be dropped is an error: whoever gave it believes
 * that it does something.
 */
import type { Command } from "commander";
import { ProgramError } from "../program-error.ts";

export interface Exclusion {
  readonly flag: string;
  /** What it cannot go with; absent: it needs what `unless` names. */
  readonly with?: string;
  /** With this one it is all right. */
  readonly unless?: string;
  readonly why: string;
}

/** `also`: what was given otherwise than by a flag (a variable that stands for one). @throws ProgramError `flags_exclude`. */
export function refuseExcluded(command: Command, table: readonly Exclusion[], also: readonly string[] = []): void {
  const given = new Set([...givenFlags(command), ...also]);
  const found = table.filter(
    (row) =>
      given.has(row.flag) &&
      (row.with === undefined || given.has(row.with)) &&
      !(row.unless !== undefined && given.has(row.unless)),
  );
  if (found.length === 0) return;
  throw new ProgramError("flags_exclude", found.map(what).join("\n"), [...new Set(found.map(fix))].join("\n"));
}

const what = ({ flag, with: other, unless, why }: Exclusion): string =>
  other === undefined ? `${flag} needs ${unless}: ${why}` : `${flag} and ${other} exclude each other: ${why}`;

const fix = ({ flag, with: other, unless }: Exclusion): string =>
  [
    `Leave out ${flag}`,
    ...(other === undefined ? [] : [other]),
    ...(unless === undefined ? [] : [`give ${unless} too`]),
  ]
    .join(", or ")
    .concat(".");

const givenFlags = (command: Command): string[] =>
  command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === "cli")
    .map(({ long, short }) => long ?? short ?? "");

/** Of a flag given twice only the last would count. @throws ProgramError `flag_twice`. */
export function refuseRepeated(parameters: readonly string[]): void {
  const end = parameters.indexOf("--");
  const flags = (end === -1 ? parameters : parameters.slice(0, end))
    .filter((each) => each.startsWith("--"))
    .map((each) => each.replace(/=.*/s, ""));
  const twice = flags.find((flag, index) => flags.indexOf(flag) !== index);
  if (twice !== undefined)
    throw new ProgramError("flag_twice", `${twice} is given twice`, "Give it once: only one of the two could count.");
}
