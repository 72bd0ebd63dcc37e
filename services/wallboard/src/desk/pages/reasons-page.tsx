/** What contacts are about today, against the same weekdays up to the same time: what rose most comes first. */
import { formatCount, formatPoints, formatRatio } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { TableRoom } from "../table-room.tsx";
import { Refusal } from "./refusal.tsx";

/** `GET /v1/reasons` (docs/reasons.md). */
interface ReasonsAnswer {
  readonly reasons: readonly {
    readonly reason: string;
    readonly title: string;
    readonly contacts: number;
    readonly share: number | null;
    readonly usualShare: number | null;
    readonly change: number | null;
  }[];
}
const EVERY_MS = 30_000;

export default function ReasonsPage() {
  const { site } = useDesk();
  const asked = useAnswer<ReasonsAnswer>(site && `/v1/reasons?site=${encodeURIComponent(site.site)}`, EVERY_MS);
  const { reasonsPage } = words;
  const reasons = asked.value?.reasons ?? [];
  // Until there is a day to compare with nothing is usual.
  const hasUsual = reasons.some(({ usualShare }) => usualShare !== null);
  return (
    <div className="page">
      <div className="head">
        <h1>{words.nav.reasons}</h1>
        <span className="q s">{reasonsPage.hint}</span>
      </div>
      <section className="panel" aria-label={words.nav.reasons}>
        <Refusal answer={asked} />
        {asked.value !== null && reasons.length === 0 && <p className="body q">{reasonsPage.none}</p>}
        {reasons.length > 0 && (
          <TableRoom>
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">{reasonsPage.reason}</th>
                  <th scope="col" className="num">
                    {reasonsPage.contacts}
                  </th>
                  <th scope="col" className="num">
                    {reasonsPage.share}
                  </th>
                  {hasUsual && (
                    <>
                      <th scope="col" className="num">
                        {reasonsPage.usual}
                      </th>
                      <th scope="col" className="num">
                        {reasonsPage.change}
                      </th>
                    </>
                  )}
                </tr>
              </thead>
              <tbody>
                {reasons.map(({ reason, title, contacts, share, usualShare, change }) => (
                  <tr key={reason}>
                    <th scope="row">{title}</th>
                    <td className="num">{formatCount(contacts)}</td>
                    <td className="num">{formatRatio(share)}</td>
                    {hasUsual && (
                      <>
                        <td className="num q">{formatRatio(usualShare)}</td>
                        <td className="num">
                          {change === null
                            ? words.noValue
                            : `${change < 0 ? "▼" : "▲"} ${reasonsPage.points(formatPoints(change))}`}
                        </td>
                      </>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </TableRoom>
        )}
      </section>
    </div>
  );
}
