import { EVERYTHING, type Identity, OPEN_PRIVACY } from "@floorwalker/domain";
import { digestBy } from "@floorwalker/runtime";
import { Attendance } from "../../src/access/privacy/attendance.ts";
import { BusinessDays } from "../../src/access/privacy/business-days.ts";
import { Disclosures } from "../../src/access/privacy/disclosure.ts";
import { Sights } from "../../src/access/sight.ts";

export const ADMIN: Identity = { kind: "loopback", id: "loopback", name: "loopback", role: "admin", scope: EVERYTHING };

const sites = () => new Map();

export const ALL_SIGHTS = new Sights({
  teamOf: () => null,
  cellsOfGoal: () => [],
  privacy: () => OPEN_PRIVACY,
  disclosures: new Disclosures({
    key: () => "a key",
    digestBy,
    attendance: new Attendance(),
    days: new BusinessDays(sites, Date.now),
    sites,
    clock: Date.now,
  }),
});

/** Of who may see everything. */
export const EVERYTHING_SEEN = ALL_SIGHTS.of(ADMIN);
