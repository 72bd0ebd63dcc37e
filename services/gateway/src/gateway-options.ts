/** What a gateway is started with, and what stands then. */
import type { AccountStore, History, Log, Store } from "@floorwalker/ports";
import type { BuildInfo, Configuration, Health, Logger, Metrics, ServerLimits } from "@floorwalker/runtime";
import type { SignInElsewhere } from "./access/access-parts.ts";
import type { Passwords } from "./access/password.ts";
import type { ConnectionLimits } from "./connection-limits.ts";
import type { Route } from "./guard.ts";

export interface GatewayOptions {
  readonly store: Pick<Store, "follow" | "snapshot" | "ping" | "stored" | "rows" | "bucket" | "lookup">;
  readonly partitions: number;
  readonly config: () => Pick<
    Configuration,
    "boards" | "sites" | "goals" | "history" | "receivers" | "privacy" | "customers" | "retention"
  >;
  /** What pseudonyms are made of, the same at every gateway and notifier; the configuration may name another. Absent: made anew, of this process alone. */
  readonly privacyKey?: string;
  /** What was, and what forecasts are made of; null: none is kept here. */
  readonly history: Pick<History, "read" | "count" | "kept" | "restatements" | "facts"> | null;
  /** Who may ask, besides the shared token; null or absent: nobody, it alone opens the gateway. */
  readonly accounts?: AccountStore | null;
  /** How long what was done is kept, ms; absent: 90 days. */
  readonly auditKeptMs?: number;
  /** Absent: with the usual cost. */
  readonly passwords?: Passwords;
  /** Where people sign in besides here; absent: nowhere. */
  readonly elsewhere?: SignInElsewhere;
  /** Where the first admin's password is told, once. */
  readonly say?: (text: string) => void;
  /** Where POST /v1/events appends. */
  readonly log: Pick<Log, "append">;
  /** Address to bind; other than loopback demands a token or accounts. */
  readonly host: string;
  /** 0: any free port. A taken one moves on to the next free one, unless `fixedPort`. */
  readonly port: number;
  readonly fixedPort?: boolean;
  readonly token?: string | null;
  /** Demanded by /metrics; null: what `token` says. */
  readonly metricsToken?: string | null;
  /** True when /metrics has a port of its own. */
  readonly metricsApart?: boolean;
  /** Origins of browsers besides the gateway's own and loopback. */
  readonly origins?: readonly string[];
  /** Reverse proxies whose word on where a request comes from is taken: addresses and networks; absent: nobody's. */
  readonly trustedProxies?: readonly string[];
  /** Key of links in messages that take an alert; null or absent: there are none. */
  readonly linkSecret?: string | null;
  /** Folder of the built wallboard; null: none. */
  readonly boardDir: string | null;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The process's own, when it has other parts too. */
  readonly health?: Health;
  readonly build: BuildInfo;
  readonly serverLimits?: Partial<ServerLimits>;
  readonly limits?: Partial<ConnectionLimits>;
}

export interface Gateway {
  /** Of the board, with a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Everything that answers, and what each needs. */
  readonly routes: readonly Route[];
  /** Closes the sockets with a code that says "come again". */
  stop(): Promise<void>;
  /** True while every partition's views are followed without a gap. */
  healthy(): boolean;
}
