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

const UNKNOWN_TOPIC = "UNKNOWN_TOPIC_OR_PARTITION";

/** The protocol's name of an error (`MESSAGE_TOO_LARGE`), looked for through its causes; undefined when it has none. */
export function protocolTypeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("type" in at && typeof at.type === "string") return at.type;
    if ("apiId" in at && typeof at.apiId === "string") return at.apiId;
    // @platformatic/kafka has no name for what its metadata does not hold.
    if ("code" in at && at.code === "PLT_KFK_USER" && at.message.startsWith("Unknown topic")) return UNKNOWN_TOPIC;
    // An aggregate: of several topics, of several tries.
    if ("errors" in at && Array.isArray(at.errors) && at.errors.length > 0) return protocolTypeOf(at.errors.at(-1));
  }
  return undefined;
}

/** A compression that no codec here knows, or bytes that its codec cannot read: no other try can. */
export function isUnsupported(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at.name === "KafkaJSNotImplemented" || at.message.includes("compression not implemented")) return true;
    if ("code" in at && at.code === "PLT_KFK_UNSUPPORTED_COMPRESSION") return true;
  }
  return false;
}

/** Why a consumption ended for good. */
export function crashOf(error: Error): KafkaLogError {
  const { name, message } = error;
  if (isUnsupported(error)) {
    const fix = "let the producer use gzip, snappy, lz4, zstd or no compression";
    return new KafkaLogError("compression_unsupported", `${message}; ${fix}`, error);
  }
  return new KafkaLogError("consumption_crashed", `${protocolTypeOf(error) ?? name}: ${message}`, error);
}
