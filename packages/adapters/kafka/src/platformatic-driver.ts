/**
 * @platformatic/kafka 2 as the driver. Not idempotent, as with kafkajs (`kafka-log.ts` says why). Its TLS and logins are
 * Node's own and the library's; the settings are those of every driver.
 */

import { isIP } from "node:net";
import type { Consumption, LogMessage } from "@floorwalker/ports";
import { ConnectionError, type KafkaLogin, tlsMaterial } from "@floorwalker/runtime/transport";
import { Base, type BaseOptions, Consumer, type MessageToProduce, Producer } from "@platformatic/kafka";
import type { ConsumptionParts, KafkaDriver } from "./kafka-driver.ts";
import type { KafkaLogOptions } from "./kafka-log.ts";
import { PlatformaticConsumption } from "./platformatic-consumption.ts";
import { assignStickily, joiningBytes, STICKY } from "./sticky-assigner.ts";

const MB = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
/** About ten seconds in all where nobody listens, as with kafkajs. */
const RETRIES = 12;
const LONGEST_RETRY_MS = 1_000;
/** From that version on (Kafka 2.8) a broker tells the ids of topics, by which they are read. */
const METADATA = { key: 3, version: 10 };

export class PlatformaticDriver implements KafkaDriver {
  readonly #options: KafkaLogOptions;
  #producer: Producer | undefined;

  constructor(options: KafkaLogOptions) {
    this.#options = options;
  }

  async suits(): Promise<void> {
    const client = new Base(baseOptions(this.#options));
    try {
      const spoken = (await client.listApis()).find(({ apiKey }) => apiKey === METADATA.key)?.maxVersion ?? 0;
      if (spoken < METADATA.version)
        throw new ConnectionError("kafka_too_old", { server: this.#options.brokers.join(", ") });
    } finally {
      await client.close();
    }
  }

  async send(topic: string, partition: number, messages: readonly LogMessage[]): Promise<void> {
    this.#producer ??= new Producer(baseOptions(this.#options));
    const producer = this.#producer;
    await producer.send({
      acks: -1,
      idempotent: false,
      messages: messages.map((message) => toMessage(topic, partition, message)),
    });
  }

  async consume(parts: ConsumptionParts): Promise<Consumption> {
    const options = this.#options;
    const sessionTimeout = options.sessionTimeoutMs ?? 6_000;
    const prefix = options.prefix ?? "";
    const consumption = new PlatformaticConsumption({
      ...parts,
      prefix,
      logger: options.logger,
      brokers: options.brokers,
      silentMs: 3 * sessionTimeout,
      maxBytes: options.maxBytes ?? 8 * MB,
      maxBytesPerPartition: options.maxBytesPerPartition ?? MB,
      maxWaitMs: options.maxWaitMs ?? 250,
      consumer: (held, joining) =>
        new Consumer({
          ...baseOptions(options),
          groupId: prefix + parts.callbacks.group,
          sessionTimeout,
          rebalanceTimeout: sessionTimeout,
          heartbeatInterval: options.heartbeatMs ?? 500,
          protocols: [{ name: STICKY, version: 1 }],
          protocolsMetadata: (_protocols, topics, metadata) => {
            joining();
            const countOf = (topic: string): number => metadata.topics.get(topic)?.partitionsCount ?? 0;
            return joiningBytes(held(), new Map(topics.map((topic) => [topic, countOf(topic)])));
          },
          partitionAssigner: assignStickily,
          autocommit: false,
        }),
    });
    await consumption.start();
    return consumption;
  }

  async forget(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    await producer?.close();
  }
}

function baseOptions({ clientId, brokers, tls, login }: KafkaLogOptions): BaseOptions {
  return {
    clientId,
    bootstrapBrokers: [...brokers],
    connectTimeout: 3_000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    timeout: REQUEST_TIMEOUT_MS,
    retries: RETRIES,
    retryDelay: (_client, _operation, attempt) => Math.min(LONGEST_RETRY_MS, 50 * 2 ** attempt),
    autocreateTopics: false,
    // An address has no name to ask for.
    ...(tls ? { tls: tlsMaterial(tls), tlsServerName: tls.serverName ?? !brokers.some(isAddress) } : {}),
    ...(login ? { sasl: saslOf(login) } : {}),
  };
}

const isAddress = (broker: string): boolean =>
  isIP(broker.slice(0, broker.lastIndexOf(":")).replace(/^\[|\]$/g, "")) > 0;

const MECHANISMS = { plain: "PLAIN", "scram-sha-256": "SCRAM-SHA-256", "scram-sha-512": "SCRAM-SHA-512" } as const;

const saslOf = ({ mechanism, user: username, password }: KafkaLogin) => ({
  mechanism: MECHANISMS[mechanism],
  username,
  password,
});

function toMessage(topic: string, partition: number, { key, rawKey, value, headers }: LogMessage): MessageToProduce {
  const keyBytes = rawKey === undefined ? (key === null ? undefined : Buffer.from(key)) : bytesOf(rawKey);
  return {
    topic,
    partition,
    ...(keyBytes === undefined ? {} : { key: keyBytes }),
    value: bytesOf(value),
    ...(headers === undefined ? {} : { headers: new Map(Object.entries(headers).map(headerOf)) }),
  };
}

const headerOf = ([name, given]: [string, string | Uint8Array]): [Buffer, Buffer] => [
  Buffer.from(name),
  typeof given === "string" ? Buffer.from(given) : bytesOf(given),
];

const bytesOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
