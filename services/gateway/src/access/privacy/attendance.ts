/** Which agents are signed in, and which queues there are: kept as rows come and go, so that nobody reads all rows to count who is there. */
import { ABSENT, type ChannelsOfQueues, stateOf } from "@floorwalker/domain";
import { queueName } from "@floorwalker/stream";
import type { HeldRow } from "../../held-row.ts";
import type { RowChange } from "../../partition-replica.ts";

const NONE: ReadonlySet<string> = new Set();
const NO_QUEUES: ChannelsOfQueues = new Map();

export class Attendance {
  readonly #agents = new Map<string, Set<string>>();
  readonly #queues = new Map<string, Map<string, Set<string>>>();
  #version = 0;

  /** Another number whenever somebody has come or gone. */
  get version(): number {
    return this.#version;
  }

  follow(changes: readonly RowChange[]): void {
    for (const { before, after } of changes) {
      const { kind, site, rest } = (after ?? before)!.name;
      if (kind === "agent") this.#noteAgent(site, rest, isSignedIn(after));
      else if (kind === "queue" && after !== null && before === null) this.#noteQueue(site, queueName(rest));
    }
  }

  /** Signed in now. */
  agents(site: string): ReadonlySet<string> {
    return this.#agents.get(site) ?? NONE;
  }

  queues(site: string): ChannelsOfQueues {
    return this.#queues.get(site) ?? NO_QUEUES;
  }

  sites(): Iterable<string> {
    return new Set([...this.#agents.keys(), ...this.#queues.keys()]);
  }

  #noteAgent(site: string, agent: string, isThere: boolean): void {
    const known = this.#agents.get(site) ?? new Set<string>();
    this.#agents.set(site, known);
    if (isThere === known.has(agent)) return;
    if (isThere) known.add(agent);
    else known.delete(agent);
    this.#version++;
  }

  #noteQueue(site: string, { queue, channel }: { readonly queue: string; readonly channel: string }): void {
    const known = this.#queues.get(site) ?? new Map<string, Set<string>>();
    this.#queues.set(site, known);
    const channels = known.get(queue) ?? new Set<string>();
    known.set(queue, channels);
    if (channels.has(channel)) return;
    channels.add(channel);
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
