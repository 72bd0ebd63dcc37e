/** Kafka, Redis and PostgreSQL in containers, when a Docker engine answers. The images are the ones of `docker-compose.yml`. */

import type { Backend } from "./backends.ts";
import { freePort } from "./child.ts";

export const KAFKA_IMAGE = "apache/kafka:4.3.0";
export const REDIS_IMAGE = "redis:7.2.11";
export const POSTGRES_IMAGE = "postgres:16.10";

export async function kafkaInDocker(): Promise<Backend | null> {
  const docker = await engine();
  if (docker === null) return null;
  // A broker tells its clients where it is to be found, so the published port must be known before it starts.
  const port = await freePort();
  const container = await new docker.GenericContainer(KAFKA_IMAGE)
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment({
      CLUSTER_ID: "Zmxvb3J3YWxrZXItMDAwMQ",
      KAFKA_NODE_ID: "1",
      KAFKA_PROCESS_ROLES: "broker,controller",
      KAFKA_CONTROLLER_QUORUM_VOTERS: "1@localhost:9093",
      KAFKA_LISTENERS: "PLAINTEXT://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093",
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${docker.host}:${port}`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
      KAFKA_CONTROLLER_LISTENER_NAMES: "CONTROLLER",
      KAFKA_INTER_BROKER_LISTENER_NAME: "PLAINTEXT",
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false",
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: "1",
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: "4",
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: "1",
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: "1",
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: "0",
      KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: "1000",
    })
    // Not by a line of its log: whether it writes one is the image's setting.
    .withWaitStrategy(docker.Wait.forListeningPorts())
    .start();
  return { address: `${docker.host}:${port}`, stop: async () => void (await container.stop()) };
}

export async function redisInDocker(): Promise<Backend | null> {
  const docker = await engine();
  if (docker === null) return null;
  const container = await new docker.GenericContainer(REDIS_IMAGE)
    .withExposedPorts(6379)
    .withCommand([
      "redis-server",
      "--appendonly",
      "yes",
      "--save",
      "",
      "--hash-max-listpack-entries",
      "32",
      "--protected-mode",
      "no",
    ])
    .withWaitStrategy(docker.Wait.forLogMessage(/Ready to accept connections/))
    .start();
  const address = `redis://${container.getHost()}:${container.getMappedPort(6379)}`;
  return { address, stop: async () => void (await container.stop()) };
}

export async function postgresInDocker(): Promise<Backend | null> {
  const docker = await engine();
  if (docker === null) return null;
  const container = await new docker.GenericContainer(POSTGRES_IMAGE)
    .withExposedPorts(5432)
    .withEnvironment({ POSTGRES_USER: "floorwalker", POSTGRES_HOST_AUTH_METHOD: "trust" })
    // It starts twice: first to make its data.
    .withWaitStrategy(docker.Wait.forLogMessage(/ready to accept connections/, 2))
    .start();
  const address = `postgres://floorwalker@${container.getHost()}:${container.getMappedPort(5432)}/floorwalker`;
  return { address, stop: async () => void (await container.stop()) };
}

/** Null when no Docker engine answers. Loaded late: most runs have none, and the client is heavy. */
async function engine() {
  const { GenericContainer, Wait, getContainerRuntimeClient } = await import("testcontainers");
  try {
    const client = await getContainerRuntimeClient();
    return { GenericContainer, Wait, host: client.info.containerRuntime.host };
  } catch {
    return null;
  }
}
