/** The whole site in one glance: the number it is judged by, large, and what is happening behind it. */
import type { SiteRow } from "@floorwalker/protocol";
import { formatCount, formatRatio } from "../format/format-value.ts";
import { serviceLevelOf, valueIn } from "../model/floor.ts";
import { VIEW_WINDOW } from "../model/service-level-facts.ts";
import { type TrendPoint, trendPoints } from "../model/trend.ts";
import { strings } from "../strings.ts";
import { AgentStates } from "./agent-states.tsx";
import { TickingWait } from "./ticking.tsx";
import { WideNarrow } from "./wide-narrow.tsx";

export interface SiteSummaryProps {
  readonly site: SiteRow | null;
  readonly trend: readonly TrendPoint[];
}

export function SiteSummary({ site, trend }: SiteSummaryProps) {
  const value = (field: string, window: string) => (site === null ? null : valueIn(site, field, window));
  const serviceLevel = (window: string) => (site === null ? null : serviceLevelOf(site, window));
  const view = strings.windows[VIEW_WINDOW]!;
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" className="unseen">
        {strings.summary}
      </h2>
      <div className="hero card">
        <p className="label">
          <WideNarrow
            wide={strings.windowSuffix(strings.serviceLevel, view)}
            narrow={strings.windowSuffix(strings.serviceLevelShort, view)}
          />
        </p>
        <p className="hero-value" data-testid="site-service-level">
          {formatRatio(serviceLevel(VIEW_WINDOW))}
        </p>
        <p className="hero-day">
          <span className="label">{strings.today}</span>
          <span data-testid="site-service-level-day">{formatRatio(serviceLevel("day"))}</span>
        </p>
        <Sparkline trend={trend} />
      </div>
      <dl className="facts card">
        <div>
          <dt className="label">
            {strings.waiting}
            <span className="label-more">{strings.now}</span>
          </dt>
          <dd data-testid="site-waiting">{formatCount(site?.waiting ?? null)}</dd>
        </div>
        <div>
          <dt className="label">
            <WideNarrow wide={strings.longestWait} narrow={strings.longestWaitShort} />
            <span className="label-more">{strings.now}</span>
          </dt>
          <dd data-testid="site-longest-wait">
            <TickingWait since={site?.oldestQueuedAt ?? null} />
          </dd>
        </div>
        <div>
          <dt className="label">
            {strings.abandoned}
            <span className="label-more">{view}</span>
          </dt>
          <dd data-testid="site-abandoned">{formatCount(value("abandoned", VIEW_WINDOW))}</dd>
          <dd className="fact-more">{strings.abandonRate(formatRatio(value("abandonRate", VIEW_WINDOW)))}</dd>
        </div>
        <div>
          <dt className="label">
            {strings.occupancy}
            <span className="label-more">{view}</span>
          </dt>
          <dd data-testid="site-occupancy">{formatRatio(value("occupancy", VIEW_WINDOW))}</dd>
        </div>
        <div>
          <dt className="label">
            <WideNarrow wide={strings.csat} narrow={strings.csatShort} />
            <span className="label-more">{view}</span>
          </dt>
          <dd data-testid="site-csat">{formatRatio(value("csat", VIEW_WINDOW))}</dd>
          <dd className="fact-more">{strings.csatCount(formatCount(value("csatCount", VIEW_WINDOW)))}</dd>
        </div>
      </dl>
      <div className="card agents-card">
        <AgentStates site={site} />
      </div>
    </section>
  );
}

const WIDTH = 120;
const HEIGHT = 28;

function Sparkline({ trend }: { readonly trend: readonly TrendPoint[] }) {
  return (
    <svg
      className="sparkline"
      viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={strings.trend}
    >
      <polyline points={trendPoints(trend, WIDTH, HEIGHT)} />
    </svg>
  );
}
