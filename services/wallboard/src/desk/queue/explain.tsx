/** Where a number comes from: what is divided by what, who was missed, who is in neither sum, and what other formulas would say. */
import type { QueueRow } from "@floorwalker/protocol";
import { CATALOGUE_PATH, type Catalogue } from "../../answers/catalogue.ts";
import type { ExplainAnswer } from "../../answers/explained-contact.ts";
import { formatClock } from "../../format/format-time.ts";
import { formatByUnit, formatCount, formatRatio } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Dialog } from "../frame/dialog.tsx";
import { navigate } from "../navigation.ts";
import { Refusal } from "../pages/refusal.tsx";
import { explainHref, queueHref } from "../queue-href.ts";
import { ExplainedContacts } from "./explained-contacts.tsx";

const SHOWN = 50;

export function Explain({ row, kpi }: { readonly row: QueueRow; readonly kpi: string }) {
  const { window, url, zone } = useDesk();
  const { site, queue, channel } = row;
  const params = new URLSearchParams({ site, queue, channel, kpi, limit: String(SHOWN) });
  const at = url.searchParams.get("at");
  if (at === null) params.set("window", window);
  else params.set("at", at);
  const asked = useAnswer<ExplainAnswer>(`/v1/explain?${params}`, null);
  const kpis = useAnswer<Catalogue>(CATALOGUE_PATH, null).value?.kpis ?? [];
  const { explain } = words;
  const told = asked.value;
  const choose = (id: string): void => {
    const href = explainHref(row, id, window);
    navigate(at === null ? href : `${href}&${new URLSearchParams({ at })}`, "replace");
  };
  return (
    <Dialog title={explain.title} kind="drawer" close={() => navigate(queueHref(row, window))}>
      <p className="row wrap">
        <span className="q">{row.title}</span>
        <select aria-label={explain.number} value={kpi} onChange={(event) => choose(event.target.value)}>
          {kpis.every(({ id }) => id !== kpi) && <option value={kpi}>{nameIn(words.kpis, kpi)}</option>}
          {kpis
            .filter(({ id, explainedOf }) => id === kpi || explainedOf.includes("queue"))
            .map(({ id }) => (
              <option key={id} value={id}>
                {nameIn(words.kpis, id)}
              </option>
            ))}
        </select>
        {told !== null && <span className="q">{explain.asOf(formatClock(Date.parse(told.passport.asOf), zone))}</span>}
      </p>
      <Refusal answer={asked} />
      {told !== null && (
        <>
          <p className="row wrap">
            <span className="hero" data-testid="explained">
              {formatByUnit(told.value, told.passport.unit, row.target)}
            </span>
            {told.numerator !== null && told.denominator !== null && (
              <span className="l">
                = {explain.equals(formatCount(told.numerator.amount), formatCount(told.denominator.amount))}
              </span>
            )}
          </p>
          {told.value === null && !told.sumsOnly && <p className="note">{explain.nothing}</p>}
          {told.sumsOnly && told.contactsKeptFrom !== null && (
            <p className="note">{explain.sumsOnly(formatClock(Date.parse(told.contactsKeptFrom), zone))}</p>
          )}
          <ExplainedContacts site={site} kpi={kpi} told={told} />
          {told.alsoKnownAs !== null && (
            <table className="list">
              <caption>{explain.other}</caption>
              <tbody>
                {Object.entries(told.alsoKnownAs).map(([policy, value]) => (
                  <tr key={policy}>
                    <th scope="row">
                      {nameIn(words.policies, policy)}{" "}
                      {policy === told.passport.policy && <span className="tag">{explain.inForce}</span>}
                    </th>
                    <td className="num">
                      <b>{formatRatio(value)}</b>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </Dialog>
  );
}
