/** The answer to what is no request: cut before its end, too slow, or with headers beyond the limit. */
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** A reason, for a counter. */
export type ClientFault = "timeout" | "headers" | "malformed";

const FAULTS: Readonly<Record<string, ClientFault>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "timeout",
  HPE_HEADER_OVERFLOW: "headers",
};

const ANSWERS: Readonly<Record<ClientFault, { status: number; code: string; message: string; fix: string }>> = {
  timeout: {
    status: 408,
    code: "too_slow",
    message: "The request did not arrive in time.",
    fix: "Send it without pauses, or in parts.",
  },
  headers: {
    status: 431,
    code: "headers_too_large",
    message: "The headers are larger than 16 KB.",
    fix: "Send fewer or shorter headers.",
  },
  malformed: {
    status: 400,
    code: "bad_request",
    message: "This is not an HTTP request.",
    fix: "Speak HTTP/1.1 without TLS to this port.",
  },
};

/** For `clientError` of a server. Null: the client is gone, and there is nobody to answer. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): ClientFault | null {
  if (error.code === "ECONNRESET" || socket.destroyed) return null;
  const fault = FAULTS[error.code ?? ""] ?? "malformed";
  const { status, ...answer } = ANSWERS[fault];
  const body = `${JSON.stringify(answer)}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  if (socket.writable) socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  socket.destroy();
  return fault;
}
