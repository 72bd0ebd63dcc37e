/** For tests of other parts: the floor whose agents are called as nothing else is, its rows as an owner stores them, and who of it is found in a text. */
export { PARTITIONS } from "../running-gateway.ts";
export { StoredFloor } from "../stored-floor.ts";
export { namedIn } from "./named-in.ts";
export { dayOf, FLOOR, intervals, PEOPLE, SITE, STRANGER, T0 } from "./private-floor.ts";
