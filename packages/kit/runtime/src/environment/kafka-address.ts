/**
 * Where Kafka is and who we are to it. A login implies TLS unless FLOORWALKER_KAFKA_TLS=false says otherwise: a password
 * does not cross a network in the clear because a variable was forgotten.
 */
import type { Problem } from "../problem.ts";
import type { TlsSettings } from "../transport/tls-settings.ts";
import { conflicting, missing } from "./problems.ts";
import { tlsKeysSet, tlsOf } from "./tls-of.ts";
import { KAFKA_DRIVERS, type SASL_MECHANISMS, type Variables } from "./variables.ts";

export interface KafkaAddress {
  /** host:port */
  readonly brokers: readonly string[];
  readonly driver: (typeof KAFKA_DRIVERS)[number];
  /** Null: no TLS. */
  readonly tls: TlsSettings | null;
  /** Null: no login. */
  readonly login: KafkaLogin | null;
}

export interface KafkaLogin {
  readonly mechanism: (typeof SASL_MECHANISMS)[number];
  readonly user: string;
  readonly password: string;
}

/** Null: the embedded profile; what the other variables say is checked all the same. */
export function kafkaAddress(variables: Variables, problems: Problem[]): KafkaAddress | null {
  const login = loginOf(variables, problems);
  const [first] = tlsKeysSet(variables, "KAFKA");
  if (variables.KAFKA_TLS === false && first !== undefined)
    problems.push(conflicting("KAFKA_TLS", first, "Leave one of the two out."));
  const secured = variables.KAFKA_TLS ?? (first !== undefined || login !== null);
  const tls = secured ? tlsOf(variables, "KAFKA", problems) : null;
  const { KAFKA: brokers, KAFKA_DRIVER: driver = KAFKA_DRIVERS[0] } = variables;
  return brokers === undefined ? null : { brokers, driver, tls, login };
}

function loginOf(variables: Variables, problems: Problem[]): KafkaLogin | null {
  const keys = ["KAFKA_SASL_MECHANISM", "KAFKA_USER", "KAFKA_PASSWORD"] as const;
  const set = keys.find((key) => variables[key] !== undefined);
  if (set === undefined) return null;
  for (const key of keys) if (variables[key] === undefined) problems.push(missing(key, set));
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_USER: user, KAFKA_PASSWORD: password } = variables;
  if (mechanism === undefined || user === undefined || password === undefined) return null;
  return { mechanism, user, password };
}
