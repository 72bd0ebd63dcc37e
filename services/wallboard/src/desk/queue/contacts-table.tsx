/** Contacts as they came, each with when, what became of it and how long it waited; by its id it leads to its own page. */
import { type ExplainedContact, queuedTime } from "../../answers/explained-contact.ts";
import { formatClock } from "../../format/format-time.ts";
import { formatDuration } from "../../format/format-value.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { contactHref } from "../queue-href.ts";
import { TableRoom } from "../table-room.tsx";
import { usePreferences } from "../use-spoken.ts";

export interface ContactsTableProps {
  readonly site: string;
  /** Of a region each says of which site it is. */
  readonly contacts: readonly (ExplainedContact & { readonly site?: string })[];
}

export function ContactsTable({ site, contacts }: ContactsTableProps) {
  const { zone, sites } = useDesk();
  const { explain } = words;
  const { zone: shownIn } = usePreferences();
  const isOfMany = contacts.some(({ site: of }) => of !== undefined);
  return (
    <TableRoom>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{explain.contact}</th>
            {isOfMany && <th scope="col">{words.site}</th>}
            <th scope="col">{words.restatedPage.when}</th>
            <th scope="col">{explain.outcome}</th>
            <th scope="col" className="num">
              {explain.wait}
            </th>
          </tr>
        </thead>
        <tbody>
          {contacts.map((each) => {
            const { contact, segment, outcome, waitSeconds, inTime, site: of = site } = each;
            const row = sites.find((known) => known.site === of);
            return (
              <tr key={`${of} ${contact} ${segment}`}>
                <th scope="row">
                  <Link className="link" href={contactHref(of, contact, queuedTime(each))}>
                    {contact}
                  </Link>
                </th>
                {isOfMany && <td className="q">{row?.name ?? of}</td>}
                <td className="q">{formatClock(queuedTime(each), shownIn === "here" ? zone : (row?.zone ?? zone))}</td>
                <td>{nameIn(explain.outcomes, outcome)}</td>
                <td className={`num ${inTime === false ? "c-watch" : ""}`}>
                  <b>{formatDuration(waitSeconds)}</b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableRoom>
  );
}
