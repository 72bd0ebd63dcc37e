/**
 * The contacts behind a number: of a service level who was missed, of a percentile or the longest wait who lies about its place in the
 * order, of all else who is counted; and who is in neither sum.
 */
import type { ReactNode } from "react";
import {
  type ExplainAnswer,
  type ExplainedPage,
  type Explaining,
  queuedTime,
  type RankedAnswer,
} from "../../answers/explained-contact.ts";
import { formatCount, formatDuration, formatShare } from "../../format/format-value.ts";
import { nameIn, words } from "../../words/words.ts";
import { Link } from "../link.tsx";
import { contactHref } from "../queue-href.ts";

export interface ExplainedContactsProps {
  readonly site: string;
  readonly kpi: string;
  readonly told: ExplainAnswer;
}

export function ExplainedContacts({ site, kpi, told }: ExplainedContactsProps) {
  const { ranked, numerator, denominator, excluded } = told;
  const { explain } = words;
  if (ranked !== null) return <Ranked site={site} ranked={ranked} />;
  if (numerator === null) return null;
  const isShareInTime = kpi.startsWith("serviceLevel");
  const missed = isShareInTime && denominator !== null ? denominator.count - numerator.count : 0;
  const misses = denominator?.contacts.filter(({ inTime }) => inTime === false) ?? [];
  const leftOut = excluded.reduce((sum, { count }) => sum + count, 0);
  const bySeconds = told.passport.unit === "seconds";
  return (
    <div className="columns">
      {isShareInTime ? (
        <Contacts site={site} title={explain.misses(missed, formatCount(missed))} contacts={misses} />
      ) : (
        <Contacts
          site={site}
          title={explain.counted(numerator.count, formatCount(numerator.count))}
          contacts={numerator.contacts}
          seconds={bySeconds ? ({ amount }) => amount : undefined}
        />
      )}
      {!isShareInTime && denominator !== null && denominator.count !== numerator.count && (
        <Contacts
          site={site}
          title={explain.divided(denominator.count, formatCount(denominator.count))}
          contacts={denominator.contacts}
        />
      )}
      {(isShareInTime || leftOut > 0) && (
        <Contacts
          site={site}
          title={explain.leftOut(leftOut, formatCount(leftOut))}
          contacts={excluded.flatMap(({ reason, contacts }) =>
            contacts.map((contact) => ({ ...contact, left: reason })),
          )}
        />
      )}
    </div>
  );
}

function Ranked({ site, ranked }: { readonly site: string; readonly ranked: RankedAnswer }) {
  const { explain } = words;
  const { rank, count, error, below, at, above } = ranked;
  const parts: readonly (readonly [typeof explain.atPlace, ExplainedPage])[] = [
    [explain.atPlace, at],
    [explain.longer, above],
    [explain.shorter, below],
  ];
  return (
    <>
      {rank !== null && (
        <p data-testid="ranked">
          {explain.place(formatCount(rank), formatCount(count))}
          {error > 0 && <span className="q"> · {explain.within(formatShare(error))}</span>}
        </p>
      )}
      <div className="columns">
        {parts.map(([title, page]) => (
          <Contacts
            key={title(page.count, "")}
            site={site}
            title={title(page.count, formatCount(page.count))}
            contacts={page.contacts}
            seconds={({ amount }) => amount}
          />
        ))}
      </div>
    </>
  );
}

interface ContactsProps {
  readonly site: string;
  readonly title: string;
  /** `left`: why it is in neither sum. */
  readonly contacts: readonly (Explaining & { readonly left?: string })[];
  /** What is told of each; absent: how long it waited. */
  readonly seconds?: ((contact: Explaining) => number) | undefined;
}

function Contacts({ site, title, contacts, seconds }: ContactsProps): ReactNode {
  const { explain } = words;
  return (
    <section>
      <h3>{title}</h3>
      {contacts.length === 0 ? (
        <p className="q">{explain.none}</p>
      ) : (
        <ul className="plain told">
          {contacts.map((each) => (
            <li key={`${each.contact} ${each.segment}`}>
              <Link className="link cut" href={contactHref(site, each.contact, queuedTime(each))}>
                {each.contact}
              </Link>
              <span className="s q nw">
                {each.left === undefined ? nameIn(explain.outcomes, each.outcome) : nameIn(explain.excluded, each.left)}
              </span>
              <b className="num">{formatDuration(seconds?.(each) ?? each.waitSeconds)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
