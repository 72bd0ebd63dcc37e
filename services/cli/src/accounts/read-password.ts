/** A password comes by a prompt that shows nothing, or by standard input, never by an argument: those are seen by whoever is on the machine. */
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { isPasswordAllowed } from "@floorwalker/gateway";
import { Option } from "commander";
import { ProgramError } from "../program-error.ts";

export interface PasswordFlags {
  readonly passwordStdin?: boolean;
  readonly passwordPrompt?: boolean;
}

export const passwordOptions = (): readonly Option[] => [
  new Option("--password-stdin", "read the password from standard input, instead of making one").conflicts(
    "passwordPrompt",
  ),
  new Option("--password-prompt", "ask for the password, instead of making one"),
];

/** Null: one is to be made. @throws ProgramError */
export async function readPassword({ passwordStdin, passwordPrompt }: PasswordFlags): Promise<string | null> {
  if (passwordStdin !== true && passwordPrompt !== true) return null;
  const password = passwordStdin === true ? await fromInput() : await prompted();
  if (isPasswordAllowed(password)) return password;
  throw new ProgramError("bad_password", "a password has 12 characters at least, 1,024 at most", "Choose another.");
}

/** Without the line's end, which `echo` adds. */
const fromInput = async (): Promise<string> => (await text(process.stdin)).replace(/\r?\n$/, "");

async function prompted(): Promise<string> {
  if (process.stdin.isTTY !== true)
    throw new ProgramError(
      "no_terminal",
      "there is no terminal to ask for a password",
      "Use --password-stdin, or neither: then one is made.",
    );
  // Not an answer's echo: without an output readline shows nothing, and takes the terminal's own away.
  const typed = createInterface({ input: process.stdin, terminal: true });
  typed.once("SIGINT", () => typed.close());
  const lines = typed[Symbol.asyncIterator]();
  try {
    const [first, second] = [await asked("Password: ", lines), await asked("Again: ", lines)];
    if (first === second) return first;
  } finally {
    typed.close();
  }
  throw new ProgramError("passwords_differ", "the two passwords differ", "Say it again.");
}

async function asked(question: string, lines: AsyncIterator<string>): Promise<string> {
  process.stderr.write(question);
  const { value, done } = await lines.next();
  process.stderr.write("\n");
  if (done === true) throw new ProgramError("interrupted", "no password was given", "Say it again.");
  return value;
}
