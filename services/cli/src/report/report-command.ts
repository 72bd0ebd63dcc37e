/**
 * `floorwalker report`: a day's report as a running gateway tells it, the same that goes out as mail. Ends with 1 when nothing is kept of
 * the day, with 2 when it could not be asked for.
 */
import { isLoopback } from "@floorwalker/runtime";
import { Command, Option } from "commander";
import { DEFAULT_PORT } from "../dev/dev-command.ts";
import { ProgramError } from "../program-error.ts";
import { environment } from "../settings.ts";

interface ReportFlags {
  readonly day: string;
  readonly format: string;
  readonly site?: string;
  readonly team?: string;
  readonly department?: string;
  readonly queue?: string;
  readonly channel?: string;
  readonly interval?: string;
  readonly url?: string;
}

/** A day of a site with many queues is read in well under a second. */
const ANSWER_MS = 30_000;
const ASKED = ["day", "format", "site", "team", "department", "queue", "channel", "interval"] as const;

export const reportCommand = (): Command =>
  new Command("report")
    .description("print the report of a day that is over, from a running gateway")
    .option("--day <day>", "yesterday, or a date such as 2026-11-28, of the site", "yesterday")
    .option("--site <id>", "needed where there are several")
    .option("--team <id>", "only of this team")
    .option("--department <id>", "only of this department")
    .option("--queue <id>", "only of this queue")
    .option("--channel <name>", "of the queue, where it has several")
    .addOption(new Option("--interval <length>", "of the worst times (30m)").choices(["15m", "30m"]))
    .addOption(new Option("--format <format>", "what to print").choices(["text", "html", "json"]).default("text"))
    .option(
      "--url <url>",
      "of the gateway; without it FLOORWALKER_HOST and FLOORWALKER_PORT, else http://127.0.0.1:4747",
    )
    .action(print);

async function print(flags: ReportFlags): Promise<void> {
  const env = environment((text) => process.stderr.write(`${text}\n`));
  const base =
    flags.url ?? `http://${isLoopback(env.host) ? hostOf(env.host) : "127.0.0.1"}:${env.port ?? DEFAULT_PORT}/`;
  const url = addressOf(base);
  for (const name of ASKED) if (flags[name] !== undefined) url.searchParams.set(name, flags[name]);
  const answer = await asked(url, env.token);
  const text = await answer.text();
  if (!answer.ok) throw refusalOf(answer.status, text, url);
  process.stdout.write(flags.format === "json" ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text);
}

const hostOf = (host: string): string => (host.includes(":") && !host.startsWith("[") ? `[${host}]` : host);

function addressOf(base: string): URL {
  const url = URL.parse("v1/report", base.endsWith("/") ? base : `${base}/`);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new ProgramError("bad_url", `"${base}" is no address of a gateway`, "Write it like http://127.0.0.1:4747.");
}

async function asked(url: URL, token: string | null): Promise<Response> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  try {
    return await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(ANSWER_MS) });
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

/** What the gateway says is wrong, in its own words. */
function refusalOf(status: number, text: string, { origin }: URL): ProgramError {
  const told = toldIn(text);
  if (told === null)
    return new ProgramError(
      "not_a_gateway",
      `what answers at ${origin} (HTTP ${status}) is no gateway of this version`,
      "Give the gateway's address with --url.",
    );
  return new ProgramError(told.code, told.message, told.fix, told.code === "nothing_kept" ? 1 : 2);
}

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
