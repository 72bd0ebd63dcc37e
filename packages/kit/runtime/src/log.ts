/**
 * The log: one JSON object a line, `event` is a snake_case id that never changes its meaning, everything else is a
 * field. A field named `error` may hold an Error.
 */
import { type DestinationStream, destination, pino, stdSerializers, stdTimeFunctions } from "pino";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  fatal(event: string, fields?: LogFields): void;
  /** A logger that adds these fields to each line. */
  child(fields: LogFields): Logger;
}

export interface LoggerOptions {
  readonly service: string;
  readonly level?: LogLevel;
  /** Where lines go: `stdout` (default), `stderr` (where standard output is the product), or any stream. */
  readonly to?: "stdout" | "stderr" | DestinationStream;
}

export function createLogger({ service, level = "info", to = "stdout" }: LoggerOptions): Logger {
  const stream = typeof to === "string" ? destination({ fd: to === "stdout" ? 1 : 2, sync: true }) : to;
  const root = pino(
    {
      level,
      base: { service },
      messageKey: "event",
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: shownError },
    },
    stream,
  );
  return wrap(root);
}

/**
 * What is shown of an error: these fields only. Clients hang what they sent onto their errors, such as the arguments of a
 * login (ioredis) or the events of a request.
 */
function shownError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, code, fix } = stdSerializers.err(error) as unknown as Record<string, unknown>;
  return { type, code, message, fix, stack };
}

/** Says nothing (tests). */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  child: () => silentLogger,
};

function nothing(): void {}

type Sink = Pick<ReturnType<typeof pino>, "debug" | "info" | "warn" | "error" | "fatal" | "child">;

function wrap(sink: Sink): Logger {
  return {
    debug: (event, fields = {}) => sink.debug(fields, event),
    info: (event, fields = {}) => sink.info(fields, event),
    warn: (event, fields = {}) => sink.warn(fields, event),
    error: (event, fields = {}) => sink.error(fields, event),
    fatal: (event, fields = {}) => sink.fatal(fields, event),
    child: (fields) => wrap(sink.child(fields)),
  };
}
