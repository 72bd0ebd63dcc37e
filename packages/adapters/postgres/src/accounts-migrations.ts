/**
 * The schema of accounts and the audit, in numbered steps; one that was released is never changed. It is apart from that of the history:
 * who may read all of that is shown no hash of a password. `value` is what `@floorwalker/domain` writes: it names its format and version.
 */
const TABLES = `
  CREATE TABLE accounts (
    kind text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, revision bigint NOT NULL, until bigint, value text NOT NULL,
    PRIMARY KEY (kind, id)
  );
  CREATE UNIQUE INDEX accounts_revision ON accounts (revision);
  CREATE INDEX accounts_until ON accounts (until) WHERE until IS NOT NULL;
  CREATE TABLE accounts_state (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), revision bigint NOT NULL);
  INSERT INTO accounts_state (revision) VALUES (0);
  CREATE TABLE accounts_puts (revision bigint PRIMARY KEY, tag text NOT NULL);
  CREATE TABLE audit (
    id text COLLATE "C" PRIMARY KEY, at bigint NOT NULL, did text NOT NULL, by_id text, value text NOT NULL
  );
  CREATE INDEX audit_at ON audit (at);
`;

export const ACCOUNTS_STEPS: readonly string[] = [TABLES];

export const ACCOUNTS_VERSION = ACCOUNTS_STEPS.length;
