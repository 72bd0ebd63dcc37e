/** The control of `latency`: a bare WebSocket server that sends back what it gets. Ends with its parent. */
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]) });
server.on("connection", (socket) => socket.on("message", (data: Buffer) => socket.send(data.toString())));
