/**
 * A part of a benchmark as a process of its own, so that its CPU time and memory are its own. A role is a module that
 * calls `answer` with what it was asked; it says something only once, at its end.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ENGINE_CORE, pin } from "./cores.ts";

/** As the npm scripts start the services. */
export const SERVICE_FLAGS: readonly string[] = ["--max-semi-space-size=64"];

export function inChild<Question, Answer>(
  role: string,
  question: Question,
  flags: readonly string[] = SERVICE_FLAGS,
  onEngineCore = false,
): Promise<Answer> {
  const module = fileURLToPath(new URL(`./roles/${role}.ts`, import.meta.url));
  const child = fork(module, [JSON.stringify(question)], { execArgv: [...flags] });
  const pinned = onEngineCore ? pin(child.pid!, ENGINE_CORE) : Promise.resolve();
  return new Promise((resolve, reject) => {
    pinned.catch(reject);
    child.once("message", (message) => resolve(message as Answer));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${role} ended with code ${code} and without an answer`)));
  });
}

/** Flags that leave a CPU profile in a folder. */
export const profiling = (folder: string | undefined): readonly string[] =>
  folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${folder}`];

/** Inside a role: what was asked. */
export const question = <Question>(): Question => JSON.parse(process.argv[2]!) as Question;

/** Inside a role: sends the answer and ends the process. */
export function answer(value: object): void {
  process.send!(value, () => process.disconnect());
}
