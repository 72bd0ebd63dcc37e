/** Where a number comes from: what is divided by what, who was missed, who is in neither sum, and what other formulas would say. */
import type { QueueRow } from "@floorwalker/protocol";
import { type ExplainAnswer, type ExplainedContact, queuedTime } from "../../answers/explained-contact.ts";
import { formatClock } from "../../format/format-time.ts";
import { formatByUnit, formatCount, formatDuration, formatRatio } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Dialog } from "../frame/dialog.tsx";
import { Link } from "../link.tsx";
import { navigate } from "../navigation.ts";
import { Refusal } from "../pages/refusal.tsx";
import { contactHref, queueHref } from "../queue-href.ts";

const SHOWN = 50;

export function Explain({ row, kpi }: { readonly row: QueueRow; readonly kpi: string }) {
  const { window, url, zone } = useDesk();
  const { site, queue, channel } = row;
  const params = new URLSearchParams({ site, queue, channel, kpi, limit: String(SHOWN) });
  const at = url.searchParams.get("at");
  if (at === null) params.set("window", window);
  else params.set("at", at);
  const asked = useAnswer<ExplainAnswer>(`/v1/explain?${params}`, null);
  const { explain } = words;
  const told = asked.value;
  const misses = told?.denominator?.contacts.filter(({ inTime }) => inTime === false) ?? [];
  const leftOut =
    told?.excluded.flatMap(({ reason, contacts }) => contacts.map((contact) => ({ reason, contact }))) ?? [];
  const leftOutCount = told?.excluded.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const missed = told?.denominator == null ? 0 : told.denominator.count - told.numerator.count;
  return (
    <Dialog title={explain.title} kind="drawer" close={() => navigate(queueHref(row, window))}>
      <Refusal answer={asked} />
      {told !== null && (
        <>
          <p className="q">
            {row.title} · {nameIn(words.kpis, kpi)} · {explain.asOf(formatClock(Date.parse(told.passport.asOf), zone))}
          </p>
          <p className="row wrap">
            <span className="hero" data-testid="explained">
              {formatByUnit(told.value, told.passport.unit, row.target)}
            </span>
            {told.denominator !== null && (
              <span className="l">
                = {explain.equals(formatCount(told.numerator.amount), formatCount(told.denominator.amount))}
              </span>
            )}
          </p>
          {told.value === null && !told.sumsOnly && <p className="note">{explain.nothing}</p>}
          {told.sumsOnly && told.contactsKeptFrom !== null && (
            <p className="note">{explain.sumsOnly(formatClock(Date.parse(told.contactsKeptFrom), zone))}</p>
          )}
          {kpi.startsWith("serviceLevel") && (
            <div className="columns">
              <Contacts
                site={site}
                title={explain.misses(missed, formatCount(missed))}
                contacts={misses.map((contact) => ({ reason: null, contact }))}
              />
              <Contacts
                site={site}
                title={explain.leftOut(leftOutCount, formatCount(leftOutCount))}
                contacts={leftOut}
              />
            </div>
          )}
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

interface ContactsProps {
  readonly site: string;
  readonly title: string;
  readonly contacts: readonly { readonly reason: string | null; readonly contact: ExplainedContact }[];
}

function Contacts({ site, title, contacts }: ContactsProps) {
  const { explain } = words;
  return (
    <section>
      <h3>{title}</h3>
      {contacts.length === 0 ? (
        <p className="q">{explain.none}</p>
      ) : (
        <ul className="plain">
          {contacts.map(({ reason, contact: { contact, segment, queuedAt, outcome, waitSeconds } }) => (
            <li key={`${contact} ${segment}`} className="row between">
              <Link className="link cut" href={contactHref(site, contact, queuedTime({ queuedAt }))}>
                {contact}
              </Link>
              <span className="s q nw">
                {reason === null ? nameIn(explain.outcomes, outcome) : nameIn(explain.excluded, reason)}
              </span>
              <b>{formatDuration(waitSeconds)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
