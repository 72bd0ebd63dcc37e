/** Asked only when something failed. Nothing is sent over these connections. */
import { type ConnectionOptions, connect } from "node:tls";
import { type TlsFault, tlsFault } from "./tls-fault.ts";

const SILENCE_MS = 2_000;

/** Does what listens there speak TLS? Nothing is sent over it, so nothing is verified. False, too, when nothing answers. */
export function speaksTls(host: string, port: number, withinMs = SILENCE_MS): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false });
    const answer = (speaks: boolean) => {
      socket.destroy();
      resolve(speaks);
    };
    socket.setTimeout(withinMs, () => answer(false));
    socket.once("secureConnect", () => answer(true));
    // Who refuses our missing certificate has spoken TLS to say so.
    socket.once("error", (error) => answer(tlsFault(error) === "client_certificate"));
    socket.once("close", () => answer(false));
  });
}

/**
 * What is wrong with a connection that was cut without a word. In TLS 1.3 the peer judges our certificate after we take the
 * connection for made; who has written by then may hear of a reset instead of the reason. Null: nothing that TLS says.
 */
export function tlsRefusal(options: ConnectionOptions): Promise<TlsFault | null> {
  return new Promise((resolve) => {
    const socket = connect(options);
    const answer = (fault: TlsFault | null) => {
      socket.destroy();
      resolve(fault);
    };
    socket.setTimeout(SILENCE_MS, () => answer(null));
    socket.on("data", () => {});
    socket.once("error", (error) => answer(tlsFault(error)));
    socket.once("close", () => answer(null));
  });
}
