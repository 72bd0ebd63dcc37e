/** Where people sign in besides: does the provider answer as one, and can it be told where they come back to? */
import { type Configuration, type Environment, isLoopback } from "@floorwalker/runtime";
import { type Finding, failed, ok, skipped } from "./finding.ts";

const NAME = "sign_in";
const TIMEOUT_MS = 5_000;

export async function providerFindings(
  { host, publicUrl }: Pick<Environment, "host" | "publicUrl">,
  configuration: Pick<Configuration, "oidc"> | null,
): Promise<Finding[]> {
  const settings = configuration?.oidc ?? null;
  if (settings === null) return [skipped(NAME, "nobody signs in at a provider: signIn.oidc is not configured")];
  if (publicUrl === null && !isLoopback(host))
    return [
      failed(
        NAME,
        "the provider cannot be told where people come back to, and the gateway will not start",
        "Set FLOORWALKER_PUBLIC_URL to where browsers reach the board.",
      ),
    ];
  return [await issuerFinding(settings.issuer)];
}

async function issuerFinding(issuer: string): Promise<Finding> {
  const at = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const fix = "See that signIn.oidc.issuer is the provider's address, to the letter, and that this machine reaches it.";
  try {
    const answer = await fetch(at, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
    if (!answer.ok) return failed(NAME, `${at} answers with ${answer.status}`, fix);
    const told = (await answer.json()) as { readonly issuer?: unknown };
    if (told.issuer !== issuer) return failed(NAME, `${at} is of the issuer ${JSON.stringify(told.issuer)}`, fix);
    return ok(NAME, `${new URL(issuer).host} answers, as the issuer that is configured`);
  } catch (error) {
    return failed(NAME, `${at} cannot be read: ${(error as Error).message}`, fix);
  }
}
