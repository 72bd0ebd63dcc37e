/** How much of single agents a screen tells: of the profiles that whoever chooses may give. */
import { words } from "../../words/words.ts";
import type { ProfileRow } from "./screen-rows.ts";

export interface ProfileFieldProps {
  readonly profiles: readonly ProfileRow[];
  readonly profile: string;
  readonly change: (profile: string) => void;
}

export function ProfileField({ profiles, profile, change }: ProfileFieldProps) {
  const { page } = words.screens;
  const chosen = profiles.find(({ id }) => id === profile);
  const known = chosen === undefined ? [profile] : [];
  return (
    <label>
      {page.profile}
      <select className="field" value={profile} onChange={(event) => change(event.target.value)}>
        {[...known, ...profiles.map(({ id }) => id)].map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
      {chosen !== undefined && <span className="hint">{page.agents[chosen.agents]}</span>}
    </label>
  );
}
