/** A command in this process, over its real parts: a start of its own takes seconds, and these tests say many. */
import { Readable } from "node:stream";
import type { Command } from "commander";
import { vi } from "vitest";
import { explain, ProgramError } from "../src/program-error.ts";
import type { Ran } from "./run-cli.ts";

/** `input`: its standard input. Its arguments are refused as commander does, with an exception. */
export async function inProcess(
  command: Command,
  parameters: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  input = "",
): Promise<Ran> {
  for (const name of Object.keys(process.env)) if (name.startsWith("FLOORWALKER_")) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const heard = { stdout: "", stderr: "" };
  const into = (stream: keyof typeof heard) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      heard[stream] += String(text);
      return true;
    });
  const [out, err] = [into("stdout"), into("stderr")];
  const stdin = vi.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([input]) as typeof process.stdin);
  let status = 0;
  try {
    await command.exitOverride().parseAsync([...parameters], { from: "user" });
  } catch (error) {
    heard.stderr += explain(error);
    status = error instanceof ProgramError ? error.status : 2;
  } finally {
    for (const each of [out, err, stdin]) each.mockRestore();
    vi.unstubAllEnvs();
  }
  return { status, ...heard };
}
