/** A screen is called otherwise, sees something else, or is revoked. */
import { type FormEvent, useState } from "react";
import { words } from "../../words/words.ts";
import { Refused } from "../admin/refused.tsx";
import { ScopeFields } from "../admin/scope-fields.tsx";
import { askGateway } from "../admin/use-list.ts";
import { Dialog } from "../frame/dialog.tsx";
import { BoardField } from "./board-field.tsx";
import { ProfileField } from "./profile-field.tsx";
import type { ProfileRow, ScreenRow } from "./screen-rows.ts";

interface ScreenDialogProps {
  readonly screen: ScreenRow;
  readonly close: () => void;
  readonly changed: () => void;
}

const pathOf = ({ id }: ScreenRow): string => `/v1/screens/${encodeURIComponent(id)}`;

export function ChangeScreen(props: ScreenDialogProps & { readonly profiles: readonly ProfileRow[] }) {
  const { screen, profiles, close, changed } = props;
  const { admin } = words.access;
  const [name, setName] = useState(screen.name);
  const [scope, setScope] = useState(screen.scope);
  const [profile, setProfile] = useState(screen.profile);
  const [board, setBoard] = useState(screen.board);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await askGateway("PATCH", pathOf(screen), { name: name.trim(), scope, profile, board });
    if (!answer.ok) return setRefusal(answer.message);
    changed();
    close();
  };
  return (
    <Dialog title={admin.changeUser(screen.name)} kind="box" close={close}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <label>
          {admin.name}
          <input
            className="field"
            value={name}
            maxLength={200}
            required
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <ScopeFields scope={scope} change={setScope} />
        <BoardField board={board} change={setBoard} />
        <ProfileField profiles={profiles} profile={profile} change={setProfile} />
        <Refused message={refusal} />
        <div className="row">
          <button type="submit" className="btn primary">
            {admin.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function RevokeScreen({ screen, close, changed }: ScreenDialogProps) {
  const { admin } = words.access;
  const [refusal, setRefusal] = useState<string | null>(null);
  const revoke = async (): Promise<void> => {
    const answer = await askGateway("DELETE", pathOf(screen), null);
    if (!answer.ok) return setRefusal(answer.message);
    changed();
    close();
  };
  return (
    <Dialog title={admin.revokeToken(screen.name)} kind="box" close={close}>
      <p>{words.screens.page.revokeHint}</p>
      <Refused message={refusal} />
      <div className="row">
        <button type="button" className="btn danger" onClick={() => void revoke()}>
          {admin.revoke}
        </button>
      </div>
    </Dialog>
  );
}
