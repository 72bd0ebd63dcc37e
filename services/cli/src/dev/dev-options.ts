/** What the embedded profile is started with, and what it is while it runs. */
import type { Gateway } from "@floorwalker/gateway";
import type { Configuration, Logger, Part, ServerLimits, StatusAddress, WatchOptions } from "@floorwalker/runtime";
import type { Scenario } from "@floorwalker/simulator";

export interface DevOptions {
  readonly config: Configuration;
  /** The file it was read from, and how it is read again; null: there is none. */
  readonly configFile: Pick<WatchOptions, "file" | "read"> | null;
  /** Folder of the state. */
  readonly dataDir: string;
  /** Empties it first. */
  readonly fresh: boolean;
  readonly host: string;
  readonly port: number;
  readonly fixedPort: boolean;
  readonly token: string | null;
  readonly metricsToken: string | null;
  /** A port of its own for /metrics and its neighbours; null: the gateway's. */
  readonly status: StatusAddress | null;
  readonly serverLimits: ServerLimits;
  readonly origins: readonly string[];
  readonly trustedProxies: readonly string[];
  /** How long what was done by whom is kept. */
  readonly auditKeptMs: number;
  /** In the links of messages; null: where the gateway listens. */
  readonly publicUrl: string | null;
  /** Of the links in messages; null: the state keeps one that was made once. */
  readonly linkSecret: string | null;
  /** Shown to the provider that people sign in at; null: none. */
  readonly oidcSecret: string | null;
  readonly boardDir: string | null;
  /** Plays this; null: nothing is simulated. */
  readonly simulate: {
    readonly scenario: Scenario;
    readonly speed: number;
    readonly seed: number;
    readonly site: string;
    /** Days of past behind it, told while it is live; 0: only the hour before the start. */
    readonly pastDays: number;
    /** Hears how far that is. */
    readonly say: (text: string) => void;
  } | null;
  /** Follows this file instead. */
  readonly queueLog: { readonly file: string; readonly site: string; readonly encoding?: string } | null;
  /** Where the first admin's password is told. */
  readonly say: (text: string) => void;
  readonly logger: Logger;
  readonly clock: () => number;
}

export interface Dev {
  readonly gateway: Gateway;
  /** Where /metrics is. */
  readonly metricsUrl: string;
  /** Resolves when the simulator has written the past hour. */
  readonly backfilled: Promise<void>;
  /** Rejects when a part can no longer go on. */
  readonly failed: Promise<never>;
  /** What runs, in the order of its start: how each is stopped, the last one first. */
  readonly parts: readonly Part[];
}
