import type { Identity } from "@floorwalker/domain";

/** Each may see and do what the other may. */
export const sameRights = (one: Identity, other: Identity): boolean =>
  one === other || rightsOf(one) === rightsOf(other);

const rightsOf = ({ role, scope: { sites, queues, teams } }: Identity): string =>
  JSON.stringify([role, sites, queues, teams]);
