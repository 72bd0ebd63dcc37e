/** A real HTTP server that takes webhooks, in the moods of the delivery contract. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface TakenPost {
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebReceiver {
  readonly url: string;
  /** What was answered with a 2xx, oldest first. */
  readonly taken: readonly TakenPost[];
  /** Everything that was asked, whatever the answer. */
  asked(): number;
  /** Its body; null: nothing was. */
  lastAsked(): string | null;
  /** Status of the answers from now on; null: nobody listens; "hang": no answer at all; an oddity: just that. */
  answers(status: number | null | "hang" | Oddity): Promise<void>;
  stop(): Promise<void>;
}

/** What a place answers that is not what it should be; with a 2xx it has taken the message all the same. */
export interface Oddity {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Absent: as it should. */
  readonly ends?: "breaks off" | "never";
}

/** `answer`: to what was asked under that path. */
export async function startWebReceiver(answer: (path: string) => string = () => "ok"): Promise<WebReceiver> {
  const taken: TakenPost[] = [];
  let status: number | "hang" | Oddity = 200;
  let asked = 0;
  let last: string | null = null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked++;
      last = Buffer.concat(chunks).toString("utf8");
      if (status === "hang") return;
      const path = request.url ?? "/";
      const odd = typeof status === "object" ? status : { status };
      const { headers, body = answer(path), ends } = odd as Oddity;
      if (odd.status < 300) taken.push({ path, headers: request.headers, body: last });
      response.writeHead(
        odd.status,
        headers ?? (odd.status < 400 && odd.status >= 300 ? { Location: "/elsewhere" } : {}),
      );
      if (ends === undefined) response.end(body);
      else response.write(body, () => (ends === "never" ? undefined : response.destroy()));
    });
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    taken,
    asked: () => asked,
    lastAsked: () => last,
    answers: async (next) => {
      if (next === null) return close();
      status = next;
      if (!server.listening) await listen(port);
    },
    stop: close,
  };
}
