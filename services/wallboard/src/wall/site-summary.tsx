/** The whole site in one glance: the number it is judged by, large, and what is happening behind it. */
import type { SiteRow } from "@floorwalker/protocol";
import { formatCount, formatRatio } from "../format/format-value.ts";
import { serviceLevelOf, valueIn } from "../model/floor.ts";
import { VIEW_WINDOW } from "../model/service-level-facts.ts";
import { type TrendPoint, trendPoints } from "../model/trend.ts";
import { TickingWait } from "../ui/ticking.tsx";
import { words } from "../words/words.ts";
import { AgentStates } from "./agent-states.tsx";
import { WideNarrow } from "./wide-narrow.tsx";

export interface SiteSummaryProps {
  readonly site: SiteRow | null;
  readonly trend: readonly TrendPoint[];
}

export function SiteSummary({ site, trend }: SiteSummaryProps) {
  const value = (field: string, window: string) => (site === null ? null : valueIn(site, field, window));
  const serviceLevel = (window: string) => (site === null ? null : serviceLevelOf(site, window));
  const view = words.windows[VIEW_WINDOW];
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" className="unseen">
        {words.summary}
      </h2>
      <div className="hero card">
        <p className="label">
          <WideNarrow
            wide={words.windowSuffix(words.serviceLevel, view)}
            narrow={words.windowSuffix(words.serviceLevelShort, view)}
          />
        </p>
        <p className="hero-value" data-testid="site-service-level">
          {formatRatio(serviceLevel(VIEW_WINDOW))}
        </p>
        <p className="hero-day">
          <span className="label">{words.today}</span>
          <span data-testid="site-service-level-day">{formatRatio(serviceLevel("day"))}</span>
        </p>
        <Sparkline trend={trend} />
      </div>
      <dl className="facts card">
        <div>
          <dt className="label">
            {words.waiting}
            <span className="label-more">{words.now}</span>
          </dt>
          <dd data-testid="site-waiting">{formatCount(site?.waiting ?? null)}</dd>
        </div>
        <div>
          <dt className="label">
            <WideNarrow wide={words.longestWait} narrow={words.longestWaitShort} />
            <span className="label-more">{words.now}</span>
          </dt>
          <dd data-testid="site-longest-wait">
            <TickingWait since={site?.oldestQueuedAt ?? null} />
          </dd>
        </div>
        <div>
          <dt className="label">
            {words.abandoned}
            <span className="label-more">{view}</span>
          </dt>
          <dd data-testid="site-abandoned">{formatCount(value("abandoned", VIEW_WINDOW))}</dd>
          <dd className="fact-more">{words.abandonRate(formatRatio(value("abandonRate", VIEW_WINDOW)))}</dd>
        </div>
        <div>
          <dt className="label">
            {words.occupancy}
            <span className="label-more">{view}</span>
          </dt>
          <dd data-testid="site-occupancy">{formatRatio(value("occupancy", VIEW_WINDOW))}</dd>
        </div>
        <div>
          <dt className="label">
            <WideNarrow wide={words.csat} narrow={words.csatShort} />
            <span className="label-more">{view}</span>
          </dt>
          <dd data-testid="site-csat">{formatRatio(value("csat", VIEW_WINDOW))}</dd>
          <dd className="fact-more">{words.csatCount(formatCount(value("csatCount", VIEW_WINDOW)))}</dd>
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
      aria-label={words.trendSincePageOpened}
    >
      <polyline points={trendPoints(trend, WIDTH, HEIGHT)} />
    </svg>
  );
}
