/**
 * ioredis with time-outs of our own (`reply-deadlines.ts`): its `commandTimeout` is a bare timer. A connection that owes a
 * reply is given up for a new one: half-open, it would owe every other reply too.
 */
import { type Command, Redis, type RedisOptions } from "ioredis";
import { ReplyDeadlines } from "./reply-deadlines.ts";

export class PatientRedis extends Redis {
  readonly #deadlines: ReplyDeadlines;

  /** @param commandTimeoutMs a command without a reply for so long is rejected. */
  constructor(options: RedisOptions, commandTimeoutMs: number) {
    super({ ...options, lazyConnect: true, replyMapping: "legacy" });
    this.#deadlines = new ReplyDeadlines({
      limitMs: commandTimeoutMs,
      bytesRead: () => this.#socket()?.bytesRead ?? 0,
      missed: () => this.#socket()?.destroy(),
    });
  }

  override sendCommand(command: Command, stream?: Parameters<Redis["sendCommand"]>[1]): unknown {
    const reply = super.sendCommand(command, stream);
    this.#watch(command);
    return reply;
  }

  /** An error is a reply too: `NOSCRIPT`, or a server that does not know a command of the handshake. */
  #watch(command: Command): void {
    const awaited = { settled: false, reject: (error: Error) => command.reject(error) };
    const settle = (): void => {
      awaited.settled = true;
    };
    command.promise.then(settle, settle);
    this.#deadlines.watch(awaited);
  }

  /** There is none before the first connection. */
  #socket(): Redis["stream"] | undefined {
    return this.stream as Redis["stream"] | undefined;
  }
}
