/** The floor: what needs somebody now, each channel by itself, the queues worst first, the alerts. */
import type { FloorSection } from "@floorwalker/protocol/board";
import { lazy, Suspense } from "react";
import { PLANNING_EVERY_MS, type PlanningAnswer, planningPath } from "../../answers/planning.ts";
import { TRENDS_EVERY_MS, type TrendsAnswer, trendsPath } from "../../answers/trends.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { me } from "../../live/who.ts";
import { actNow } from "../../model/act-now.ts";
import { channelSummaries } from "../../model/channel-summary.ts";
import { isFirstRun } from "../../model/first-steps.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { AlertsRail } from "../alerts/alerts-rail.tsx";
import { useDesk } from "../desk-context.ts";
import { useLines } from "../use-lines.ts";
import { usePreferences } from "../use-spoken.ts";
import { ActNow } from "./act-now-strip.tsx";
import { ChannelCards } from "./channel-cards.tsx";
import { FloorQueues } from "./floor-queues.tsx";
import { QueuePanels } from "./queue-panels.tsx";

const FirstRun = lazy(() => import("../first-run/first-run.tsx"));

export type Density = "panels" | "rows" | "compact";

export interface FloorSectionsProps {
  /** From top to bottom. */
  readonly sections: readonly FloorSection[];
  /** Only these queues; null: all of the site. */
  readonly only: readonly string[] | null;
}

/** As it is where no board says otherwise. */
const ALL: readonly FloorSection[] = ["actNow", "channels", "queues", "alerts"];

export default function FloorPage() {
  return <FloorSections sections={ALL} only={null} />;
}

export function FloorSections({ sections, only }: FloorSectionsProps) {
  const { connection, site, sources, window } = useDesk();
  const now = useNow();
  const { density: wanted } = usePreferences();
  const { lines, pointed } = useLines(only);
  const plans = useAnswer<PlanningAnswer>(site && planningPath(site.site), PLANNING_EVERY_MS).value;
  const trends = useAnswer<TrendsAnswer>(site && trendsPath(site.site, window), TRENDS_EVERY_MS).value;
  // Whoever sees only some sites may see none of them: that says nothing of the installation.
  const isTold = connection !== "connecting" && (me()?.scope.sites ?? "all") === "all";
  const first = isTold && isFirstRun(site) && (
    <Suspense fallback={null}>
      <FirstRun />
    </Suspense>
  );
  if (site === null) return first || <p className="page q">{words.dataNone}</p>;
  const density = densityOf(lines.length, wanted);
  const items = actNow(lines, sources, now);
  const below = lines.filter(({ state }) => state === "below").length;
  return (
    <div className="page" data-density={density} data-testid="floor">
      {first || <h1 className="unseen">{words.floor.title}</h1>}
      {beside(sections).map((section) => {
        switch (section) {
          case "actNow":
            return (
              <ActNow
                key={section}
                site={site.site}
                items={items}
                plans={plans}
                below={below}
                narrow={density === "compact"}
              />
            );
          case "channels":
            return (
              density === "rows" && (
                <ChannelCards key={section} channels={channelSummaries(lines, window)} trends={trends} />
              )
            );
          default:
            return (
              <div className="floor" key={section}>
                {section !== "alerts" &&
                  (density === "panels" ? (
                    <QueuePanels lines={lines} plans={plans} trends={trends} />
                  ) : (
                    <FloorQueues lines={lines} plans={plans} trends={trends} density={density} pointed={pointed} />
                  ))}
                {section !== "queues" && <AlertsRail />}
              </div>
            );
        }
      })}
    </div>
  );
}

/** Queues and alerts that follow each other stand side by side. */
function beside(sections: readonly FloorSection[]): readonly (FloorSection | "both")[] {
  const [queues, alerts] = [sections.indexOf("queues"), sections.indexOf("alerts")];
  if (queues < 0 || alerts < 0 || Math.abs(queues - alerts) !== 1) return sections;
  return sections.flatMap((section, index) =>
    index === Math.max(queues, alerts) ? [] : index === Math.min(queues, alerts) ? ["both" as const] : [section],
  );
}

export function densityOf(queues: number, wanted: "auto" | "comfortable" | "compact"): Density {
  if (wanted === "compact") return "compact";
  if (queues <= 3) return "panels";
  return wanted === "comfortable" || queues <= 14 ? "rows" : "compact";
}
