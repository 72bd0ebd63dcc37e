/** The REST of a gateway that runs, asked by a command; what it refuses is said with its own fix. */
import { ProgramError } from "../program-error.ts";

export const DEFAULT_GATEWAY = "http://127.0.0.1:4747";

const PATIENCE_MS = 60_000;

export class RunningGateway {
  readonly #base: string;
  readonly #token: string | null;

  constructor(base: string, token: string | null) {
    this.#base = base.replace(/\/+$/, "");
    this.#token = token;
  }

  /** @throws ProgramError `gateway_not_reached`, `not_allowed`, or what the gateway answers. */
  async get(path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
    const url = `${this.#base}${path}?${new URLSearchParams(query).toString()}`;
    const headers = this.#token === null ? {} : { authorization: `Bearer ${this.#token}` };
    let response: Response;
    try {
      response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      throw new ProgramError(
        "gateway_not_reached",
        `no gateway answers at ${this.#base}`,
        "Start Floorwalker, or give --url with the address its log says.",
      );
    }
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer;
    const { code = "gateway_refused", message, fix } = (answer ?? {}) as Readonly<Record<string, string | undefined>>;
    if (response.status === 401 || response.status === 403)
      throw new ProgramError("not_allowed", `${this.#base} does not let this in`, fix ?? "Set FLOORWALKER_TOKEN.");
    throw new ProgramError(
      code,
      message ?? `${this.#base} answered ${response.status}`,
      fix ?? "See the log of the gateway.",
    );
  }
}
