/** What programs and screens show to be known: make, revoke; when each was used last and how long it is valid. */
import { useState } from "react";
import { formatMoment } from "../../format/format-time.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Dialog } from "../frame/dialog.tsx";
import type { TokenRow } from "./account-rows.ts";
import { AccountsPanel } from "./accounts-panel.tsx";
import { Refused } from "./refused.tsx";
import { ScopeWords } from "./scope-words.tsx";
import { TokenDialog } from "./token-dialog.tsx";
import { askGateway, useList } from "./use-list.ts";

export default function TokensPart() {
  const { value, refusal, readAgain } = useList<{ readonly tokens: readonly TokenRow[] }>("/v1/tokens");
  const [opened, setOpened] = useState<TokenRow | "new" | null>(null);
  const { zone } = useDesk();
  const now = useNow();
  const { admin, account } = words.access;
  const when = (iso: string | null, otherwise: string): string =>
    iso === null ? otherwise : formatMoment(Date.parse(iso), now, zone);
  const isOver = ({ revokedAt, expiresAt }: TokenRow): boolean =>
    revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now);
  const tokens = [...(value?.tokens ?? [])].sort(
    (a, b) => Number(isOver(a)) - Number(isOver(b)) || b.madeAt.localeCompare(a.madeAt),
  );
  return (
    <AccountsPanel
      id="tokens-title"
      title={admin.parts.tokens}
      count={tokens.filter((token) => !isOver(token)).length}
      addWord={admin.addToken}
      add={() => setOpened("new")}
      refusal={refusal}
      nothing={value !== null && tokens.length === 0 ? admin.noTokens : null}
      table={
        tokens.length === 0 ? null : (
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{admin.tokenName}</th>
                <th scope="col">{account.role}</th>
                <th scope="col" className="second">
                  {admin.sees}
                </th>
                <th scope="col" className="second">
                  {admin.lastUsed}
                </th>
                <th scope="col">{admin.expires}</th>
                <th scope="col">
                  <span className="unseen">{admin.revoke}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tokens.map((token) => (
                <tr key={token.id} data-row data-testid="token">
                  <th scope="row" className="wide-text">
                    <b>{token.name}</b> <code className="qq">{shownPart(token)}</code>
                  </th>
                  <td>{account.roles[token.role]}</td>
                  <td className="second">
                    <ScopeWords scope={token.scope} />
                  </td>
                  <td className="second q">{when(token.usedAt, admin.neverUsed)}</td>
                  <td className="q">
                    {token.revokedAt === null ? (
                      when(token.expiresAt, admin.neverExpires)
                    ) : (
                      <span className="tag">{admin.revokedAt(when(token.revokedAt, ""))}</span>
                    )}
                  </td>
                  <td className="actions">
                    {!isOver(token) && (
                      <button type="button" className="btn danger" onClick={() => setOpened(token)}>
                        {admin.revoke}
                        <span className="unseen"> {token.name}</span>
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    >
      {opened === "new" && <TokenDialog close={() => setOpened(null)} changed={readAgain} />}
      {opened !== null && opened !== "new" && (
        <Revoke token={opened} close={() => setOpened(null)} changed={readAgain} />
      )}
    </AccountsPanel>
  );
}

/** What of its text may be shown: by it a found token is known. */
const shownPart = ({ id }: TokenRow): string => `fw_${id}_…`;

interface RevokeProps {
  readonly token: TokenRow;
  readonly close: () => void;
  readonly changed: () => void;
}

function Revoke({ token, close, changed }: RevokeProps) {
  const { admin } = words.access;
  const [refusal, setRefusal] = useState<string | null>(null);
  const revoke = async (): Promise<void> => {
    const answer = await askGateway("DELETE", `/v1/tokens/${encodeURIComponent(token.id)}`, null);
    if (!answer.ok) return setRefusal(answer.message);
    changed();
    close();
  };
  return (
    <Dialog title={admin.revokeToken(token.name)} kind="box" close={close}>
      <p>{admin.revokeHint}</p>
      <Refused message={refusal} />
      <div className="row">
        <button type="button" className="btn danger" onClick={() => void revoke()}>
          {admin.revoke}
        </button>
      </div>
    </Dialog>
  );
}
