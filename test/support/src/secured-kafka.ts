/**
 * A Kafka broker of its own with a listener of each kind of security beside the plain one, and two users: `floor`, who may
 * do everything, and `bystander`, who may log in and nothing else.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NoBackend } from "./backends.ts";
import { type Authority, type Certificate, newAuthority } from "./certificates.ts";
import { freePort, outputOf } from "./child.ts";
import { startKafka } from "./local-servers.ts";

export interface SecuredKafka {
  /** host:port of the listeners. */
  readonly plain: string;
  /** SASL_SSL: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512. */
  readonly login: string;
  /** SASL_SSL: PLAIN only. */
  readonly loginPlain: string;
  /** SSL, asks for a certificate of the client. */
  readonly mutual: string;
  readonly folder: string;
  readonly ours: Authority;
  readonly other: Authority;
  /** Certificate of the client, signed by `ours`. */
  readonly client: Certificate;
  stop(): Promise<void>;
}

const LISTENERS = ["PLAINTEXT", "CONTROLLER", "LOGIN", "LOGINPLAIN", "MUTUAL"] as const;
const SECURITY = ["PLAINTEXT", "PLAINTEXT", "SASL_SSL", "SASL_SSL", "SSL"] as const;
const PLAIN_MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule";
const SCRAM_MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

export async function startSecuredKafka(password: string): Promise<SecuredKafka | NoBackend> {
  for (const [command, flag] of [
    ["java", "-version"],
    ["mvn", "--version"],
    ["openssl", "version"],
  ] as const)
    if ((await outputOf(command, flag)) === null)
      return { skip: `no ${command} on this machine: a broker with TLS needs Java 17, Maven and openssl` };
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-kafka-secured-"));
  const [ours, other] = [newAuthority(folder, "ours"), newAuthority(folder, "other")];
  const first = await freePort(LISTENERS.length);
  const at = LISTENERS.map((name, index) => [name, `127.0.0.1:${first + index}`] as const);
  const properties = propertiesOf(at, password, ours.ca, ours.issue("server").both);
  writeFileSync(join(folder, "secured.properties"), properties.map((line) => `${line}\n`).join(""));
  const users = ["floor", "bystander"].flatMap((user) =>
    ["SCRAM-SHA-256", "SCRAM-SHA-512"].map((mechanism) => `${mechanism}=[name=${user},password=${password}]`),
  );
  const broker = await startKafka(
    { folder: join(folder, "broker"), port: first },
    { FLOORWALKER_KAFKA_PROPERTIES: join(folder, "secured.properties"), FLOORWALKER_KAFKA_SCRAM: users.join("\n") },
  );
  const [plain, , login, loginPlain, mutual] = at.map(([, address]) => address);
  return {
    plain: plain!,
    login: login!,
    loginPlain: loginPlain!,
    mutual: mutual!,
    folder,
    ours,
    other,
    client: ours.issue("client"),
    async stop() {
      await broker.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function propertiesOf(
  at: readonly (readonly [name: string, address: string])[],
  password: string,
  ca: string,
  server: string,
): readonly string[] {
  const listeners = at.map(([name, address]) => `${name}://${address}`);
  const jaas = (listener: string, mechanism: string, module: string, rest = "") =>
    `listener.name.${listener}.${mechanism}.sasl.jaas.config=${module} required${rest};`;
  const users = ` user_floor="${password}" user_bystander="${password}"`;
  return [
    `listeners=${listeners.join(",")}`,
    `advertised.listeners=${listeners.filter((each) => !each.startsWith("CONTROLLER")).join(",")}`,
    `listener.security.protocol.map=${at.map(([name], index) => `${name}:${SECURITY[index]}`).join(",")}`,
    "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
    "listener.name.loginplain.sasl.enabled.mechanisms=PLAIN",
    jaas("login", "plain", PLAIN_MODULE, users),
    jaas("loginplain", "plain", PLAIN_MODULE, users),
    jaas("login", "scram-sha-256", SCRAM_MODULE),
    jaas("login", "scram-sha-512", SCRAM_MODULE),
    "ssl.keystore.type=PEM",
    `ssl.keystore.location=${server}`,
    "ssl.truststore.type=PEM",
    `ssl.truststore.location=${ca}`,
    "listener.name.mutual.ssl.client.auth=required",
    "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users=User:ANONYMOUS;User:floor;User:CN=client",
  ];
}
