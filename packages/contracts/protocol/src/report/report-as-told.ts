/**
 * What of a day's report somebody is told, by his privacy profile: in the mail and for whoever asks alike. A report goes from hand to hand
 * and is of a day that is over: of single agents it tells whom their names are told, nobody else anything.
 */
import {
  cellKind,
  cellName,
  type Goal,
  goalCells,
  isOfPresence,
  isOfSurveys,
  kpiById,
  type PrivacyProfile,
  type ReportScope,
  type SiteConfig,
  type SiteGroups,
} from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";

export interface ReportDisclosure {
  readonly profile: PrivacyProfile;
  /** Null: the profile knows no groups. */
  readonly groups: SiteGroups | null;
}

const OF_PERSONS = ["agent", "agentQueue"];
/** What a team did with contacts is of few queues: beside theirs somebody's part could be reckoned. */
const OF_GROUPS = ["site", "queue"];

/** False: nothing of it. A report adds up its queues, so none of them may be withheld. */
export function isReportTold(scope: ReportScope, site: SiteConfig, { groups }: ReportDisclosure): boolean {
  if (groups === null) return true;
  const isInGroups = goalCells(scope, site).every((cell) => OF_GROUPS.includes(cellKind(cell)));
  return isInGroups && groups.isTold && groups.areAllQueuesTold;
}

export function isGoalTold({ kpi, scope }: Goal, site: SiteConfig, { profile, groups }: ReportDisclosure): boolean {
  if (scope.kind === "region") return true;
  if (scope.kind === "agent")
    return profile.agents === "names" && (profile.satisfaction || !isOfSurveys(kpiById(kpi)!));
  return groups === null || goalCells(scope, site).every((cell) => OF_GROUPS.includes(cellKind(cell)));
}

export function historyAsTold<Kept extends Pick<History, "read" | "restatements">>(
  history: Kept,
  { profile, groups }: ReportDisclosure,
): Pick<History, "read" | "restatements"> {
  return {
    read: (query) => history.read(query),
    restatements: async (query) =>
      (await history.restatements(query)).filter(({ cell, kpi }) => {
        const { kind } = cellName(cell);
        if (groups === null) return profile.agents === "names" || !OF_PERSONS.includes(kind);
        return OF_GROUPS.includes(kind) && !isOfPresence(kpi);
      }),
  };
}
