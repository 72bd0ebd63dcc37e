/** What contacts of a region's sites are about more than usual: what rose most comes first, with where. */
import type { SiteRow } from "@floorwalker/protocol";
import { useCallback, useEffect, useState } from "react";
import type { ExplainedContact } from "../../answers/explained-contact.ts";
import { formatCount, formatPoints, formatRatio } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { words } from "../../words/words.ts";
import { Link } from "../link.tsx";
import { Refusal } from "../pages/refusal.tsx";
import { ContactsTable } from "../queue/contacts-table.tsx";
import { pathOf } from "../route.ts";
import { TableRoom } from "../table-room.tsx";

interface Told {
  readonly reason: string;
  readonly title: string;
  readonly contacts: number;
  readonly share: number | null;
  readonly usualShare: number | null;
  readonly change: number | null;
}

interface Risen extends Told {
  readonly site: SiteRow;
}

const EVERY_MS = 30_000;
const SHOWN = 8;

export interface RegionReasonsProps {
  readonly region: string;
  readonly sites: readonly SiteRow[];
  /** Whose contacts are shown; null: none. */
  readonly chosen: string | null;
}

export function RegionReasons({ region, sites, chosen }: RegionReasonsProps) {
  const [told, setTold] = useState<ReadonlyMap<string, readonly Told[]>>(new Map());
  const hear = useCallback(
    (site: string, reasons: readonly Told[]) => setTold((before) => new Map(before).set(site, reasons)),
    [],
  );
  const rows = sites
    .flatMap((site) => (told.get(site.site) ?? []).map((each): Risen => ({ ...each, site })))
    .filter(({ change }) => change !== null)
    .sort((a, b) => b.change! - a.change!)
    .slice(0, SHOWN);
  const { regionPage, reasonsPage } = words;
  return (
    <>
      {sites.map((site) => (
        <Asked key={site.site} site={site.site} heard={hear} />
      ))}
      {chosen !== null && (
        <ReasonContacts
          region={region}
          reason={chosen}
          title={[...told.values()].flat().find(({ reason }) => reason === chosen)?.title ?? chosen}
        />
      )}
      {rows.length > 0 && (
        <section className="panel" aria-labelledby="rising">
          <header className="wrap">
            <h2 id="rising">{regionPage.rising}</h2>
            <span className="s q">{reasonsPage.hint}</span>
          </header>
          <TableRoom>
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">{reasonsPage.reason}</th>
                  <th scope="col">{regionPage.site}</th>
                  <th scope="col" className="num">
                    {reasonsPage.contacts}
                  </th>
                  <th scope="col" className="num">
                    {reasonsPage.usual}
                  </th>
                  <th scope="col" className="num">
                    {reasonsPage.share}
                  </th>
                  <th scope="col" className="num">
                    {reasonsPage.change}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ site, reason, title, contacts, usualShare, share, change }) => (
                  <tr key={`${site.site} ${reason}`}>
                    <th scope="row">
                      <Link className="link" href={pathOf({ page: "reason", region, reason })}>
                        {title}
                      </Link>
                    </th>
                    <td className="q">{site.name}</td>
                    <td className="num">{formatCount(contacts)}</td>
                    <td className="num q">{formatRatio(usualShare)}</td>
                    <td className="num">
                      <b>{formatRatio(share)}</b>
                    </td>
                    <td className="num nw">
                      {change! < 0 ? "▼" : "▲"} {reasonsPage.points(formatPoints(change!))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableRoom>
        </section>
      )}
    </>
  );
}

interface ReasonContactsProps {
  readonly region: string;
  readonly reason: string;
  readonly title: string;
}

/** Today's, of all the region's sites. */
function ReasonContacts({ region, reason, title }: ReasonContactsProps) {
  const params = new URLSearchParams({ region, reason, window: "day", limit: "100" });
  const asked = useAnswer<{ readonly contacts: readonly (ExplainedContact & { readonly site: string })[] }>(
    `/v1/contacts?${params}`,
    // Once: it is noted who looks at contacts.
    null,
  );
  const contacts = asked.value?.contacts ?? [];
  return (
    <section className="panel" aria-labelledby="reason-contacts" data-testid="reason-contacts">
      <header>
        <h2 id="reason-contacts" className="grow">
          {words.agentPage.about(title)}
        </h2>
        <Link className="btn" href={pathOf({ page: "region", region })}>
          {words.close}
        </Link>
      </header>
      <Refusal answer={asked} />
      {asked.value !== null && contacts.length === 0 && <p className="body q">{words.queueMore.noContacts}</p>}
      {contacts.length > 0 && <ContactsTable site={contacts[0]!.site} contacts={contacts} />}
    </section>
  );
}

interface AskedProps {
  readonly site: string;
  /** The same function at every painting. */
  readonly heard: (site: string, reasons: readonly Told[]) => void;
}

/** Asks for one site: how many there are is the region's affair, not a hook's. */
function Asked({ site, heard }: AskedProps) {
  const path = `/v1/reasons?site=${encodeURIComponent(site)}`;
  const answer = useAnswer<{ readonly reasons: readonly Told[] }>(path, EVERY_MS).value;
  useEffect(() => {
    if (answer !== null) heard(site, answer.reasons);
  }, [answer, heard, site]);
  return null;
}
