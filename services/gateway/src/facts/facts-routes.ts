/** What is asked of contacts: the routes that read them as owners have stored them (rule 27: explanations by the same fold). */
import type { History, Store } from "@floorwalker/ports";
import type { Configuration, Logger } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import { addQualityRoute } from "../alerts/quality-route.ts";
import { addRehearseRoute } from "../alerts/rehearse-route.ts";
import type { Turns } from "../turns.ts";
import { unlistedSite } from "../unlisted-site.ts";
import { addContactsRoutes } from "./contacts-route.ts";
import { addExplainRoute } from "./explain-route.ts";
import { FactsGate } from "./facts-gate.ts";
import { KeptContacts } from "./kept-contacts.ts";
import type { QueryParts } from "./read-query.ts";
import { StoredFacts } from "./stored-facts.ts";

export interface FactsRoutesParts extends Omit<QueryParts, "facts" | "config"> {
  readonly config: () => Pick<Configuration, "sites" | "history" | "receivers">;
  readonly store: Pick<Store, "stored" | "rows" | "bucket" | "lookup">;
  /** Null: nothing is kept beside the owners' stores. */
  readonly history: Pick<History, "facts" | "restatements"> | null;
  readonly logger: Pick<Logger, "warn">;
  readonly partitions: number;
  readonly turns: Turns;
}

export function addFactsRoutes(
  app: FastifyInstance,
  { store, partitions, turns, logger, ...parts }: FactsRoutesParts,
): void {
  const { config, clock, history } = parts;
  const siteConfig = (site: string) => config().sites.get(site) ?? unlistedSite(site, parts.known);
  const keptFor = (): number | null => config().history.facts;
  const keeps = history?.facts ?? null;
  const kept = keeps === null ? null : new KeptContacts({ facts: keeps, keptFor, clock, logger });
  const facts = new StoredFacts({ store, kept, partitions, config: siteConfig, attribution: "outcome", turns });
  const asked = { ...parts, history, facts, gate: new FactsGate() };
  addExplainRoute(app, asked);
  addContactsRoutes(app, asked);
  addRehearseRoute(app, { ...asked, config, turns });
  addQualityRoute(app, { store, partitions, config, clock, known: parts.known, sights: parts.sights });
}
