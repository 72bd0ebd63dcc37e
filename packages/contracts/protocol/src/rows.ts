/**
 * The rows of the views, as the owner of a site writes them and a board reads them. Times are epoch ms, durations
 * seconds, ratios 0–1 unrounded, null where undefined. A KPI or counter over a span is a field `<id>.<window>`, for the
 * windows 5m 15m 30m 60m day: `serviceLevel.60m`, `offered.day`. Fields about now have no suffix. An id is only a name:
 * what it is about is in the fields (a colon in a site's or rule's own id is escaped there).
 */

/** `site:<site>`: now + `<kpi>.<window>`. */
export interface SiteRow {
  readonly id: string;
  readonly kind: "site";
  readonly site: string;
  readonly name: string;
  readonly zone: string;
  readonly demo: boolean;
  /** Event time up to which every source has been heard; null before the first event. */
  readonly watermark: number | null;
  /** Newest event of the site. */
  readonly lastEventAt: number | null;
  /** Start of the site's business day. */
  readonly dayFrom: number;
  readonly waiting: number;
  readonly waitingPastThreshold: number;
  readonly oldestQueuedAt: number | null;
  readonly agentsIdle: number;
  readonly agentsOnContact: number;
  readonly agentsWrapUp: number;
  readonly agentsPaused: number;
  readonly unconfiguredQueues: number;
  readonly catchingUp: boolean;
}

/** `queue:<site>:<queue>:<channel>`: now + `<kpi>.<window>`. */
export interface QueueRow {
  readonly id: string;
  readonly kind: "queue";
  readonly site: string;
  readonly queue: string;
  readonly channel: string;
  readonly title: string;
  /** False: the configuration does not know this queue; defaults apply. */
  readonly configured: boolean;
  readonly policy: string;
  readonly thresholdSeconds: number;
  /** Service level to reach, 0–1. */
  readonly target: number;
  readonly lastEventAt: number | null;
  readonly waiting: number;
  readonly waitingPastThreshold: number;
  /** `queued` time of the one waiting longest: the board lets it tick. */
  readonly oldestQueuedAt: number | null;
  /** Segments being handled now. */
  readonly talking: number;
}

/** `agent:<site>:<agent>`; only in the view `agents`. */
export interface AgentRow {
  readonly id: string;
  readonly kind: "agent";
  readonly site: string;
  readonly agent: string;
  readonly name: string;
  readonly team: string | null;
  readonly state: "idle" | "onContact" | "wrapUp" | "paused";
  readonly since: number;
}

/** `alert:<site>:<rule>:<scope>`; there while pending or firing, and until the next episode when resolved. */
export interface AlertRow {
  readonly id: string;
  readonly kind: "alert";
  readonly site: string;
  readonly rule: string;
  readonly severity: "warning" | "critical";
  readonly state: "pending" | "firing" | "resolved";
  readonly queue: string | null;
  readonly channel: string | null;
  readonly kpi: string;
  readonly window: string;
  readonly unit: string;
  readonly direction: "above" | "below";
  readonly limit: number;
  readonly value: number | null;
  /** Start of the episode (the value went beyond its limit). */
  readonly since: number;
  /** When it entered this state. */
  readonly at: number;
}

/** `source:<site>:<source>`: silent after 60 s without an event or heartbeat. */
export interface SourceRow {
  readonly id: string;
  readonly kind: "source";
  readonly site: string;
  readonly source: string;
  readonly lastEventAt: number;
  readonly silent: boolean;
}
