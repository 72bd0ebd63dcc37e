/**
 * Guards of `docs/spec/commit.md`, each with how it is taken out (a text that occurs once in its file, and what replaces it)
 * and the test that has to turn red then. `npm run mutations` does it; `../test/mutations.test.ts` sees that the list is true.
 */
export interface Mutation {
  /** What is taken out. */
  readonly guard: string;
  /** Of `docs/spec/commit.md`. */
  readonly invariant: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly test: { readonly project: "unit" | "parts"; readonly file: string; readonly name: string };
}

const LUA = "packages/adapters/redis/src/lua";
const EMBEDDED_STORE = "packages/adapters/embedded/src/embedded-store.ts";
const redis = (name: string) => ({ project: "parts", file: "test/e2e/redis-store.test.ts", name }) as const;
const restarts = (name: string) => ({ project: "parts", file: "test/e2e/redis-restarts.test.ts", name }) as const;
const commits = (name: string) => ({ project: "parts", file: "test/e2e/redis-commit.test.ts", name }) as const;
const embedded = (name: string) =>
  ({ project: "unit", file: "packages/adapters/embedded/test/contract.test.ts", name }) as const;
const unit = (file: string, name: string) => ({ project: "unit", file, name }) as const;

export const MUTATIONS: readonly Mutation[] = [
  {
    guard: "Redis: no check of the epoch",
    invariant: "C1",
    file: `${LUA}/commitPartition.lua`,
    from: "if theirs > mine or (stored[2] or '') ~= nonce then return 'fenced' end",
    to: "",
    test: redis("S1 a zombie's commit is fenced after another claim and leaves no trace"),
  },
  {
    guard: "Redis: the nonce is not compared",
    invariant: "C1",
    file: `${LUA}/commitPartition.lua`,
    from: "if theirs > mine or (stored[2] or '') ~= nonce then",
    to: "if theirs > mine then",
    test: redis("S1 an epoch of the same number but of another claim is fenced, and so is its repetition"),
  },
  {
    guard: "embedded: the nonce is not compared",
    invariant: "C1",
    file: EMBEDDED_STORE,
    from: "if (epochOf(stored) !== commit.epoch) return",
    to: "if (stored.epoch > Number.parseInt(commit.epoch, 10)) return",
    test: embedded("S1 an epoch of the same number but of another claim is fenced, and so is its repetition"),
  },
  {
    guard: "Redis: a lost claim is not told from a living one",
    invariant: "C2",
    file: `${LUA}/commitPartition.lua`,
    from: "if theirs < mine then return 'diverged' end",
    to: "",
    test: redis("S1 an epoch that the store never gave is diverged: it lost its tail"),
  },
  {
    guard: "Redis: an epoch is one more than the stored one, without the server's time",
    invariant: "E1",
    file: `${LUA}/claimPartition.lua`,
    from: "local epoch = math.max(tonumber(found[5] or 0) + 1, tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))",
    to: "local epoch = tonumber(found[5] or 0) + 1",
    test: restarts(
      "S1 after all was lost no epoch comes again, also when a nonce does: a copied machine draws the same random numbers",
    ),
  },
  {
    guard: "embedded: an epoch is one more than the stored one, without the time",
    invariant: "E1",
    file: EMBEDDED_STORE,
    from: "return Math.max((stored?.epoch ?? 0) + 1, this.#now());",
    to: "return (stored?.epoch ?? 0) + 1;",
    test: embedded(
      "S1 after all was lost no epoch comes again, also when a nonce does: a copied machine draws the same random numbers",
    ),
  },
  {
    guard: "Redis: a repeated commit is not known again",
    invariant: "C3",
    file: `${LUA}/commitPartition.lua`,
    from: "if sequence == tonumber(ARGV[3]) then return 'committed' end",
    to: "",
    test: redis("S2 a commit that finds its own target is committed and changes nothing twice"),
  },
  {
    guard: "Redis: `from` is not compared",
    invariant: "C4",
    file: `${LUA}/commitPartition.lua`,
    from: "if sequence ~= tonumber(ARGV[2]) then return 'diverged' end",
    to: "",
    test: redis("S2 a commit from any other sequence is diverged and leaves no trace"),
  },
  {
    guard: "embedded: `from` is not compared",
    invariant: "C4",
    file: EMBEDDED_STORE,
    from: 'if (stored.sequence !== commit.from) return "diverged";',
    to: "",
    test: embedded("S2 a commit from any other sequence is diverged and leaves no trace"),
  },
  {
    guard: "Redis: what can fail is not asked before the first write",
    invariant: "C5",
    file: `${LUA}/commitPartition.lua`,
    from: "if problem then return",
    to: "if false then return",
    test: commits("floorwalker:{p0}:outbox of another type: the outbox"),
  },
  {
    guard: "embedded: a commit is no transaction",
    invariant: "C5",
    file: EMBEDDED_STORE,
    from: "this.#database.transaction(() => this.#apply(commit, stored));",
    to: "this.#apply(commit, stored);",
    test: unit(
      "packages/adapters/embedded/test/embedded-database.test.ts",
      "a fault in the middle of a commit leaves nothing of it, and the next commit is not disturbed",
    ),
  },
  {
    guard: "Redis: the log is not compared at a claim",
    invariant: "E3",
    file: `${LUA}/claimPartition.lua`,
    from: "if storedLog ~= '' and log ~= '' and storedLog ~= log then",
    to: "if false then",
    test: redis("S8 is refused with both sides, fences nobody and changes nothing"),
  },
  {
    guard: "Redis: the number of partitions is not compared at a claim",
    invariant: "E3",
    file: `${LUA}/claimPartition.lua`,
    from: "if found[3] and found[3] ~= partitions then",
    to: "if false then",
    test: redis("S8 a partition that nobody claimed yet is refused too when the others were made for another number"),
  },
  {
    guard: "a partition without facts does not ask the others",
    invariant: "E3",
    file: "packages/adapters/redis/src/redis-store.ts",
    from: "if (elsewhere !== null) return elsewhere;",
    to: "",
    test: redis("S8 a partition that nobody claimed yet is refused too when the others were made for another number"),
  },
  {
    guard: "Redis: a refused claim raises the epoch",
    invariant: "E4",
    file: `${LUA}/claimPartition.lua`,
    from: "local storedFold, storedLog = found[2], found[4] or ''",
    to: "local storedFold, storedLog = found[2], found[4] or ''\nredis.call('HINCRBY', meta, 'epoch', 1)",
    test: redis("S8 is refused with both sides, fences nobody and changes nothing"),
  },
  {
    guard: "Redis: a log is adopted without fencing the owner",
    invariant: "E5",
    file: `${LUA}/adoptLog.lua`,
    from: "'epoch', string.format('%.0f', epoch), 'nonce', '', 'offset'",
    to: "'offset'",
    test: redis(
      "S8 a log adopted by the operator's word is read from its start; the numbers stay, and the owner before is fenced",
    ),
  },
  {
    guard: "the mark is not compared",
    invariant: "E6",
    file: "services/aggregator/src/known-log.ts",
    from: "if (known && recordMark(first) !== this.#mark)",
    to: "if (known && this.#mark === null)",
    test: unit(
      "services/aggregator/test/known-log.test.ts",
      "a log that has another record there is another log, though it names itself alike and has grown past the offset",
    ),
  },
  {
    guard: "Redis: the outbox counts anew with every commit",
    invariant: "O1",
    file: `${LUA}/commitPartition.lua`,
    from: "local entry = tonumber(stored[4] or 0)",
    to: "local entry = 0",
    test: redis("S6 the outbox keeps its order; what is acknowledged never comes back, what is not does"),
  },
  {
    guard: "Redis: an acknowledgement asks for the number alone",
    invariant: "O2",
    file: `${LUA}/acknowledgeOutbox.lua`,
    from: "if entry and (entry[2][4] or '') == ARGV[index + 1] then",
    to: "if entry then",
    test: redis(
      "S6 an acknowledgement hits the entry it names or none: a number that another claim used is another entry",
    ),
  },
  {
    guard: "embedded: outbox ids are numbers without the claim",
    invariant: "O1",
    file: EMBEDDED_STORE,
    from: "this.#sql.putOutbox.run(partition, sequence++, nonce, payload);",
    to: 'this.#sql.putOutbox.run(partition, sequence++, "", payload);',
    test: unit(
      "services/notifier/test/start-notifier.test.ts",
      "after the store lost everything a new alert is delivered, though the one of its number is acknowledged late",
    ),
  },
  {
    guard: "an entry is acknowledged before its receivers have taken it",
    invariant: "O3",
    file: "services/notifier/src/partition-outbox.ts",
    from: "filter((id) => left(id) === 0)",
    to: "filter((id) => left(id) !== undefined)",
    test: unit(
      "services/notifier/test/start-notifier.test.ts",
      "stopped between two receivers and started again, who has had the message is not told again, and the other is",
    ),
  },
  {
    guard: "Redis: whoever does not hold the lease notes who is done",
    invariant: "O5",
    file: `${LUA}/noteDone.lua`,
    from: "if redis.call('GET', base .. ':lease') ~= ARGV[1] then return 0 end",
    to: "",
    test: redis(
      "S6 receivers noted as done add up, come with their entry and go with it; whoever does not hold the lease notes nothing",
    ),
  },
  {
    guard: "embedded: whoever does not hold the lease notes who is done",
    invariant: "O5",
    file: "packages/adapters/embedded/src/outbox-table.ts",
    from: "if (lease?.owner !== owner || lease.until <= this.#now()) return false;",
    to: "if (lease === undefined) return false;",
    test: unit("services/notifier/test/two-notifiers.test.ts", "one that lost its lease notes nothing"),
  },
  {
    guard: "what was acknowledged while the outbox was read is taken from what was read",
    invariant: "O5",
    file: "services/notifier/src/partition-outbox.ts",
    from: " && this.#sinceRead.get(entry.id) !== null",
    to: "",
    test: unit(
      "services/notifier/test/start-notifier.test.ts",
      "what is acknowledged, or noted, while the outbox is read from its beginning is told nobody again, though the answer is of before",
    ),
  },
  {
    guard: "who is done with an entry is not read",
    invariant: "O5",
    file: "services/notifier/src/partition-outbox.ts",
    from: "new Set([...done, ...unnoted,",
    to: "new Set([...unnoted,",
    test: unit(
      "services/notifier/test/two-notifiers.test.ts",
      "killed while one receiver is down: with the next notifier who has had the message is not told again, and who was down is told once",
    ),
  },
  {
    guard: "a replica takes a change of another epoch",
    invariant: "P1",
    file: "services/gateway/src/partition-replica.ts",
    from: "if (epoch !== at.epoch || from !== at.sequence)",
    to: "if (epoch === at.epoch && from !== at.sequence)",
    test: unit(
      "services/gateway/test/partition-replica.test.ts",
      "an owner with a smaller epoch: the store has lost everything is a gap, and changes nothing",
    ),
  },
  {
    guard: "a replica passes over a change whose number is smaller",
    invariant: "P1",
    file: "services/gateway/src/partition-replica.ts",
    from: "if (epoch === at.epoch && to <= at.sequence)",
    to: "if (to <= at.sequence)",
    test: unit(
      "services/gateway/test/live.test.ts",
      "after the store lost everything a board follows the new owner, whose epoch may be smaller",
    ),
  },
  {
    guard: "gaps are closed as fast as they come",
    invariant: "P2",
    file: "services/gateway/src/replica.ts",
    from: "if (lane.pause > 0) await",
    to: "if (lane.pause < 0) await",
    test: unit(
      "services/gateway/test/replica.test.ts",
      "while one gap follows another the snapshot is read seldom, and the rows are current again when it is over",
    ),
  },
  {
    guard: "a client applies a delta from elsewhere",
    invariant: "P4",
    file: "packages/adapters/client/src/step-live.ts",
    from: 'if (!samePosition(state.position, message.from)) return subscribeAnew(state, "a change was missed");',
    to: "",
    test: unit(
      "packages/adapters/client/test/step-live.test.ts",
      "deltas are applied in a chain, and one that starts elsewhere is never applied",
    ),
  },
  {
    guard: "a reply that is due is given up without a look into the socket",
    invariant: "C7",
    file: "packages/adapters/redis/src/reply-deadlines.ts",
    from: "setImmediate(() => setImmediate(look));",
    to: "look();",
    test: unit(
      "packages/adapters/redis/test/reply-deadlines.test.ts",
      "a reply that is due and lies in the socket is read before it is given up",
    ),
  },
  {
    guard: "a time-out is a bare timer",
    invariant: "C7",
    file: "packages/adapters/redis/src/reply-deadlines.ts",
    from: "this.#timer ??= setInterval(() => this.slice(), this.#options.limitMs / SLICES).unref();",
    to: "setTimeout(() => this.#lookOnceMore(reply), this.#options.limitMs);",
    test: unit(
      "packages/adapters/redis/test/reply-deadlines.test.ts",
      "a standstill counts as one slice: the server has the rest of the limit",
    ),
  },
  {
    guard: "a wait that is taken back stays in the percentiles",
    invariant: "C8",
    file: "packages/pure/stream/src/cells/bucket.ts",
    from: "else this.waits.subtract(wait);",
    to: "",
    test: unit(
      "test/scenarios/oracle.test.ts",
      "every number of every interval equals the oracle's, whatever the order of arrival",
    ),
  },
];
