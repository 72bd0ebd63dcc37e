/** What a driver rejected with, as what it is; null: nothing about the connection or the rights of who asked. */

import { ConnectionError, causeOf, networkReason, tlsFault } from "@floorwalker/runtime/transport";
import { protocolTypeOf } from "./kafka-log-error.ts";

export function explainKafka(error: unknown, brokers: readonly string[]): ConnectionError | null {
  const server = brokers.join(", ");
  const refused = causeOf(
    error,
    (each) =>
      each.name === "KafkaJSSASLAuthenticationError" || ("code" in each && each.code === "PLT_KFK_AUTHENTICATION"),
  );
  if (refused !== null) return new ConnectionError("kafka_login_refused", { server, cause: error });
  const fault = tlsFault(error);
  if (fault !== null) return new ConnectionError(`kafka_${fault}`, { server, detail: brokerIn(error), cause: error });
  const type = protocolTypeOf(error);
  if (type?.endsWith("AUTHORIZATION_FAILED"))
    return new ConnectionError("kafka_rights_missing", { server, detail: type, cause: error });
  return null;
}

export const unreachable = (error: unknown, brokers: readonly string[]): ConnectionError =>
  explainKafka(error, brokers) ??
  new ConnectionError("kafka_unreachable", { server: brokers.join(", "), detail: networkReason(error), cause: error });

/** The broker it happened with: it may be one that the first only told of. */
function brokerIn(error: unknown): string | undefined {
  const named = causeOf(error, (each) => "broker" in each && typeof each.broker === "string");
  return named === null ? undefined : `broker ${(named as Error & { broker: string }).broker}`;
}
