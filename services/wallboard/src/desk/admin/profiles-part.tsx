/** How much of single agents each privacy profile tells, and who has it: read here, written in the configuration. */
import { formatCount } from "../../format/format-value.ts";
import { words } from "../../words/words.ts";
import { TableRoom } from "../table-room.tsx";
import type { ProfileRow, ProfilesAnswer } from "./account-rows.ts";
import { Refused } from "./refused.tsx";
import { useList } from "./use-list.ts";

export default function ProfilesPart() {
  const { value, refusal } = useList<ProfilesAnswer>("/v1/privacy");
  const { admin, profiles: told } = words.access;
  return (
    <section className="panel" aria-labelledby="profiles-title">
      <header className="wrap">
        <h2 id="profiles-title">{admin.parts.profiles}</h2>
        <span className="s q">{told.hint}</span>
      </header>
      <Refused message={refusal} />
      {value !== null && value.unknown.length > 0 && (
        <p className="body c-watch" role="status">
          {told.unknown(value.unknown.join(", "))}
        </p>
      )}
      <TableRoom>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{told.profile}</th>
              <th scope="col">{told.tells}</th>
              <th scope="col" className="second">
                {told.pauseReasons}
              </th>
              <th scope="col" className="second">
                {told.satisfaction}
              </th>
              <th scope="col">{told.who}</th>
            </tr>
          </thead>
          <tbody>
            {(value?.profiles ?? []).map((profile) => (
              <tr key={profile.id} data-row data-testid="profile">
                <th scope="row" className="wide-text">
                  <b>{profile.id}</b> {!profile.preset && <span className="tag">{told.own}</span>}
                </th>
                <td>{tells(profile)}</td>
                <td className="second q">{profile.pauseReasons ? told.shown : told.hidden}</td>
                <td className="second q">{profile.satisfaction ? told.shown : told.hidden}</td>
                <td className="wide-text">
                  <Who profile={profile} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableRoom>
    </section>
  );
}

function tells({ agents, stable, atLeast }: ProfileRow): string {
  const { profiles } = words.access;
  if (agents === "groups") return profiles.groups(formatCount(atLeast ?? 0));
  return agents === "names" ? profiles.names : profiles.pseudonyms[stable ?? "day"];
}

function Who({ profile }: { readonly profile: ProfileRow }) {
  const { admin, account, profiles } = words.access;
  const namesOf = (some: readonly { readonly name: string }[]): string => some.map(({ name }) => name).join(", ");
  const lines = [
    [account.role, profile.roles.map((role) => account.roles[role]).join(", ")],
    [admin.parts.users, namesOf(profile.users)],
    [admin.parts.tokens, namesOf(profile.tokens)],
    [words.screens.page.title, namesOf(profile.screens)],
    [profiles.receivers, profile.receivers.join(", ")],
  ].filter(([, names]) => names !== "");
  if (lines.length === 0) return <span className="q">{profiles.nobody}</span>;
  return (
    <>
      {lines.map(([of, names]) => (
        <span key={of} className="two">
          <span>
            <span className="q">{of}: </span>
            {names}
          </span>
        </span>
      ))}
    </>
  );
}
