/** A user is made, or what he may is changed. A new one gets a password that is made here and told once. */
import { type FormEvent, useState } from "react";
import { words } from "../../words/words.ts";
import { Dialog } from "../frame/dialog.tsx";
import { EVERYTHING, type UserRow } from "./account-rows.ts";
import { Refused } from "./refused.tsx";
import { type Rights, RightsFields } from "./rights-fields.tsx";
import { ToldOnce } from "./told-once.tsx";
import { askGateway } from "./use-list.ts";

export interface UserDialogProps {
  /** Null: a new one. */
  readonly user: UserRow | null;
  readonly close: () => void;
  readonly changed: () => void;
}

interface Made {
  readonly user: UserRow;
  readonly password: string | null;
}

export function UserDialog({ user, close, changed }: UserDialogProps) {
  const { admin, signIn } = words.access;
  const [id, setId] = useState(user?.id ?? "");
  const [name, setName] = useState(user?.name ?? "");
  const [rights, setRights] = useState<Rights>({ role: user?.role ?? "viewer", scope: user?.scope ?? EVERYTHING });
  const [made, setMade] = useState<Made | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const told = user?.signsIn === "elsewhere";

  const send = async (body: object): Promise<void> => {
    const answer =
      user === null
        ? await askGateway<Made>("POST", "/v1/users", { id: id.trim().toLowerCase(), ...body })
        : await askGateway<Made>("PATCH", `/v1/users/${encodeURIComponent(user.id)}`, body);
    if (!answer.ok) return setRefusal(answer.message);
    setRefusal(null);
    changed();
    if (answer.value.password === null) close();
    else setMade(answer.value);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send({ name: name.trim() || id.trim(), ...rights });
  };
  const title = user === null ? admin.addUser : admin.changeUser(user.name);
  if (made?.password != null)
    return (
      <Dialog title={title} kind="box" close={close}>
        <ToldOnce what={admin.passwordOf(made.user.name)} secret={made.password} />
      </Dialog>
    );
  return (
    <Dialog title={title} kind="box" close={close}>
      <form className="form" onSubmit={submit}>
        {user === null && (
          <label>
            {signIn.user}
            <input
              className="field"
              value={id}
              autoCapitalize="none"
              spellCheck={false}
              required
              pattern="[A-Za-z0-9][A-Za-z0-9._@\-]{0,63}"
              onChange={(event) => setId(event.target.value)}
            />
            <span className="hint">{admin.idHint}</span>
          </label>
        )}
        {told ? (
          <p className="note">{admin.elsewhereHint}</p>
        ) : (
          <>
            <label>
              {admin.name}
              <input className="field" value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
            </label>
            <RightsFields rights={rights} change={setRights} />
          </>
        )}
        <Refused message={refusal} />
        <div className="row wrap">
          {!told && (
            <button type="submit" className="btn primary">
              {user === null ? admin.addUser : admin.save}
            </button>
          )}
          {user !== null && !told && (
            <button type="button" className="btn" onClick={() => void send({ password: null })}>
              {admin.newPassword}
            </button>
          )}
          {user !== null && (
            <button type="button" className="btn danger" onClick={() => void send({ disabled: !user.disabled })}>
              {user.disabled ? admin.enable : admin.disable}
            </button>
          )}
        </div>
        {user !== null && <p className="hint">{admin.signsOutHint}</p>}
      </form>
    </Dialog>
  );
}
