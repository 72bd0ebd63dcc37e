/**
 * Departments and regions have no dates: their numbers, past ones too, are those of the teams, queues and sites that belong to them now.
 * Whoever moves one of these moves numbers that were shown, and is told so.
 */
import type { SiteConfig } from "@floorwalker/domain";

export interface OrganisationEdited {
  readonly site: string;
  /** Of the site; `team`, `department`: the ids of those that belong elsewhere, or consist of others, now. */
  readonly region?: { readonly before: string | null; readonly after: string | null };
  readonly teams?: readonly string[];
  readonly departments?: readonly string[];
}

type Sites = ReadonlyMap<string, SiteConfig>;

export function organisationEdited(before: Sites, after: Sites): readonly OrganisationEdited[] {
  return [...after.values()].flatMap((site): readonly OrganisationEdited[] => {
    const was = before.get(site.id);
    if (was === undefined) return [];
    const teams = changed(teamsOf(was), teamsOf(site));
    const departments = changed(departmentsOf(was), departmentsOf(site));
    const edited = {
      ...(was.region === site.region ? {} : { region: { before: was.region, after: site.region } }),
      ...(teams.length === 0 ? {} : { teams }),
      ...(departments.length === 0 ? {} : { departments }),
    };
    return Object.keys(edited).length === 0 ? [] : [{ site: site.id, ...edited }];
  });
}

/** By team, the department it is in; one without counts for none. */
const teamsOf = ({ teams }: SiteConfig): ReadonlyMap<string, string> =>
  new Map(teams.flatMap(({ team, department }) => (department === null ? [] : [[team, department]])));

/** By department, the queues that it consists of, where it does. */
const departmentsOf = ({ departments = [] }: SiteConfig): ReadonlyMap<string, string> =>
  new Map(
    departments.flatMap(({ department, queues }) =>
      queues.length === 0 ? [] : [[department, JSON.stringify([...queues].sort())]],
    ),
  );

const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).sort();
