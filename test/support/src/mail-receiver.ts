/** A real SMTP server (the one nodemailer's authors write), in the moods of the delivery contract. */
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface MailReceiver {
  /** smtp:// URL. */
  readonly url: string;
  /** Messages answered with 250, raw, oldest first. */
  readonly taken: readonly string[];
  /** Reply to each recipient from now on (250, 451, 550); null: nobody listens. */
  answers(reply: number | null): Promise<void>;
  /** Another reply for one address. */
  answersTo(address: string, reply: number): void;
  stop(): Promise<void>;
}

export async function startMailReceiver(): Promise<MailReceiver> {
  const taken: string[] = [];
  const replies = new Map<string, number>();
  let reply = 250;
  const open = (port: number): Promise<SMTPServer> => {
    const server = new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      onRcptTo({ address }, _session, callback) {
        const own = replies.get(address) ?? reply;
        if (own === 250) callback();
        else callback(Object.assign(new Error(`not now, ${address}`), { responseCode: own }));
      },
      onData(stream, _session, callback) {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          taken.push(Buffer.concat(chunks).toString("utf8"));
          callback();
        });
      },
    });
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => resolve(server));
    });
  };
  const close = (server: SMTPServer | null): Promise<void> =>
    new Promise((resolve) => (server === null ? resolve() : server.close(() => resolve())));

  let server: SMTPServer | null = await open(0);
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    answers: async (next) => {
      replies.clear();
      if (next === null) {
        await close(server);
        server = null;
        return;
      }
      reply = next;
      server ??= await open(port);
    },
    answersTo: (address, own) => void replies.set(address, own),
    stop: async () => {
      await close(server);
      server = null;
    },
  };
}
