/** kafkajs 2.2.4 as the driver. */
import type { Consumption, LogMessage } from "@floorwalker/ports";
import kafkajs, { type Kafka, type Producer } from "kafkajs";
import { KafkaConsumption } from "./kafka-consumption.ts";
import type { ConsumptionParts, KafkaDriver } from "./kafka-driver.ts";
import type { KafkaLogOptions } from "./kafka-log.ts";
import { stickyAssigner } from "./sticky-assigner.ts";

const MB = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

export class KafkajsDriver implements KafkaDriver {
  readonly #kafka: Kafka;
  readonly #options: KafkaLogOptions;
  #producer: Promise<Producer> | undefined;

  constructor(kafka: Kafka, options: KafkaLogOptions) {
    this.#kafka = kafka;
    this.#options = options;
  }

  async suits(): Promise<void> {}

  async send(topic: string, partition: number, given: readonly LogMessage[]): Promise<void> {
    const producer = await this.#connectedProducer();
    const messages = given.map((message) => toKafka(message, partition));
    await producer.send({ topic, acks: -1, messages, timeout: REQUEST_TIMEOUT_MS });
  }

  async consume(parts: ConsumptionParts): Promise<Consumption> {
    const options = this.#options;
    const sessionTimeout = options.sessionTimeoutMs ?? 6_000;
    const heartbeatMs = options.heartbeatMs ?? 500;
    const prefix = options.prefix ?? "";
    const consumption = new KafkaConsumption({
      ...parts,
      prefix,
      logger: options.logger,
      brokers: options.brokers,
      heartbeatMs,
      silentMs: 3 * sessionTimeout,
      consumer: (held, joining) =>
        this.#kafka.consumer({
          groupId: prefix + parts.callbacks.group,
          partitionAssigners: [stickyAssigner(held, joining)],
          sessionTimeout,
          rebalanceTimeout: sessionTimeout,
          heartbeatInterval: heartbeatMs,
          maxWaitTimeInMs: options.maxWaitMs ?? 250,
          minBytes: 1,
          maxBytes: options.maxBytes ?? 8 * MB,
          maxBytesPerPartition: options.maxBytesPerPartition ?? MB,
          allowAutoTopicCreation: false,
        }),
    });
    await consumption.start();
    return consumption;
  }

  async forget(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    await producer?.then((it) => it.disconnect());
  }

  #connectedProducer(): Promise<Producer> {
    if (this.#producer === undefined) {
      const createPartitioner = kafkajs.Partitioners.DefaultPartitioner;
      const producer = this.#kafka.producer({ createPartitioner, allowAutoTopicCreation: false });
      const connected = producer.connect().then(() => producer);
      this.#producer = connected;
      connected.catch(() => (this.#producer = undefined));
    }
    return this.#producer;
  }
}

function toKafka({ key, rawKey, value, headers }: LogMessage, partition: number) {
  const message = { key: rawKey === undefined ? key : bytesOf(rawKey), value: bytesOf(value), partition };
  if (headers === undefined) return message;
  const entries = Object.entries(headers).map(([name, given]) => [
    name,
    typeof given === "string" ? given : bytesOf(given),
  ]);
  return { ...message, headers: Object.fromEntries(entries) as Record<string, string | Buffer> };
}

const bytesOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
