/** Asked only when something failed: does what listens there speak TLS? Nothing is sent over it, so nothing is verified. */
import { connect } from "node:tls";
import { tlsFault } from "./tls-fault.ts";

/** False, too, when nothing answers in time. */
export function speaksTls(host: string, port: number, withinMs = 2_000): Promise<boolean> {
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
