/** Of whom: the site, its region, or one of its departments, teams, queues, channels or people. */
import type { AgentRow, DepartmentRow, QueueRow, SiteRow, TeamRow } from "@floorwalker/protocol";
import { useView } from "../../live/use-view.ts";
import type { HistoryChoice, ScopeKind } from "../../model/history-choice.ts";
import { SCOPE_KINDS } from "../../model/history-choice.ts";
import { nameIn, words } from "../../words/words.ts";

type Of = HistoryChoice["of"];

interface Option {
  readonly of: Of;
  readonly name: string;
}

export interface ScopeChoiceProps {
  readonly site: SiteRow;
  readonly queues: readonly QueueRow[];
  readonly chosen: Of;
  readonly choose: (of: Of) => void;
}

const CHANNELS = ["call", "chat", "email"];

export function ScopeChoice({ site, queues, chosen, choose }: ScopeChoiceProps) {
  const teams = useView("teams", site.site).rows;
  const agents = useView("agents", site.site).rows;
  const { historyPage } = words;
  const departments = teams.filter((row): row is typeof row & DepartmentRow => row.kind === "department");
  const ofTeams = teams.filter((row): row is typeof row & TeamRow => row.kind === "team");
  const people = agents.filter((row): row is typeof row & AgentRow => row.kind === "agent");
  const groups: readonly (readonly [string, readonly Option[]])[] = [
    [historyPage.channels, CHANNELS.map((channel) => ({ of: { channel }, name: nameIn(words.channels, channel) }))],
    [
      words.queues,
      queues.map(({ queue, channel, title }) => ({
        of: { queue, channel },
        name: words.queueOnChannel(title, nameIn(words.channels, channel)),
      })),
    ],
    [historyPage.departments, departments.map(({ department, title }) => ({ of: { department }, name: title }))],
    [words.agentsPage.teams, ofTeams.map(({ team, title }) => ({ of: { team }, name: title }))],
    [words.agents, people.map(({ agent, name }) => ({ of: { agent }, name }))],
  ];
  const all = [
    { of: {}, name: site.name },
    ...(site.region === null || site.region === undefined
      ? []
      : [{ of: { region: site.region }, name: historyPage.region(site.region) }]),
  ];
  const value = keyOf(chosen);
  const known = [...all, ...groups.flatMap(([, options]) => options)].some(({ of }) => keyOf(of) === value);
  return (
    <select
      aria-label={historyPage.of}
      className="scope"
      value={value}
      onChange={(event) => choose(ofKey(event.target.value))}
    >
      {!known && <option value={value}>{Object.values(chosen).join(" · ")}</option>}
      {all.map(({ of, name }) => (
        <option key={keyOf(of)} value={keyOf(of)}>
          {name}
        </option>
      ))}
      {groups.map(
        ([title, options]) =>
          options.length > 0 && (
            <optgroup key={title} label={title}>
              {options
                .toSorted((a, b) => a.name.localeCompare(b.name, words.locale))
                .map(({ of, name }) => (
                  <option key={keyOf(of)} value={keyOf(of)}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ),
      )}
    </select>
  );
}

const keyOf = (of: Of): string => JSON.stringify(SCOPE_KINDS.map((kind) => of[kind] ?? null));

function ofKey(key: string): Of {
  const names = JSON.parse(key) as readonly (string | null)[];
  return Object.fromEntries(
    SCOPE_KINDS.flatMap((kind: ScopeKind, index) => (names[index] === null ? [] : [[kind, names[index]!]])),
  );
}
