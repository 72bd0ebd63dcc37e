/** How bad an alert is, or that it is not yet, no more, or heard of by nobody: picture, colour and word. */
import type { AlertRow } from "@floorwalker/protocol";
import { isMuted } from "../../model/handled.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";

export function AlertState({ alert }: { readonly alert: AlertRow }) {
  const now = useNow();
  const [tone, icon, word] = shown(alert, now);
  return (
    <span className={`st ${tone}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}

function shown(alert: AlertRow, now: number): readonly [string, IconName, string] {
  const { state, severity } = alert;
  if (state === "resolved") return ["onTarget", "onTarget", words.resolved];
  if (state === "pending") return ["noData", "pending", words.alertsPage.pending];
  if (isMuted(alert, now)) return ["muted", "muted", `${words.severity[severity]} · ${words.states.muted}`];
  return severity === "critical"
    ? ["breach", "breach", words.severity.critical]
    : ["below", "atRisk", words.severity.warning];
}
