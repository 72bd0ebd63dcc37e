/**
 * The event log on Kafka, through one of two drivers. Laws: `packages/ports/src/log.ts`.
 *
 * Appends ask for every in-sync replica, and are not idempotent in Kafka's sense on purpose: kafkajs winds a producer's
 * sequence back when a send fails, so that the broker may take the next, different records for a repetition and drop
 * them. A retry here can at worst write a record twice, which de-duplication absorbs; it can lose none.
 */

import type { ConsumeOptions, Consumption, Log, LogBounds, LogMessage, TopicSpec } from "@floorwalker/ports";
import { ConnectionError, type KafkaLogin, type TlsSettings, tlsMaterial } from "@floorwalker/runtime/transport";
import kafkajs, { type Admin, type Kafka, type KafkaConfig, type SASLOptions } from "kafkajs";
import { clientLogger, type KafkaLogger } from "./client-logger.ts";
import { patchClient } from "./client-patches.ts";
import { explainKafka, unreachable } from "./explain-kafka.ts";
import type { KafkaDriver } from "./kafka-driver.ts";
import { KafkaLogError, protocolTypeOf } from "./kafka-log-error.ts";
import { KafkaTopics, unknownTopic } from "./kafka-topics.ts";
import { KafkajsDriver } from "./kafkajs-driver.ts";
import { PlatformaticDriver } from "./platformatic-driver.ts";
import { refusalOf } from "./probe-broker.ts";
import { SendsInTime } from "./sends-in-time.ts";

export interface KafkaLogOptions {
  /** host:port */
  readonly brokers: readonly string[];
  /** Null or absent: no TLS. */
  readonly tls?: TlsSettings | null;
  /** Null or absent: no login. */
  readonly login?: KafkaLogin | null;
  readonly clientId: string;
  /** Absent: @platformatic/kafka. */
  readonly driver?: "kafkajs" | "platformatic";
  readonly logger?: KafkaLogger;
  /** Put before every topic and group: a replay keeps to topics of its own. */
  readonly prefix?: string;
  /** Copies of each partition of topics that are created; absent: the broker's default. */
  readonly replicationFactor?: number;
  /** A member that was not heard of for so long is dead, ms (6,000). */
  readonly sessionTimeoutMs?: number;
  /** ms (500): also how soon a member hears that another came or went. */
  readonly heartbeatMs?: number;
  /** How long the broker holds back an answer while there is nothing to read, ms (250). What is written ends the wait at once. */
  readonly maxWaitMs?: number;
  /** Most bytes of one fetch (8 MB) and of one partition in it (1 MB). */
  readonly maxBytes?: number;
  readonly maxBytesPerPartition?: number;
  /** An append that the log has not taken after so long is given up, ms (35,000): whoever asked decides whether it is repeated. It may come
   * through all the same, written twice at worst, and before what is appended there next. */
  readonly appendMs?: number;
}

const MB = 1024 * 1024;
/** A batch of one append, well below the broker's default limit of 1 MB for a batch. */
const BATCH_BYTES = MB / 2;
const RECORD_OVERHEAD = 64;
const REQUEST_TIMEOUT_MS = 30_000;
/** One request and what is left of another: a broker that hangs is not asked a dozen times. */
const APPEND_MS = REQUEST_TIMEOUT_MS + 5_000;

/** Connects, so that a wrong address fails here and not at the first append. */
export async function openKafkaLog(options: KafkaLogOptions): Promise<KafkaLog> {
  const log = new KafkaLog(options);
  await log.connect();
  return log;
}

export class KafkaLog implements Log {
  readonly #options: KafkaLogOptions;
  readonly #kafka: Kafka;
  readonly #prefix: string;
  readonly #driver: KafkaDriver;
  readonly #sends: SendsInTime;
  readonly #consumptions = new Set<Consumption>();
  #topics: Promise<KafkaTopics> | undefined;

  constructor(options: KafkaLogOptions) {
    patchClient();
    this.#options = options;
    this.#prefix = options.prefix ?? "";
    const { appendMs = APPEND_MS, brokers } = options;
    this.#sends = new SendsInTime(appendMs, () => unreachable(new Error(`no answer within ${appendMs} ms`), brokers));
    this.#kafka = new kafkajs.Kafka({
      clientId: options.clientId,
      brokers: [...options.brokers],
      ...securityOf(options),
      logLevel: kafkajs.logLevel.WARN,
      logCreator: clientLogger(options.logger),
      connectionTimeout: 3_000,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // About ten seconds in all where nobody listens, then the caller decides; never long between two, or a broker that is back is not
      // seen. One that takes connections and answers nothing uses up a request's time at each: appends have a limit of their own.
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 12 },
    });
    this.#driver =
      options.driver === "kafkajs" ? new KafkajsDriver(this.#kafka, options) : new PlatformaticDriver(options);
  }

  /** @throws ConnectionError: at once for what trying again does not help, else after about ten seconds where nobody listens. */
  async connect(): Promise<void> {
    const { brokers, tls = null, login = null } = this.#options;
    const refusals = await Promise.all(brokers.map((broker) => refusalOf(broker, { tls, login })));
    for (const refusal of refusals) if (refusal !== null) throw refusal;
    await this.#admin().catch((error: unknown) => {
      throw unreachable(error, brokers);
    });
    await this.#driver.suits().catch((error: unknown) => {
      throw error instanceof ConnectionError ? error : unreachable(error, brokers);
    });
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const admin = await this.#admin();
    try {
      await admin.ensure(topics.map((spec) => ({ ...spec, topic: this.#prefix + spec.topic })));
    } catch (error) {
      throw explainKafka(error, this.#options.brokers) ?? error;
    }
  }

  async removeTopics(topics: readonly string[]): Promise<void> {
    const admin = await this.#admin();
    await admin.remove(topics.map((topic) => this.#prefix + topic));
    // A kafkajs client asks for every topic it ever knew at once, and one that is gone fails the others.
    await this.#forget();
  }

  async partitions(topic: string): Promise<number> {
    return (await this.#admin()).partitions(this.#prefix + topic);
  }

  async bounds(topic: string): Promise<readonly LogBounds[]> {
    return (await this.#admin()).bounds(this.#prefix + topic);
  }

  async identity(_topic: string): Promise<string> {
    return (await this.#admin()).identity();
  }

  async append(topic: string, partition: number, messages: readonly LogMessage[]): Promise<void> {
    if (messages.length === 0) return;
    let first = 0;
    while (first < messages.length) {
      let bytes = 0;
      let next = first;
      do bytes += sizeOf(messages[next++]!);
      while (next < messages.length && bytes + sizeOf(messages[next]!) <= BATCH_BYTES);
      try {
        const sent = messages.slice(first, next);
        await this.#sends.send(`${partition} of ${topic}`, () =>
          this.#driver.send(this.#prefix + topic, partition, sent),
        );
      } catch (error) {
        throw explainKafka(error, this.#options.brokers) ?? explained(error, this.#prefix + topic, bytes);
      }
      first = next;
    }
  }

  async consume(callbacks: ConsumeOptions): Promise<Consumption> {
    const consumption = await this.#driver.consume({
      callbacks,
      bounds: async ({ topic, partition }) =>
        (await (await this.#admin()).bounds(this.#prefix + topic))[partition] ?? { low: 0, high: 0 },
      committed: async ({ topic, partition }) =>
        (await this.#admin()).committed(this.#prefix + callbacks.group, this.#prefix + topic, partition),
    });
    this.#consumptions.add(consumption);
    const gone = (): void => void this.#consumptions.delete(consumption);
    consumption.failed.then(gone, () => consumption.stop().then(gone, gone));
    return consumption;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#consumptions].map((consumption) => consumption.stop().catch(() => {})));
    this.#consumptions.clear();
    await this.#forget();
  }

  async #forget(): Promise<void> {
    const topics = this.#topics;
    this.#topics = undefined;
    await Promise.allSettled([this.#driver.forget(), topics?.then((it) => it.close())]);
  }

  #admin(): Promise<KafkaTopics> {
    if (this.#topics === undefined) {
      const admin: Admin = this.#kafka.admin();
      const connected = admin.connect().then(() => new KafkaTopics(admin, this.#options.replicationFactor ?? -1));
      this.#topics = connected;
      connected.catch(() => (this.#topics = undefined));
    }
    return this.#topics;
  }
}

function securityOf({ tls, login }: KafkaLogOptions): Pick<KafkaConfig, "ssl" | "sasl"> {
  const servername = tls?.serverName ?? null;
  return {
    ...(tls ? { ssl: { ...tlsMaterial(tls), ...(servername === null ? {} : { servername }) } } : {}),
    ...(login ? { sasl: saslOf(login) } : {}),
  };
}

/** A case each: kafkajs's type is a union that a union does not fit. */
function saslOf({ mechanism, user: username, password }: KafkaLogin): SASLOptions {
  switch (mechanism) {
    case "plain":
      return { mechanism, username, password };
    case "scram-sha-256":
      return { mechanism, username, password };
    case "scram-sha-512":
      return { mechanism, username, password };
  }
}

function sizeOf({ key, value, headers }: LogMessage): number {
  let size = RECORD_OVERHEAD + value.length + (key === null ? 0 : key.length * 3);
  for (const name in headers) size += name.length * 3 + headers[name]!.length * 3;
  return size;
}

function explained(error: unknown, topic: string, bytes: number): unknown {
  switch (protocolTypeOf(error)) {
    case "MESSAGE_TOO_LARGE":
    case "RECORD_LIST_TOO_LARGE":
      return new KafkaLogError("record_too_large", `${bytes} bytes are above max.message.bytes of ${topic}`, error);
    case "UNKNOWN_TOPIC_OR_PARTITION":
      return unknownTopic(topic, error);
    default:
      return error;
  }
}
