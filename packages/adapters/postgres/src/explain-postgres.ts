/** What PostgreSQL or the network said, as what it is. Its texts name users and databases, never a password. */
import { ConnectionError, type ConnectionErrorCode, networkReason, tlsFault } from "@floorwalker/runtime/transport";

/** By SQLSTATE. */
const STATES: Readonly<Record<string, ConnectionErrorCode>> = {
  "28P01": "postgres_login_refused",
  "28000": "postgres_login_refused",
  "3D000": "postgres_database_unknown",
  "42501": "postgres_rights_missing",
  "42P01": "postgres_schema_missing",
  // Our own limit, or somebody there who cancels.
  "57014": "postgres_too_slow",
  // It is starting, or stopping.
  "57P03": "postgres_unreachable",
  "57P01": "postgres_unreachable",
};
const NETWORK = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENETUNREACH|EPIPE)/;

/** The same error where it is about neither the connection nor the rights of who asked. */
export function explainPostgres(error: unknown, server: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code = "", message } = error as Error & { readonly code?: string };
  const known = STATES[code];
  if (known !== undefined) return new ConnectionError(known, { server, detail: message });
  if (message.includes("does not support SSL")) return new ConnectionError("postgres_no_tls", { server });
  const fault = tlsFault(error);
  if (fault !== null) return new ConnectionError(`postgres_${fault}`, { server });
  if (/password must be a string/.test(message)) return new ConnectionError("postgres_login_required", { server });
  if (NETWORK.test(code) || /timeout|terminated/i.test(message))
    return new ConnectionError("postgres_unreachable", { server, detail: networkReason(error) });
  return error;
}
