/** A gateway that cannot start: what, and what to do about it. */
export class GatewayError extends Error {
  readonly code: "token_required" | "port_taken" | "cannot_listen" | "accounts_unavailable" | "public_url_required";
  readonly fix: string;

  constructor(code: GatewayError["code"], message: string, fix: string) {
    super(message);
    this.name = "GatewayError";
    this.code = code;
    this.fix = fix;
  }
}
