/** The REST of a gateway that runs, asked by a command; what it refuses is said in its own words. */
import { type Environment, isLoopback } from "@floorwalker/runtime";
import { DEFAULT_PORT } from "../dev/defaults.ts";
import { ProgramError } from "../program-error.ts";

/** Of a command's help. */
export const URL_FLAG = [
  "--url <url>",
  "of the gateway; without it FLOORWALKER_HOST and FLOORWALKER_PORT, else http://127.0.0.1:4747",
] as const;

/** A day of a site with many queues is read in well under a second, a page of its contacts in a few. */
const ANSWER_MS = 60_000;

interface Sent {
  readonly method: string;
  readonly body?: object;
}

export class RunningGateway {
  readonly #base: string;
  readonly #token: string | null;

  /** `url`: as given to `--url`. @throws ProgramError `bad_url`. */
  constructor(url: string | undefined, { host, port, token }: Pick<Environment, "host" | "port" | "token">) {
    const base = url ?? `http://${isLoopback(host) ? hostOf(host) : "127.0.0.1"}:${port ?? DEFAULT_PORT}/`;
    this.#base = base.endsWith("/") ? base : `${base}/`;
    this.#token = token;
    if (!/^https?:$/.test(URL.parse(this.#base)?.protocol ?? ""))
      throw new ProgramError("bad_url", `"${base}" is no address of a gateway`, "Write it like http://127.0.0.1:4747.");
  }

  /** The body of what is asked for. @throws ProgramError `gateway_unreachable`, `not_a_gateway`, and what the gateway refuses. */
  async text(
    path: string,
    query: Readonly<Record<string, string | undefined>>,
    sent: Sent = { method: "GET" },
  ): Promise<string> {
    const url = new URL(path, this.#base);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    const answer = await this.#asked(url, sent);
    const text = await answer.text();
    if (!answer.ok) throw refusalOf(answer.status, text, url);
    return text;
  }

  async json(path: string, query: Readonly<Record<string, string | undefined>>, sent?: Sent): Promise<unknown> {
    const text = await this.text(path, query, sent);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw notAGateway(200, new URL(this.#base));
    }
  }

  get origin(): string {
    return new URL(this.#base).origin;
  }

  async #asked(url: URL, { method, body }: Sent): Promise<Response> {
    const headers = this.#token === null ? {} : { authorization: `Bearer ${this.#token}` };
    try {
      return await fetch(url, {
        method,
        headers,
        redirect: "error",
        signal: AbortSignal.timeout(ANSWER_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const { cause, message } = error as Error & {
        readonly cause?: { readonly code?: string; readonly message?: string };
      };
      throw new ProgramError(
        "gateway_unreachable",
        `no gateway answers at ${url.origin}: ${cause?.code ?? cause?.message ?? message}`,
        "Start it (npm start), or give its address with --url.",
      );
    }
  }
}

const hostOf = (host: string): string => (host.includes(":") && !host.startsWith("[") ? `[${host}]` : host);

function refusalOf(status: number, text: string, url: URL): ProgramError {
  const told = toldIn(text);
  if (told === null) return notAGateway(status, url);
  return new ProgramError(told.code, told.message, told.fix, told.code === "nothing_kept" ? 1 : 2);
}

const notAGateway = (status: number, { origin }: URL): ProgramError =>
  new ProgramError(
    "not_a_gateway",
    `what answers at ${origin} (HTTP ${status}) is no gateway of this version`,
    "Give the gateway's address with --url.",
  );

function toldIn(text: string): { readonly code: string; readonly message: string; readonly fix: string } | null {
  try {
    const told = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const { code, message, fix } = told;
    const isTold = typeof code === "string" && typeof message === "string" && typeof fix === "string";
    return isTold ? { code, message, fix } : null;
  } catch {
    return null;
  }
}
