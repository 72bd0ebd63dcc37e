/** Why somebody is not signed in by the provider: what the page says, and what the log says besides. */
import { AuthorizationResponseError, ClientError } from "openid-client";

export const OIDC_ERRORS = [
  /** The provider does not answer, or not as one. */
  "unavailable",
  /** It would not sign him in, or he did not want to. */
  "declined",
  /** What came back is not what was asked for, not signed by it, for somebody else, or too old. */
  "notVerified",
  /** It knows him, and no grant is for him. */
  "notGranted",
  /** He is disabled here. */
  "disabled",
  /** Too many have failed. */
  "locked",
] as const;
export type OidcErrorCode = (typeof OIDC_ERRORS)[number];

export class OidcError extends Error {
  readonly code: OidcErrorCode;

  constructor(code: OidcErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "OidcError";
    this.code = code;
  }

  static of(error: unknown): OidcError {
    if (error instanceof OidcError) return error;
    const cause = error instanceof Error ? error : new Error(String(error));
    if (cause instanceof AuthorizationResponseError) return new OidcError("declined", cause.error, { cause });
    return new OidcError(isUnreachable(cause) ? "unavailable" : "notVerified", cause.message, { cause });
  }
}

function isUnreachable(error: Error): boolean {
  if (error instanceof TypeError || error.name === "TimeoutError") return true;
  if (!(error instanceof ClientError)) return false;
  const { cause } = error;
  return (
    error.code === "OAUTH_TIMEOUT" || cause instanceof TypeError || (cause instanceof Response && cause.status >= 500)
  );
}
