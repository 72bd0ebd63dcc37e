/** What was done by whom, newest first, page by page; reading it is noted too. What is looked for is in the address. */
import { useEffect, useState } from "react";
import { formatClock } from "../../format/format-time.ts";
import { formatCount } from "../../format/format-value.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { navigate, withParams } from "../navigation.ts";
import { TableRoom } from "../table-room.tsx";
import type { AuditPage, AuditRow } from "./account-rows.ts";
import { auditText } from "./audit-text.ts";
import { Refused } from "./refused.tsx";
import { askGateway } from "./use-list.ts";

const A_PAGE = 50;
const PARAMETERS = ["from", "to", "did", "by"] as const;

export default function AuditPart() {
  const { url, zone } = useDesk();
  const [rows, setRows] = useState<readonly AuditRow[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { admin } = words.access;
  const asked = questionOf(url);
  useEffect(() => {
    const ended = new AbortController();
    setRows(null);
    void askGateway<AuditPage>("GET", `/v1/audit?${asked}`, null, ended.signal).then((answer) => {
      if (ended.signal.aborted) return;
      if (!answer.ok) return setRefusal(answer.message);
      setRefusal(null);
      setRows(answer.value.entries);
      setNext(answer.value.next);
    });
    return () => ended.abort();
  }, [asked]);
  const more = async (): Promise<void> => {
    const answer = await askGateway<AuditPage>("GET", `/v1/audit?${asked}&before=${next}`, null);
    if (!answer.ok) return setRefusal(answer.message);
    setRows((before) => [...(before ?? []), ...answer.value.entries]);
    setNext(answer.value.next);
  };
  const choose = (name: (typeof PARAMETERS)[number], value: string): void =>
    navigate(withParams(url, { [name]: value || null }), "replace");
  const day = new Intl.DateTimeFormat(words.locale, { dateStyle: "medium", timeZone: zone });
  const timeOf = (moment: number): string => `${day.format(moment)} ${formatClock(moment, zone)}`;
  return (
    <section className="panel" aria-labelledby="audit-title">
      <header className="wrap">
        <h2 id="audit-title">{admin.parts.audit}</h2>
        <span className="s q">{admin.auditHint}</span>
      </header>
      <div className="filters">
        <label>
          {admin.fromDay}
          <input
            className="field"
            type="date"
            value={url.searchParams.get("from") ?? ""}
            onChange={(event) => choose("from", event.target.value)}
          />
        </label>
        <label>
          {admin.toDay}
          <input
            className="field"
            type="date"
            value={url.searchParams.get("to") ?? ""}
            onChange={(event) => choose("to", event.target.value)}
          />
        </label>
        <label>
          {admin.what}
          <select
            className="field"
            value={url.searchParams.get("did") ?? ""}
            onChange={(event) => choose("did", event.target.value)}
          >
            <option value="">{words.all}</option>
            {Object.entries(admin.did).map(([did, name]) => (
              <option key={did} value={did}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {admin.who}
          <input
            data-filter
            className="field"
            defaultValue={url.searchParams.get("by") ?? ""}
            placeholder={admin.whoHint}
            onChange={(event) => choose("by", event.target.value.trim())}
          />
        </label>
      </div>
      <Refused message={refusal} />
      {rows === null && refusal === null && <p className="body q">{words.loading}</p>}
      {rows?.length === 0 && <p className="body q">{admin.noAudit}</p>}
      {rows !== null && rows.length > 0 && (
        <TableRoom>
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{admin.when}</th>
                <th scope="col">{admin.who}</th>
                <th scope="col">{admin.what}</th>
                <th scope="col" className="second">
                  {admin.toWhat}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-row data-testid="audit">
                  <td className="q nw">{timeOf(Date.parse(row.at))}</td>
                  <th scope="row" className="wide-text">
                    {row.by === null ? <span className="q">{admin.nobodyKnown}</span> : <b>{row.by.name}</b>}
                    {row.by !== null && row.by.id !== row.by.name && <span className="s qq"> {row.by.id}</span>}
                  </th>
                  <td>{nameIn(admin.did, row.did)}</td>
                  <td className="second wide-text q s">{auditText(row.to)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableRoom>
      )}
      {rows !== null && (
        <div className="row wrap more">
          <span className="s q" aria-live="polite">
            {words.sameNow(rows.length, formatCount(rows.length))}
          </span>
          {next !== null && (
            <button type="button" className="btn" onClick={() => void more()}>
              {admin.older}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

/** Days are this browser's: from the beginning of one to the end of the other. */
function questionOf(url: URL): string {
  const asked = new URLSearchParams({ limit: String(A_PAGE) });
  for (const name of PARAMETERS) {
    const value = url.searchParams.get(name);
    if (value === null || value === "") continue;
    const isDay = name === "from" || name === "to";
    const moment = isDay ? new Date(`${value}T${name === "from" ? "00:00:00.000" : "23:59:59.999"}`) : null;
    if (moment === null) asked.set(name, value);
    else if (Number.isFinite(moment.getTime())) asked.set(name, moment.toISOString());
  }
  return asked.toString();
}
