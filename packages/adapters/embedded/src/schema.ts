/**
 * The tables of the embedded file. `FORMAT_VERSION` goes up with every change that an older program could not read;
 * there is no migration yet, so any other version is an error that tells the person what to do.
 *
 * A log record's id is its lane (one partition of one topic) × 2^40 + its offset: a lane is one stretch of the rowid
 * tree, which keeps appends, reads and trimming sequential. `log_lanes.next` outlives trimmed records, so that no offset
 * is ever used twice. A topic's identity lies in a table of its own, which programs before it do not miss. A dropped bucket only changes its mark: its records go in small steps with later commits.
 */
export const APPLICATION_ID = 0x466c6f77;
export const FORMAT_VERSION = 1;

/** Offsets of a lane lie below this; lanes × span stays a safe integer. */
export const LANE_SPAN = 2 ** 40;

/** Also made in a file that came before it. */
export const IDENTITIES = `
  CREATE TABLE IF NOT EXISTS log_identities (topic INTEGER PRIMARY KEY, identity TEXT NOT NULL) STRICT;
`;

export const SCHEMA = `
  CREATE TABLE log_topics (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, max_bytes INTEGER, retention_ms INTEGER
  ) STRICT;
  CREATE TABLE log_lanes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic INTEGER NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
    UNIQUE (topic, partition)
  ) STRICT;
  CREATE TABLE log_records (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, key TEXT, value BLOB NOT NULL, headers TEXT
  ) STRICT;
  CREATE TABLE group_offsets (
    consumer_group TEXT NOT NULL, lane INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (consumer_group, lane)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE store_partitions (
    id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL, next_offset INTEGER, outbox_next INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE store_rows (
    partition INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (partition, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE store_views (
    partition INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (partition, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE store_buckets (
    id INTEGER PRIMARY KEY AUTOINCREMENT, partition INTEGER NOT NULL, class TEXT NOT NULL, bucket INTEGER NOT NULL,
    dropped INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE UNIQUE INDEX store_buckets_live ON store_buckets (partition, class, bucket) WHERE dropped = 0;
  CREATE INDEX store_buckets_dropped ON store_buckets (id) WHERE dropped = 1;
  CREATE TABLE store_records (
    bucket INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (bucket, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE store_outbox (
    partition INTEGER NOT NULL, sequence INTEGER NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (partition, sequence)
  ) STRICT, WITHOUT ROWID;
`;
