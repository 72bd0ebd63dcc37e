/** What this adapter refuses or gives up, for people: a code, the place, the fix. */

export type KafkaLogErrorCode =
  | "record_too_large"
  | "topic_unknown"
  | "compression_unsupported"
  | "consumption_crashed";

export class KafkaLogError extends Error {
  readonly code: KafkaLogErrorCode;

  constructor(code: KafkaLogErrorCode, message: string, cause?: unknown) {
    super(`${code}: ${message}`, cause === undefined ? {} : { cause });
    this.name = "KafkaLogError";
    this.code = code;
  }
}

/** The protocol's name of an error (`MESSAGE_TOO_LARGE`), looked for through its causes; undefined when it has none. */
export function protocolTypeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("type" in at && typeof at.type === "string") return at.type;
    // An aggregate of createTopics and deleteTopics.
    if ("errors" in at && Array.isArray(at.errors) && at.errors.length > 0) return protocolTypeOf(at.errors[0]);
  }
  return undefined;
}

/** Why a consumption ended for good. */
export function crashOf(error: Error): KafkaLogError {
  const { name, message } = error;
  if (name === "KafkaJSNotImplemented" || message.includes("compression not implemented")) {
    const fix = "let the producer use zstd, gzip or no compression";
    return new KafkaLogError("compression_unsupported", `${message}; ${fix}`, error);
  }
  return new KafkaLogError("consumption_crashed", `${protocolTypeOf(error) ?? name}: ${message}`, error);
}
