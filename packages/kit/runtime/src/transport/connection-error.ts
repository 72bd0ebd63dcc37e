/**
 * Why Kafka, Redis or PostgreSQL cannot be used: one catalogue for services, `floorwalker doctor` and `docs/errors.md`. A text names
 * servers, users and variables, never a password, a key or what a variable holds.
 */
import { CATALOGUE } from "./connection-errors.ts";

export type ConnectionErrorCode = keyof typeof CATALOGUE;

export interface ConnectionErrorText {
  /** `{server}` stands for its address. */
  readonly text: string;
  readonly fix: string;
  /** False: only other settings help, here or at the server. Absent: starting again may. */
  readonly restartHelps?: false;
}

export const CONNECTION_ERRORS: Readonly<Record<ConnectionErrorCode, ConnectionErrorText>> = CATALOGUE;

export interface ConnectionErrorOptions {
  /** host:port, several separated by commas. */
  readonly server: string;
  /** What the server or the network said, when it adds something. */
  readonly detail?: string | undefined;
  readonly cause?: unknown;
}

export class ConnectionError extends Error {
  readonly code: ConnectionErrorCode;
  /** What happened, without code and fix. */
  readonly what: string;
  readonly fix: string;
  readonly restartHelps: boolean;

  constructor(code: ConnectionErrorCode, { server, detail, cause }: ConnectionErrorOptions) {
    const { text, fix, restartHelps } = CONNECTION_ERRORS[code];
    const what = text.replace("{server}", server) + (detail === undefined ? "" : ` (${detail})`);
    super(`${code}: ${what}. ${fix}`, cause === undefined ? {} : { cause });
    this.name = "ConnectionError";
    this.code = code;
    this.what = what;
    this.fix = fix;
    this.restartHelps = restartHelps ?? true;
  }
}
