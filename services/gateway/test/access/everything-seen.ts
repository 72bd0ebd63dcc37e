import { EVERYTHING, type Identity } from "@floorwalker/domain";
import { Sight, Sights } from "../../src/access/sight.ts";

export const ADMIN: Identity = { kind: "loopback", id: "loopback", name: "loopback", role: "admin", scope: EVERYTHING };

/** Of who may see everything. */
export const EVERYTHING_SEEN = new Sight(ADMIN, () => null);
export const ALL_SIGHTS = new Sights(() => null);
