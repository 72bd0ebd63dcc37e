/** How bad it got is told when it is over, also by an owner that came after the worst of it. */
import { type KpiRule, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { readAlertNotification } from "@floorwalker/protocol/alerts";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { salesQueue } from "../support/src/sales-queue.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1_000;
const MANY_WAIT: KpiRule = {
  kind: "kpi",
  id: "many-wait",
  default: false,
  kpi: "waiting",
  queue: "sales",
  channel: "call",
  window: "15m",
  direction: "above",
  limit: 1,
  clear: 0,
  holdForMs: 10_000,
  minimumSample: 0,
  severity: "critical",
  receivers: ["duty"],
};

const SITE: SiteConfig = { ...unconfiguredSite("here"), queues: [salesQueue("call")], rules: [MANY_WAIT] };

test("of each episode by itself, from before it fired, through a crash", () => {
  const owner = new PureOwner({ withViews: true, sites: [SITE] });
  const queued = (contact: string, seconds: number) => tell(seconds, "contact.queued", { contact });
  const gone = (contact: string, seconds: number) => tell(seconds, "contact.abandoned", { contact });
  const told = () =>
    owner.outbox
      .map((text) => readAlertNotification(text)!)
      .map((message) => [message.state, message.about === "kpi" ? message.value : null, message.worst]);
  owner.commit([queued("c1", 0), queued("c2", 1), queued("c3", 2), queued("c4", 3)], at(3));
  owner.commit([gone("c4", 8)], at(8));
  owner.tick(at(13));
  owner.crash();
  owner.commit([gone("c3", 20), gone("c2", 21), gone("c1", 22)], at(22));
  owner.tick(at(33));
  expect(told()).toEqual([
    ["firing", 3, 4],
    ["resolved", 0, 4],
  ]);
  owner.commit([queued("c5", 40), queued("c6", 41)], at(41));
  owner.tick(at(51));
  expect(told().at(-1)).toEqual(["firing", 2, 2]);
});
