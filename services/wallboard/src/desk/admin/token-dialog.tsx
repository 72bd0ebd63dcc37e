/** An API token is made: its text is told once. */
import { type FormEvent, useState } from "react";
import { words } from "../../words/words.ts";
import { Dialog } from "../frame/dialog.tsx";
import { EVERYTHING, type TokenRow } from "./account-rows.ts";
import { Refused } from "./refused.tsx";
import { type Rights, RightsFields } from "./rights-fields.tsx";
import { ToldOnce } from "./told-once.tsx";
import { askGateway } from "./use-list.ts";

const DAYS = [30, 90, 365] as const;
const USUAL = "90";

export function TokenDialog({ close, changed }: { readonly close: () => void; readonly changed: () => void }) {
  const { admin } = words.access;
  const [name, setName] = useState("");
  const [days, setDays] = useState(USUAL);
  const [rights, setRights] = useState<Rights>({ role: "viewer", scope: EVERYTHING });
  const [made, setMade] = useState<{ readonly token: TokenRow; readonly text: string } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { name: name.trim(), days: days === "" ? null : Number(days), ...rights };
    const answer = await askGateway<{ readonly token: TokenRow; readonly text: string }>("POST", "/v1/tokens", body);
    if (!answer.ok) return setRefusal(answer.message);
    setMade(answer.value);
    changed();
  };
  return (
    <Dialog title={admin.addToken} kind="box" close={close}>
      {made !== null ? (
        <ToldOnce what={admin.tokenOf(made.token.name)} secret={made.text} />
      ) : (
        <form className="form" onSubmit={(event) => void submit(event)}>
          <label>
            {admin.tokenName}
            <input
              className="field"
              value={name}
              maxLength={200}
              required
              onChange={(event) => setName(event.target.value)}
            />
            <span className="hint">{admin.tokenNameHint}</span>
          </label>
          <RightsFields rights={rights} change={setRights} />
          <label>
            {admin.expires}
            <select className="field" value={days} onChange={(event) => setDays(event.target.value)}>
              {DAYS.map((each) => (
                <option key={each} value={each}>
                  {admin.inDays(each, String(each))}
                </option>
              ))}
              <option value="">{admin.neverExpires}</option>
            </select>
          </label>
          <Refused message={refusal} />
          <div className="row">
            <button type="submit" className="btn primary">
              {admin.addToken}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
