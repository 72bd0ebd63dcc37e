/** The end of an HTTP server that has sockets open. */
import type { Server } from "node:http";

/** Sockets get a moment for their close frames. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), 500);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
