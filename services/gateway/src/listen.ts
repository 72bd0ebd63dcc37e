import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GatewayError } from "./gateway-error.ts";

const PORTS_TRIED = 50;

/** Listens on `port`, or on the next free one unless `fixed`; 0 is any free port. Resolves with the port. */
export async function listen(server: Server, host: string, port: number, fixed: boolean): Promise<number> {
  for (let candidate = port; ; candidate++) {
    try {
      server.listen(candidate, host);
      await once(server, "listening");
      return (server.address() as AddressInfo).port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE")
        throw new GatewayError(
          "cannot_listen",
          `nothing can listen on ${host}, port ${candidate}: ${(error as Error).message}`,
          "Give an address of this machine (FLOORWALKER_HOST) and a port from 1024 on (--port, FLOORWALKER_PORT).",
        );
      if (fixed)
        throw new GatewayError(
          "port_taken",
          `port ${port} is taken`,
          "Stop what listens there, give another port, or give none.",
        );
      if (candidate - port >= PORTS_TRIED || candidate >= 65_535)
        throw new GatewayError("port_taken", `ports ${port} to ${candidate} are taken`, "Give a free port.");
    }
  }
}
