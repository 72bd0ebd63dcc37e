/** What this machine must offer: a folder for the state, a port, the built board. */
import { accessSync, constants, existsSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { EmbeddedError, examineState } from "@floorwalker/embedded";
import { STATE_FILE } from "../dev/data-folder.ts";
import { BOARD_DIR, DEFAULT_PORT } from "../dev/defaults.ts";
import { type Finding, failed, ok, warning } from "./finding.ts";

const ANSWER_MS = 1_000;

/** Looks into a state that is there, and makes nothing where none is. */
export async function dataFinding(folder: string): Promise<Finding> {
  const name = "data";
  const path = resolve(folder);
  const state = join(path, STATE_FILE);
  let existing = path;
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch {
    return failed(name, `${existing} cannot be written`, "Name another folder with FLOORWALKER_DATA or --data.");
  }
  if (!existsSync(state)) return ok(name, `${path} can be written; there is no state yet`);
  try {
    await examineState(state, { deep: true });
    return ok(name, `${state} is a whole state of this version, and free`);
  } catch (error) {
    if (!(error instanceof EmbeddedError)) throw error;
    const { message, fix } = error;
    const text = message.replace(` ${fix}`, "");
    return error.code === "state_in_use" ? warning(name, text, fix) : failed(name, text, fix);
  }
}

export async function portFinding(host: string, fixed: number | null): Promise<Finding> {
  const name = "port";
  const port = fixed ?? DEFAULT_PORT;
  const problem = await cannotListen(host, port);
  if (problem === null) return ok(name, `${host}:${port} is free`);
  if (problem !== "EADDRINUSE")
    return failed(
      name,
      `${host}:${port} cannot be listened on: ${problem}`,
      "Set FLOORWALKER_HOST and FLOORWALKER_PORT.",
    );
  const service = await whoListens(host, port);
  if (service !== null) return ok(name, `${host}:${port} is taken by Floorwalker itself (${service})`);
  return fixed === null
    ? warning(
        name,
        `${host}:${port} is taken by another program`,
        "Nothing to do: the next free port is used, see the table.",
      )
    : failed(name, `${host}:${port} is taken by another program`, "Stop it, or set FLOORWALKER_PORT to a free port.");
}

export async function boardFinding(folder: string | null): Promise<Finding> {
  const path = folder ?? BOARD_DIR;
  return existsSync(join(path, "index.html"))
    ? ok("board", `the built wallboard is in ${path}`)
    : failed("board", `there is no built wallboard in ${path}`, "Build it: npm run build");
}

const cannotListen = (host: string, port: number): Promise<string | null> =>
  new Promise((done) => {
    const server = createServer();
    server.once("error", ({ code = "error" }: NodeJS.ErrnoException) => done(code));
    server.listen(port, host, () => server.close(() => done(null)));
  });

async function whoListens(host: string, port: number): Promise<string | null> {
  try {
    const answer = await fetch(`http://${host}:${port}/version`, { signal: AbortSignal.timeout(ANSWER_MS) });
    const { service, build } = (await answer.json()) as { service?: unknown; build?: unknown };
    return typeof service === "string" && typeof build === "string" ? service : null;
  } catch {
    return null;
  }
}
