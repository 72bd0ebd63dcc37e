/**
 * What ioredis rejected with, as what it is. Its own errors carry the arguments of the command, passwords included: they
 * go no further than this, and never become a cause.
 */

import { connect } from "node:net";
import {
  ConnectionError,
  type ConnectionErrorCode,
  networkReason,
  speaksTls,
  tlsFault,
  tlsRefusal,
} from "@floorwalker/runtime/transport";
import type { Redis } from "ioredis";

const REPLIES: readonly (readonly [RegExp, ConnectionErrorCode])[] = [
  [/^NOAUTH\b/, "redis_login_required"],
  [/^WRONGPASS\b|^ERR (invalid password|AUTH <password> called without)/, "redis_login_refused"],
  [/^NOPERM\b|can't run this command|ACL failure in script/, "redis_rights_missing"],
  [/^ERR DB index is out of range/, "redis_database_unknown"],
  [/^READONLY\b/, "redis_is_replica"],
  [/^(MOVED|CROSSSLOT|CLUSTERDOWN)\b/, "redis_is_cluster"],
];

const ANSWER_MS = 2_000;

/** Null: nothing about the connection or the rights of who asked. `said` is everything that was heard meanwhile. */
export function explainReply(redis: Redis, said: readonly unknown[]): ConnectionError | null {
  const server = serverOf(redis);
  for (const error of said) {
    const message = error instanceof Error ? error.message : "";
    const code = REPLIES.find(([pattern]) => pattern.test(message))?.[1];
    if (code !== undefined) return new ConnectionError(code, { server, detail: detailOf(code, message) });
    const fault = tlsFault(error);
    if (fault !== null) return new ConnectionError(`redis_${fault}`, { server });
  }
  return null;
}

/** Of a connection that did not come about: when nothing was said, the server is asked what it speaks. */
export async function explainSilence(redis: Redis, said: readonly unknown[]): Promise<ConnectionError> {
  const { host = "", port = 0, tls } = redis.options;
  const explained = explainReply(redis, said);
  if (explained !== null) return explained;
  const server = serverOf(redis);
  if (tls === undefined) {
    if (await speaksTls(host, port)) return new ConnectionError("redis_tls_required", { server });
  } else {
    if (await answersPlainly(host, port)) return new ConnectionError("redis_no_tls", { server });
    const fault = await tlsRefusal({ ...tls, host, port });
    if (fault !== null) return new ConnectionError(`redis_${fault}`, { server });
  }
  const last = said.findLast((error) => error instanceof Error);
  return new ConnectionError("redis_unreachable", { server, detail: networkReason(last) });
}

const serverOf = ({ options: { host, port } }: Redis): string => `${host}:${port}`;

/** Redis's own sentence where it names a command or a key. */
const detailOf = (code: ConnectionErrorCode, message: string): string | undefined =>
  code === "redis_rights_missing" ? message.replace(/\s+/g, " ").slice(0, 200) : undefined;

/** Does a PING without TLS get an answer of Redis? */
function answersPlainly(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => socket.write("*1\r\n$4\r\nPING\r\n"));
    const answer = (plainly: boolean) => {
      socket.destroy();
      resolve(plainly);
    };
    socket.setTimeout(ANSWER_MS, () => answer(false));
    socket.once("data", (bytes: Buffer) => answer(/^[+-]/.test(bytes.toString("latin1"))));
    socket.once("error", () => answer(false));
    socket.once("close", () => answer(false));
  });
}
