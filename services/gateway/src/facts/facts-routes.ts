/** What is asked of contacts: the routes that read them as owners have stored them (rule 27: explanations by the same fold). */
import { unconfiguredSite } from "@floorwalker/domain";
import type { Store } from "@floorwalker/ports";
import type { FastifyInstance } from "fastify";
import type { Turns } from "../turns.ts";
import { addContactsRoutes } from "./contacts-route.ts";
import { addExplainRoute } from "./explain-route.ts";
import { FactsGate } from "./facts-gate.ts";
import type { QueryParts } from "./read-query.ts";
import { StoredFacts } from "./stored-facts.ts";

export interface FactsRoutesParts extends Omit<QueryParts, "facts"> {
  readonly store: Pick<Store, "stored" | "rows" | "bucket">;
  readonly partitions: number;
  readonly turns: Turns;
}

export function addFactsRoutes(app: FastifyInstance, { store, partitions, turns, ...parts }: FactsRoutesParts): void {
  const { config } = parts;
  const siteConfig = (site: string) => config().sites.get(site) ?? unconfiguredSite(site);
  const facts = new StoredFacts({ store, partitions, config: siteConfig, attribution: "outcome", turns });
  const asked = { ...parts, facts, gate: new FactsGate() };
  addExplainRoute(app, asked);
  addContactsRoutes(app, asked);
}
