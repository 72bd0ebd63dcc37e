/** Which of the alerts that an Alertmanager sent are taken, and where each is; why the others are not. */
import { type ExternalAlertEvent, type Identity, MOST_EXTERNAL, maySee, type SiteConfig } from "@floorwalker/domain";
import { queueName } from "@floorwalker/stream";
import { accessFault } from "../../access/access-errors.ts";
import type { Replica } from "../../replica.ts";
import { externalEvent } from "./external-event.ts";
import type { Webhook, WebhookAlert } from "./webhook.ts";

export const REFUSALS = {
  unknown_site: {
    status: 404,
    fault: {
      message: "It is not said of which site the alert is, or there is no such site.",
      fix: "Add ?site= to the address of the webhook, or a label `site` to the alert.",
    },
  },
  beyond_scope: { status: 403, fault: accessFault("beyond_scope") },
  too_many_alerts: {
    status: 409,
    fault: {
      message: `${MOST_EXTERNAL} alerts of other systems are on the board of this site already.`,
      fix: "Send fewer: a route with matchers, in Alertmanager.",
    },
  },
} as const;

export interface RefusedAlert {
  /** From 0, among those of the request. */
  readonly index: number;
  readonly fingerprint: string;
  readonly code: keyof typeof REFUSALS;
  readonly message: string;
  readonly fix: string;
}

export interface JudgedAlerts {
  readonly events: readonly ExternalAlertEvent[];
  readonly refused: readonly RefusedAlert[];
}

export interface JudgingParts {
  /** In the address; null: none. */
  readonly named: string | null;
  readonly identity: Identity;
  readonly replica: Pick<Replica, "rows">;
  readonly sites: ReadonlyMap<string, SiteConfig>;
  /** Wall clock, epoch ms. */
  readonly now: number;
}

export function judgedAlerts({ alerts, externalURL: externalUrl }: Webhook, parts: JudgingParts): JudgedAlerts {
  const { identity, now } = parts;
  const floor = floorOf(parts);
  // Of several in one request the last holds: all are heard in one moment.
  const events = new Map<string, ExternalAlertEvent>();
  const refused: RefusedAlert[] = [];
  for (const [index, alert] of alerts.entries()) {
    const { fingerprint } = alert;
    const refuse = (code: keyof typeof REFUSALS): void => {
      refused.push({ index, fingerprint, ...REFUSALS[code].fault, code });
    };
    const site = siteOf(alert, parts, floor);
    if (site === null) {
      refuse("unknown_site");
      continue;
    }
    const hasQueue = (queue: string): boolean => floor.queues.has(pair(site, queue));
    const event = externalEvent(alert, { site, hasQueue, externalUrl, now });
    const { queue, fires } = event;
    const shown = floor.shown.get(site) ?? new Map<string, string | null>();
    const before = shown.get(fingerprint);
    const isSeen = (of: string | null): boolean =>
      maySee(identity, of === null ? { of: "site", site } : { of: "queue", site, queue: of });
    // Nor does anybody end, or turn into another, what he may not see.
    if (!isSeen(queue) || (before !== undefined && !isSeen(before))) refuse("beyond_scope");
    else if (fires && before === undefined && shown.size >= MOST_EXTERNAL) refuse("too_many_alerts");
    else {
      if (fires) floor.shown.set(site, shown.set(fingerprint, queue));
      events.set(pair(site, fingerprint), event);
    }
  }
  return { events: [...events.values()], refused };
}

/** What the alert says, else what the address does, else the only one there is; of one that he may not see he is told nothing. */
function siteOf({ labels }: WebhookAlert, { named, identity }: JudgingParts, { sites }: Floor): string | null {
  const visible = [...sites].filter((site) => maySee(identity, { of: "frame", site }));
  const said = labels.site !== undefined && sites.has(labels.site) ? labels.site : named;
  if (said !== null) return visible.includes(said) ? said : null;
  return visible.length === 1 ? visible[0]! : null;
}

interface Floor {
  readonly sites: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
  /** By site the queue of each fingerprint that fires; null: it is of the whole site. */
  readonly shown: Map<string, Map<string, string | null>>;
}

function floorOf({ replica, sites: configured }: JudgingParts): Floor {
  const sites = new Set(configured.keys());
  const queues = new Set<string>();
  const shown: Floor["shown"] = new Map();
  for (const { id, queues: own } of configured.values()) for (const { queue } of own) queues.add(pair(id, queue));
  for (const held of replica.rows()) {
    const { kind, site, rest } = held.name;
    if (kind === "site") sites.add(site);
    if (kind === "queue") queues.add(pair(site, queueName(rest).queue));
    if (kind !== "alert" || held.row?.about !== "external" || held.row.state === "resolved") continue;
    const { fingerprint, queue } = held.row;
    const known = shown.get(site) ?? new Map<string, string | null>();
    shown.set(site, known.set(String(fingerprint), typeof queue === "string" ? queue : null));
  }
  return { sites, queues, shown };
}

const pair = (site: string, queue: string): string => JSON.stringify([site, queue]);
