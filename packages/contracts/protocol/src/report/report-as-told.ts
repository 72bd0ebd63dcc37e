/**
 * What of a day's report somebody is told, by his privacy profile: in the mail and for whoever asks alike. A report goes from hand to hand
 * and is of a day that is over: of single agents it tells whom their names are told, nobody else anything.
 */
import { cellName, type Goal, isOfSurveys, kpiById, type PrivacyProfile } from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";

export interface ReportDisclosure {
  readonly profile: PrivacyProfile;
}

const OF_PERSONS = ["agent", "agentQueue"];

/** False: nothing of it. A report tells the day's quarters and hours, in which there may have been fewer than a group. */
export const isReportTold = ({ profile }: ReportDisclosure): boolean => profile.agents !== "groups";

export function isGoalTold({ kpi, scope }: Goal, { profile }: ReportDisclosure): boolean {
  if (scope.kind !== "agent") return true;
  return profile.agents === "names" && (profile.satisfaction || !isOfSurveys(kpiById(kpi)!));
}

export function historyAsTold<Kept extends Pick<History, "read" | "restatements">>(
  history: Kept,
  { profile }: ReportDisclosure,
): Pick<History, "read" | "restatements"> {
  return {
    read: (query) => history.read(query),
    restatements: async (query) =>
      (await history.restatements(query)).filter(
        ({ cell }) => profile.agents === "names" || !OF_PERSONS.includes(cellName(cell).kind),
      ),
  };
}
