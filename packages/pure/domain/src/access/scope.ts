/**
 * Of what somebody may see numbers: sites, and in them queues and teams, each all or those named. Laws:
 * A1  A number is given to who may see everything in it: a site's sums to who sees all its queues and all its teams, a queue's to who
 *     sees the queue, an agent's to who sees his team, an agent's of one queue to who sees both.
 * A2  What is no sum (that a site is there, and up to when it was heard) is given to who may see anything of the site.
 * A3  A wider scope covers whatever a narrower one does.
 */
export type Covered = "all" | readonly string[];

export interface AccessScope {
  readonly sites: Covered;
  readonly queues: Covered;
  readonly teams: Covered;
}

export const EVERYTHING: AccessScope = { sites: "all", queues: "all", teams: "all" };

/** What a number is of. `contact`: one of a queue; `frame`: what is no sum of its site; `sites`: several sites together. A team or queue that is null is not known. */
export type AccessPart =
  | { readonly of: "sites" }
  | { readonly of: "site" | "frame"; readonly site: string }
  | { readonly of: "queue"; readonly site: string; readonly queue: string }
  | { readonly of: "contact"; readonly site: string; readonly queue: string | null }
  | { readonly of: "team"; readonly site: string; readonly team: string }
  | { readonly of: "agent"; readonly site: string; readonly team: string | null }
  | { readonly of: "agentQueue"; readonly site: string; readonly team: string | null; readonly queue: string };

export function covers(scope: AccessScope, part: AccessPart): boolean {
  if (part.of === "sites") return isEverything(scope);
  if (!holds(scope.sites, part.site)) return false;
  switch (part.of) {
    case "frame":
      return true;
    case "site":
      return scope.queues === "all" && scope.teams === "all";
    case "queue":
    case "contact":
      return holds(scope.queues, part.queue);
    case "team":
    case "agent":
      return holds(scope.teams, part.team);
    case "agentQueue":
      return holds(scope.teams, part.team) && holds(scope.queues, part.queue);
  }
}

export const isEverything = ({ sites, queues, teams }: AccessScope): boolean =>
  sites === "all" && queues === "all" && teams === "all";

/** Nothing is in the first that is not in the second: nobody gives away more than he has. */
export const isWithin = (inner: AccessScope, outer: AccessScope): boolean =>
  (["sites", "queues", "teams"] as const).every((of) => {
    const [narrow, wide] = [inner[of], outer[of]];
    return wide === "all" || (narrow !== "all" && narrow.every((name) => wide.includes(name)));
  });

const holds = (covered: Covered, name: string | null): boolean =>
  covered === "all" || (name !== null && covered.includes(name));
