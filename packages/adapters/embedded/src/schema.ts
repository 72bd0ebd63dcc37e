/**
 * The tables of the embedded file: the first version's, and the steps from each version to the next. A new file takes the
 * same way as an old one. A step is never changed once it was released; a file of a newer version is an error that tells
 * the person what to do.
 *
 * A log record's id is its lane (one partition of one topic) × 2^40 + its offset: a lane is one stretch of the rowid
 * tree, which keeps appends, reads and trimming sequential. `log_lanes.next` outlives trimmed records, so that no offset
 * is ever used twice. A dropped bucket only changes its mark: its records go in small steps with later commits.
 */
export const APPLICATION_ID = 0x466c6f77;

/** `STEPS[0]` leads from version 1 to 2. Existing rows keep what they have. */
export const STEPS: readonly string[] = [
  // 2: who claimed and for what, the record before the offset, outbox ids that are never given twice, which log it is; which run wrote
  // last, and whether it ended in order.
  `
  CREATE TABLE IF NOT EXISTS log_identities (topic INTEGER PRIMARY KEY, identity TEXT NOT NULL) STRICT;
  ALTER TABLE store_partitions ADD COLUMN nonce TEXT NOT NULL DEFAULT '';
  ALTER TABLE store_partitions ADD COLUMN mark TEXT;
  ALTER TABLE store_partitions ADD COLUMN fold INTEGER;
  ALTER TABLE store_partitions ADD COLUMN partitions INTEGER;
  ALTER TABLE store_partitions ADD COLUMN log TEXT;
  ALTER TABLE store_outbox ADD COLUMN nonce TEXT NOT NULL DEFAULT '';
  CREATE TABLE state_run (
    id INTEGER PRIMARY KEY CHECK (id = 1), run TEXT NOT NULL, previous TEXT NOT NULL, clean INTEGER NOT NULL,
    commits INTEGER NOT NULL
  ) STRICT;
  INSERT INTO state_run VALUES (1, '', '', 1, 0);
  `,
  // 3: values of rows and records are bytes. What was text is its UTF-8.
  `
  CREATE TABLE store_rows_3 (
    partition INTEGER NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (partition, key)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO store_rows_3 SELECT partition, key, CAST(value AS BLOB) FROM store_rows;
  DROP TABLE store_rows;
  ALTER TABLE store_rows_3 RENAME TO store_rows;
  CREATE TABLE store_records_3 (
    bucket INTEGER NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (bucket, key)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO store_records_3 SELECT bucket, key, CAST(value AS BLOB) FROM store_records;
  DROP TABLE store_records;
  ALTER TABLE store_records_3 RENAME TO store_records;
  `,
  // 4: view rows are bytes too.
  `
  CREATE TABLE store_views_4 (
    partition INTEGER NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (partition, key)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO store_views_4 SELECT partition, key, CAST(value AS BLOB) FROM store_views;
  DROP TABLE store_views;
  ALTER TABLE store_views_4 RENAME TO store_views;
  `,
  // 5: rows and records have a checksum (`row-sum.ts`). Those that were there have none.
  `
  ALTER TABLE store_rows ADD COLUMN sum INTEGER;
  ALTER TABLE store_records ADD COLUMN sum INTEGER;
  `,
  // 6: closed intervals and what was restated of them. start inclusive, stop exclusive, epoch ms.
  `
  CREATE TABLE history_intervals (
    site TEXT NOT NULL, length TEXT NOT NULL, start INTEGER NOT NULL, cell TEXT NOT NULL, stop INTEGER NOT NULL,
    epoch INTEGER NOT NULL, sequence INTEGER NOT NULL, value BLOB NOT NULL, sum INTEGER NOT NULL,
    PRIMARY KEY (site, length, start, cell)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE history_restatements (
    site TEXT NOT NULL, at INTEGER NOT NULL, length TEXT NOT NULL, start INTEGER NOT NULL, cell TEXT NOT NULL, kpi TEXT NOT NULL,
    stop INTEGER NOT NULL, before REAL, after REAL, PRIMARY KEY (site, at, length, start, cell, kpi)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX history_restatements_stop ON history_restatements (length, stop);
  `,
  // 7: contacts that are over, with what they came to and added, by how long they went on (`reach.ts`) and when they began; and of each
  // site up to where they were put. Start and stop inclusive, epoch ms.
  `
  CREATE TABLE history_contacts (
    site TEXT NOT NULL, step INTEGER NOT NULL, start INTEGER NOT NULL, channel TEXT NOT NULL, name TEXT NOT NULL, stop INTEGER NOT NULL,
    epoch INTEGER NOT NULL, sequence INTEGER NOT NULL, value BLOB NOT NULL, sum INTEGER NOT NULL,
    PRIMARY KEY (site, step, start, channel, name)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX history_contacts_name ON history_contacts (site, channel, name);
  CREATE TABLE history_contacts_put (
    site TEXT PRIMARY KEY, start INTEGER NOT NULL, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // 8: who may ask, and what was done by whom.
  `
  CREATE TABLE accounts (
    kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, until INTEGER, value TEXT NOT NULL, PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX accounts_revision ON accounts (revision);
  CREATE TABLE accounts_state (id INTEGER PRIMARY KEY CHECK (id = 1), nonce TEXT NOT NULL, revision INTEGER NOT NULL) STRICT;
  INSERT INTO accounts_state VALUES (1, lower(hex(randomblob(8))), 0);
  CREATE TABLE audit (id TEXT PRIMARY KEY, at INTEGER NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX audit_at ON audit (at);
  `,
  // 9: by how many events a number was restated. Of those that were there nobody counted them.
  `
  ALTER TABLE history_restatements ADD COLUMN events INTEGER;
  `,
  // 10: what the installation made for itself once, such as the key of pseudonyms.
  `
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // 11: which receivers are done with an outbox entry, as a JSON array. Of those that were there nobody noted it.
  `
  ALTER TABLE store_outbox ADD COLUMN done TEXT NOT NULL DEFAULT '[]';
  `,
];

export const FORMAT_VERSION = 1 + STEPS.length;

/** Offsets of a lane lie below this; lanes × span stays a safe integer. */
export const LANE_SPAN = 2 ** 40;

/** Version 1. */
export const FIRST_SCHEMA = `
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
