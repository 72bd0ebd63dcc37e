/** Whether what feeds the numbers is heard, and whether this page hears the gateway. */
import type { Row } from "@floorwalker/protocol";
import { formatMoment } from "../../format/format-time.ts";
import { formatCount, formatSpan } from "../../format/format-value.ts";
import { useView } from "../../live/use-view.ts";
import { Icon } from "../../ui/icon.tsx";
import { TickingAge } from "../../ui/ticking.tsx";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { TableRoom } from "../table-room.tsx";

export default function HealthPage() {
  const { site, sources, connection, clockOffset, zone } = useDesk();
  const now = useNow();
  const partitions = useView("system", site?.site ?? null).rows.filter(({ kind }) => kind === "partition");
  const { healthPage } = words;
  return (
    <div className="page">
      <h1>{words.nav.health}</h1>
      <section className="panel" aria-labelledby="sources">
        <header>
          <h2 id="sources">{healthPage.sources}</h2>
        </header>
        <TableRoom>
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{healthPage.source}</th>
                <th scope="col">{healthPage.state}</th>
                <th scope="col">{healthPage.lastEvent}</th>
                <th scope="col">{healthPage.silentAfter}</th>
              </tr>
            </thead>
            <tbody>
              {sources.map(({ id, source, silentSince, lastEventAt, silentAfterSeconds }) => (
                <tr key={id}>
                  <th scope="row">
                    <b>{source}</b>
                  </th>
                  <td>
                    <span className={silentSince === null ? "st onTarget" : "st below"}>
                      <Icon name={silentSince === null ? "live" : "stale"} />
                      {silentSince === null ? healthPage.live : healthPage.silent}
                    </span>
                  </td>
                  <td>
                    {silentSince === null ? (
                      <TickingAge since={lastEventAt} text={healthPage.ago} />
                    ) : (
                      formatMoment(lastEventAt, now, zone)
                    )}
                  </td>
                  <td className="q">
                    {silentAfterSeconds === null ? healthPage.never : formatSpan(silentAfterSeconds)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableRoom>
      </section>
      <section className="panel" aria-labelledby="this-page">
        <header>
          <h2 id="this-page">{healthPage.connection}</h2>
        </header>
        <dl className="kv body short-kv">
          <dt>{words.connectionLabel}</dt>
          <dd>{words.connection[connection]}</dd>
          <dt>{healthPage.clockOffset}</dt>
          <dd>{offsetWords(clockOffset)}</dd>
          {partitions.map((row) => (
            <Partition key={row.id} row={row} />
          ))}
          {site !== null && site.unconfiguredQueues > 0 && (
            <>
              <dt>{words.queues}</dt>
              <dd>{healthPage.unconfigured(site.unconfiguredQueues, formatCount(site.unconfiguredQueues))}</dd>
            </>
          )}
        </dl>
      </section>
    </div>
  );
}

function Partition({ row }: { readonly row: Row }) {
  const { healthPage } = words;
  return (
    <>
      <dt>
        {healthPage.partition} {formatCount(Number(row.partition))}
      </dt>
      <dd>{row.state === "live" ? healthPage.partitionStates.live : healthPage.partitionStates.syncing}</dd>
    </>
  );
}

function offsetWords(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 2) return words.healthPage.exact;
  return (ms < 0 ? words.healthPage.ahead : words.healthPage.behind)(formatSpan(seconds));
}
