/**
 * Servers that tests start. Invariant: none of them outlives its starter, however that one ends (also kill -9): a shell
 * stands between, in a session of its own so that Ctrl-C does not reach it, and ends the server when its input closes.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { connect as connectSocket, createServer } from "node:net";
import { text } from "node:stream/consumers";

export interface Child {
  /** The server's own process id, for faults (SIGSTOP, SIGKILL). */
  readonly pid: number;
  /** Ends the server, by SIGKILL if it does not go within two seconds, and removes `folder`. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly command: readonly string[];
  /** Removed with everything in it when the server has ended. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: "TERM" | "INT" | "KILL";
}

/** $1 = signal, $2 = folder or empty, the rest = command. Its input stays open exactly as long as its starter lives. */
const GUARD = `
signal=$1; folder=$2; shift 2
"$@" </dev/null >&2 &
server=$!
echo "$server"
read -r _
exec >/dev/null 2>&1
kill -s "$signal" "$server"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  kill -0 "$server" || break
  sleep 0.1
done
kill -9 "$server"
wait "$server"
[ -z "$folder" ] || rm -rf "$folder"
`;

/** Resolves when something listens on `port`; rejects with the end of the server's output when it ends before. */
export async function startChild(options: ChildOptions, port: number, withinMs = 60_000): Promise<Child> {
  const { command, folder = "", environment = {}, signal = "TERM" } = options;
  const guard = spawn("bash", ["-c", GUARD, "guard", signal, folder, ...command], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const output: string[] = [];
  guard.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    output.push(chunk);
    if (output.length > 50) output.shift();
  });
  const pid = await firstLine(guard);
  const ended = new Promise<void>((resolve) => guard.once("exit", () => resolve()));
  const stop = (): Promise<void> => {
    guard.ref();
    guard.stdin.end();
    return ended;
  };
  const deadline = performance.now() + withinMs;
  while (!(await listens(port))) {
    if (!alive(pid) || performance.now() > deadline) {
      await stop();
      throw new Error(`${command[0]} does not listen on 127.0.0.1:${port}:\n${output.join("").slice(-2_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  guard.unref();
  for (const stream of [guard.stdin, guard.stdout, guard.stderr]) if ("unref" in stream) (stream.unref as () => void)();
  return { pid, stop };
}

/** The first of `count` ports in a row that were free a moment ago, below those that outgoing connections are given. */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const first = 15_000 + Math.floor(Math.random() * 16_000);
    let free = true;
    for (let port = first; free && port < first + count; port++) free = await canListen(port);
    if (free) return first;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** What a command prints, or null when there is no such command or it fails. */
export async function outputOf(command: string, ...parameters: string[]): Promise<string | null> {
  const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "pipe"] });
  const code = new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null)).once("close", resolve);
  });
  const [printed, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return (await code) === 0 ? printed + complaint : null;
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

function firstLine(guard: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    guard.once("error", reject);
    guard.stdout?.setEncoding("utf8").once("data", (line: string) => resolve(Number(line.trim())));
  });
}
