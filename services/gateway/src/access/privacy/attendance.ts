/** Which agents are signed in, and which queues there are: kept as rows come and go, so that nobody reads all rows to count who is there. */
import { ABSENT, stateOf } from "@floorwalker/domain";
import { queueName } from "@floorwalker/stream";
import type { HeldRow } from "../../held-row.ts";
import type { RowChange } from "../../partition-replica.ts";

const NONE: ReadonlySet<string> = new Set();

export class Attendance {
  readonly #agents = new Map<string, Set<string>>();
  readonly #queues = new Map<string, Set<string>>();
  #version = 0;

  /** Another number whenever somebody has come or gone. */
  get version(): number {
    return this.#version;
  }

  follow(changes: readonly RowChange[]): void {
    for (const { before, after } of changes) {
      const { kind, site, rest } = (after ?? before)!.name;
      if (kind === "agent") this.#note(this.#agents, site, rest, isSignedIn(after));
      // A queue that is gone from one channel may be there on another.
      else if (kind === "queue" && after !== null && before === null)
        this.#note(this.#queues, site, queueName(rest).queue, true);
    }
  }

  /** Signed in now. */
  agents(site: string): ReadonlySet<string> {
    return this.#agents.get(site) ?? NONE;
  }

  queues(site: string): ReadonlySet<string> {
    return this.#queues.get(site) ?? NONE;
  }

  sites(): Iterable<string> {
    return new Set([...this.#agents.keys(), ...this.#queues.keys()]);
  }

  #note(of: Map<string, Set<string>>, site: string, name: string, isThere: boolean): void {
    const known = of.get(site) ?? new Set<string>();
    of.set(site, known);
    if (isThere === known.has(name)) return;
    if (isThere) known.add(name);
    else known.delete(name);
    this.#version++;
  }
}

/** Who is scheduled and not there has a row too. The state is read off its place in the row's bytes: rows of agents change all the time. */
function isSignedIn(held: HeldRow | null): boolean {
  if (held === null) return false;
  return held.bytes !== null && held.bytes[0] !== JSON_BEGINS
    ? stateOf(held.bytes[STATE_AT]!) !== null
    : held.row?.state !== ABSENT;
}

/** Behind the format's byte (`agent-view.ts`). */
const STATE_AT = 1;
/** A row of tests, and of owners of long ago. */
const JSON_BEGINS = "{".charCodeAt(0);
