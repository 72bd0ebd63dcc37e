/** Who one is here and what one may see; the way out; for an admin, the pages of who may what. */
import { administers, type Me, signOut } from "../../live/who.ts";
import { words } from "../../words/words.ts";
import { Dialog } from "./dialog.tsx";
import { OwnPassword } from "./own-password.tsx";

/** How ids of those begin who sign in at a provider: no password of theirs is here. */
const ELSEWHERE = "oidc:";

export function Account({ me, close }: { readonly me: Me; readonly close: () => void }) {
  const { account } = words.access;
  return (
    <Dialog title={account.title} kind="box" close={close}>
      {me.open ? <p className="note">{account.openHint}</p> : <Named me={me} />}
      {me.kind === "user" && !me.id.startsWith(ELSEWHERE) && <OwnPassword />}
      {!me.open && (
        <div className="row wrap">
          <button type="button" className="btn" onClick={() => void signOut()}>
            {me.kind === "token" ? account.forget : account.signOut}
          </button>
        </div>
      )}
    </Dialog>
  );
}

function Named({ me }: { readonly me: Me }) {
  const { account } = words.access;
  return (
    <>
      <p className="l">
        <b>{me.kind === "token" ? account.token(me.name) : me.name}</b>
        {me.name !== me.id && <span className="s qq"> {me.id}</span>}
      </p>
      <dl className="kv" data-testid="my-rights">
        <dt>{account.role}</dt>
        <dd>{account.roles[me.role]}</dd>
        {!administers(me) &&
          (["sites", "queues", "teams"] as const).map((of) => {
            const covered = me.scope[of];
            return (
              <div className="contents" key={of}>
                <dt>{account[of]}</dt>
                <dd>{covered === "all" ? account.everything : covered.join(", ")}</dd>
              </div>
            );
          })}
      </dl>
    </>
  );
}
