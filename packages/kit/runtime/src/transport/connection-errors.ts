/** The texts of `connection-error.ts`. `npm run generate` writes them into `docs/errors.md`. */

export const CATALOGUE = {
  kafka_unreachable: {
    text: "no answer from {server}",
    fix: "Start Kafka there, or set FLOORWALKER_KAFKA to where it is (host:port).",
  },
  kafka_no_tls: {
    text: "{server} speaks no TLS, and TLS is asked for",
    fix: "Name the port of its TLS listener in FLOORWALKER_KAFKA, or set FLOORWALKER_KAFKA_TLS=false.",
    restartHelps: false,
  },
  kafka_tls_required: {
    text: "{server} speaks TLS, and none is asked for",
    fix: "Set FLOORWALKER_KAFKA_TLS=true, and FLOORWALKER_KAFKA_CA_FILE when its authority is your own.",
    restartHelps: false,
  },
  kafka_unknown_ca: {
    text: "the certificate of {server} is signed by nobody who is believed here",
    fix: "Name the authority's certificate (PEM) in FLOORWALKER_KAFKA_CA_FILE.",
    restartHelps: false,
  },
  kafka_wrong_host_name: {
    text: "the certificate of {server} is for another name",
    fix: "Write brokers in FLOORWALKER_KAFKA (and in their advertised.listeners) as the certificate names them, or set FLOORWALKER_KAFKA_SERVER_NAME.",
    restartHelps: false,
  },
  kafka_certificate_expired: {
    text: "the certificate of {server} is not valid today",
    fix: "Renew it; when it looks right, set this machine's clock right.",
    restartHelps: false,
  },
  kafka_client_certificate: {
    text: "{server} does not take this client's certificate, or wants one and got none",
    fix: "Name a certificate that its authority signed in FLOORWALKER_KAFKA_CERT_FILE, its key in FLOORWALKER_KAFKA_KEY_FILE.",
    restartHelps: false,
  },
  kafka_login_required: {
    text: "{server} wants a login, and none is given",
    fix: "Set FLOORWALKER_KAFKA_SASL_MECHANISM, FLOORWALKER_KAFKA_USER and FLOORWALKER_KAFKA_PASSWORD_FILE.",
    restartHelps: false,
  },
  kafka_login_unwanted: {
    text: "{server} takes no login (SASL), and one is given",
    fix: "Name the port of its SASL listener in FLOORWALKER_KAFKA, or unset FLOORWALKER_KAFKA_SASL_MECHANISM.",
    restartHelps: false,
  },
  kafka_mechanism_unknown: {
    text: "{server} does not offer this SASL mechanism",
    fix: "Set FLOORWALKER_KAFKA_SASL_MECHANISM to one that it offers.",
    restartHelps: false,
  },
  kafka_login_refused: {
    text: "{server} refuses this user or password",
    fix: "Set FLOORWALKER_KAFKA_USER and FLOORWALKER_KAFKA_PASSWORD (or its _FILE) right, or create the user for this mechanism.",
    restartHelps: false,
  },
  kafka_rights_missing: {
    text: "{server} does not let this user do what the program must",
    fix: "Give the user the rights listed in docs/connecting.md.",
    restartHelps: false,
  },
  kafka_too_old: {
    text: "{server} is older than Kafka 2.8 and gives topics no id, by which this driver reads them",
    fix: "Set FLOORWALKER_KAFKA_DRIVER=kafkajs, or update Kafka.",
    restartHelps: false,
  },
  redis_unreachable: {
    text: "no answer from {server}",
    fix: "Start Redis 7 or newer (or Valkey) there, or set FLOORWALKER_REDIS to where it is.",
  },
  redis_no_tls: {
    text: "{server} speaks no TLS, and TLS is asked for",
    fix: "Write redis:// instead of rediss:// in FLOORWALKER_REDIS, or name its TLS port.",
    restartHelps: false,
  },
  redis_tls_required: {
    text: "{server} speaks TLS, and none is asked for",
    fix: "Write rediss:// instead of redis:// in FLOORWALKER_REDIS, and name your own authority in FLOORWALKER_REDIS_CA_FILE.",
    restartHelps: false,
  },
  redis_unknown_ca: {
    text: "the certificate of {server} is signed by nobody who is believed here",
    fix: "Name the authority's certificate (PEM) in FLOORWALKER_REDIS_CA_FILE.",
    restartHelps: false,
  },
  redis_wrong_host_name: {
    text: "the certificate of {server} is for another name",
    fix: "Write the host in FLOORWALKER_REDIS as the certificate names it, or set FLOORWALKER_REDIS_SERVER_NAME.",
    restartHelps: false,
  },
  redis_certificate_expired: {
    text: "the certificate of {server} is not valid today",
    fix: "Renew it; when it looks right, set this machine's clock right.",
    restartHelps: false,
  },
  redis_client_certificate: {
    text: "{server} does not take this client's certificate, or wants one and got none",
    fix: "Name a certificate that its authority signed in FLOORWALKER_REDIS_CERT_FILE, its key in FLOORWALKER_REDIS_KEY_FILE.",
    restartHelps: false,
  },
  redis_login_required: {
    text: "{server} wants a password, and none is given",
    fix: "Set FLOORWALKER_REDIS_PASSWORD_FILE, and FLOORWALKER_REDIS_USER unless the user is `default`.",
    restartHelps: false,
  },
  redis_login_refused: {
    text: "{server} refuses this user or password",
    fix: "Set FLOORWALKER_REDIS_USER and FLOORWALKER_REDIS_PASSWORD (or its _FILE) right; a password in the URL must be percent-encoded.",
    restartHelps: false,
  },
  redis_rights_missing: {
    text: "{server} does not let this user do what the program must",
    fix: "Give the user the rights listed in docs/connecting.md.",
    restartHelps: false,
  },
  redis_database_unknown: {
    text: "{server} has no database of this number",
    fix: "Write one that it has behind the last / of FLOORWALKER_REDIS, or none (0).",
    restartHelps: false,
  },
  redis_too_old: {
    text: "{server} is older than Redis 7",
    fix: "Install Redis 7 or newer, or Valkey.",
    restartHelps: false,
  },
  redis_is_replica: {
    text: "{server} is a replica: it takes no commits",
    fix: "Set FLOORWALKER_REDIS to the primary. After a failover, wait until one leads.",
  },
  redis_is_cluster: {
    text: "{server} is a node of a Redis Cluster, which keeps other partitions on other nodes",
    fix: "Set FLOORWALKER_REDIS to a server with cluster-enabled no; one is enough, and a replica beside it makes it safe.",
    restartHelps: false,
  },
  redis_may_evict: {
    text: "{server} may throw state away when its memory is full",
    fix: "Set maxmemory-policy noeviction there: every key is state, an evicted one is a wrong number.",
    restartHelps: false,
  },
  postgres_unreachable: {
    text: "no answer from {server}",
    fix: "Start PostgreSQL 14 or newer there, or set FLOORWALKER_HISTORY to where it is.",
  },
  postgres_no_tls: {
    text: "{server} speaks no TLS, and TLS is asked for",
    fix: "Turn it on there, or set FLOORWALKER_HISTORY_TLS=false and leave the other TLS variables out.",
    restartHelps: false,
  },
  postgres_unknown_ca: {
    text: "the certificate of {server} is signed by nobody who is believed here",
    fix: "Name the authority's certificate (PEM) in FLOORWALKER_HISTORY_CA_FILE.",
    restartHelps: false,
  },
  postgres_wrong_host_name: {
    text: "the certificate of {server} is for another name",
    fix: "Write the host in FLOORWALKER_HISTORY as the certificate names it, or set FLOORWALKER_HISTORY_SERVER_NAME.",
    restartHelps: false,
  },
  postgres_certificate_expired: {
    text: "the certificate of {server} is not valid today",
    fix: "Renew it; when it looks right, set this machine's clock right.",
    restartHelps: false,
  },
  postgres_client_certificate: {
    text: "{server} does not take this client's certificate, or wants one and got none",
    fix: "Name a certificate that its authority signed in FLOORWALKER_HISTORY_CERT_FILE, its key in FLOORWALKER_HISTORY_KEY_FILE.",
    restartHelps: false,
  },
  postgres_login_required: {
    text: "{server} wants a password, and none is given",
    fix: "Set FLOORWALKER_HISTORY_USER and FLOORWALKER_HISTORY_PASSWORD (or its _FILE).",
    restartHelps: false,
  },
  postgres_login_refused: {
    text: "{server} does not let this user in",
    fix: "Set FLOORWALKER_HISTORY_USER and FLOORWALKER_HISTORY_PASSWORD (or its _FILE) right, see its pg_hba.conf, or turn TLS on where it asks for it.",
    restartHelps: false,
  },
  postgres_database_unknown: {
    text: "{server} has no such database",
    fix: "Create it (CREATE DATABASE), or write one that it has behind the / of FLOORWALKER_HISTORY.",
    restartHelps: false,
  },
  postgres_rights_missing: {
    text: "{server} does not let this user do what the program must",
    fix: "Give the user the rights listed in docs/connecting.md.",
    restartHelps: false,
  },
  postgres_schema_missing: {
    text: "{server} has no schema of ours yet",
    fix: "Start a historian on it: it makes the schema.",
  },
  postgres_too_slow: {
    text: "{server} did not answer a question within its time, and the question was given up",
    fix: "Look at what it is busy with (pg_stat_activity) and at its disk; ask for a shorter span.",
  },
} as const satisfies Record<string, { text: string; fix: string; restartHelps?: false }>;
