/** What went wrong while a connection was secured, told from the codes of Node and OpenSSL. */

export type TlsFault =
  | "unknown_ca"
  | "wrong_host_name"
  | "certificate_expired"
  /** The peer did not take our certificate, or wants one and got none. */
  | "client_certificate"
  /** What answers does not speak TLS. */
  | "no_tls";

const FAULTS: readonly (readonly [TlsFault, RegExp])[] = [
  ["wrong_host_name", /^ERR_TLS_CERT_ALTNAME_INVALID$/],
  ["certificate_expired", /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/],
  [
    "unknown_ca",
    /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_(UNTRUSTED|SIGNATURE_FAILURE|REJECTED)|INVALID_CA)$/,
  ],
  // Alerts of the peer are about what we showed; a bare handshake failure is TLS 1.2's word for a missing certificate.
  [
    "client_certificate",
    /^ERR_SSL_(SSL|TLS)[\w/]*_ALERT_(BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE|NO_CERTIFICATE|ACCESS_DENIED|HANDSHAKE_FAILURE)$/,
  ],
  [
    "no_tls",
    /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|HTTP_REQUEST|UNEXPECTED_MESSAGE)$/,
  ],
];

/** Looked for through the error's causes; null: nothing that TLS says. */
export function tlsFault(error: unknown): TlsFault | null {
  const code = causeOf(error, (each) => FAULTS.some(([, pattern]) => pattern.test(codeOf(each))));
  if (code === null) return null;
  return FAULTS.find(([, pattern]) => pattern.test(codeOf(code)))?.[0] ?? null;
}

/** The network's own word: `ECONNREFUSED`, `ENOTFOUND`, …; else the message of the innermost cause. */
export function networkReason(error: unknown): string {
  const known = causeOf(error, (each) => /^E[A-Z_]+$/.test(codeOf(each)));
  if (known !== null) return codeOf(known);
  const last = causeOf(error, ({ cause }) => !(cause instanceof Error));
  return last === null || last.message === "" ? "no reason given" : last.message;
}

/** The first error, from the outside in, of which this is true. */
export function causeOf(error: unknown, is: (each: Error) => boolean): Error | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) if (is(at)) return at;
  return null;
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "";
}
