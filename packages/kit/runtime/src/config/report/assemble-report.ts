/** The daily report as the domain knows it: of the whole site unless a reader has a part of it. */
import type { ReportPlan, ReportScope } from "@floorwalker/domain";
import type { SiteFile } from "../schema.ts";

type Written = NonNullable<SiteFile["report"]>;
type Reader = Exclude<Written["to"][number], string>;

export const assembleReport = ({ at, to, interval }: Written, queues: SiteFile["queues"]): ReportPlan => ({
  minute: at,
  length: interval,
  to: to.map((reader) =>
    typeof reader === "string"
      ? { receiver: reader, scope: { kind: "site" } }
      : { receiver: reader.receiver, scope: scopeOf(reader, queues) },
  ),
});

function scopeOf({ queue, channel, team, department }: Reader, queues: SiteFile["queues"]): ReportScope {
  if (team !== undefined) return { kind: "team", team };
  if (department !== undefined) return { kind: "department", department };
  if (queue === undefined) return { kind: "site" };
  return { kind: "queue", queue, channel: channel ?? queues.find((known) => known.queue === queue)!.channel };
}
