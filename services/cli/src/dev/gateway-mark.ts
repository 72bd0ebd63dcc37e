/** Beside the state lies where the gateway of the process that uses it answers, for commands that would change what it has open. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const GATEWAY_FILE = "gateway";

export const markGateway = (folder: string, url: string): void => writeFileSync(join(folder, GATEWAY_FILE), `${url}\n`);

export const unmarkGateway = (folder: string): void => rmSync(join(folder, GATEWAY_FILE), { force: true });

/** Null: none is marked; of a process that was killed it stays, so ask only while the state is in use. */
export function markedGateway(folder: string): string | null {
  try {
    return readFileSync(join(folder, GATEWAY_FILE), "utf8").trim();
  } catch {
    return null;
  }
}
