/** A day that is over, for whoever answers for it: its goals, its numbers beside the week before, where it was worst, what was corrected. Made to be printed. */
import type { ReportAnswer } from "../../answers/report.ts";
import { formatDay } from "../../format/format-time.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { dateAfter } from "../../model/history-choice.ts";
import { Icon } from "../../ui/icon.tsx";
import { useNow } from "../../ui/time-context.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { Refusal } from "../pages/refusal.tsx";
import { pathOf } from "../route.ts";
import { ReportGoals, ReportNumbers, ReportParts, ReportRestated, ReportWorst } from "./report-tables.tsx";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export default function ReportPage() {
  const { url, site } = useDesk();
  const now = useNow();
  const { reportPage } = words;
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: site?.zone ?? "UTC", dateStyle: "short" }).format(now);
  const named = url.searchParams.get("day");
  const day = named !== null && DATE.test(named) ? named : dateAfter(today, -1);
  const asked = useAnswer<ReportAnswer>(
    site === null ? null : `/v1/report?${new URLSearchParams({ site: site.site, day })}`,
    null,
  );
  if (site === null) return null;
  const told = asked.value;
  const policies = (told?.policies ?? []).map((policy) => nameIn(words.policies, policy));
  return (
    <div className="page report" data-testid="report-page">
      <div className="head">
        <h1>
          {words.nav.report} · {formatDay(Date.parse(`${day}T00:00:00Z`), "UTC")}
        </h1>
        <span className="q s">{[site.name, ...policies].reduce((all, part) => words.windowSuffix(all, part))}</span>
        <span className="grow" />
        <input
          type="date"
          aria-label={reportPage.day}
          value={day}
          max={dateAfter(today, -1)}
          onChange={(event) => event.target.value !== "" && navigate(withParams(url, { day: event.target.value }))}
        />
        <Link
          className="btn"
          href={`${pathOf({ page: "history", site: site.site })}?${new URLSearchParams({ from: day, to: dateAfter(day, 1) })}`}
        >
          {words.nav.history}
        </Link>
        <button type="button" className="btn" onClick={() => globalThis.print()}>
          {reportPage.print}
        </button>
      </div>
      <Refusal answer={asked} />
      {told !== null && !told.isWhole && (
        <p className="banner">
          <Icon name="atRisk" />
          {reportPage.partial}
        </p>
      )}
      {told !== null && (
        <div className="report-parts">
          <ReportGoals goals={told.goals} />
          <ReportNumbers numbers={told.numbers} />
          {told.tables.map((table) => (
            <ReportParts key={table.of} table={table} />
          ))}
          <ReportWorst worst={told.worst} />
          <ReportRestated entries={told.restated.entries} />
        </div>
      )}
    </div>
  );
}
