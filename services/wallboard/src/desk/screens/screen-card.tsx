/** One television: whether it paints, since when not, what of, and what can be done about it. */
import { formatMoment } from "../../format/format-time.ts";
import { formatCount } from "../../format/format-value.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { TickingAge } from "../../ui/ticking.tsx";
import { useNow } from "../../ui/time-context.ts";
import { boardWords } from "../../words/boards/board-words.ts";
import { words } from "../../words/words.ts";
import { ScopeWords } from "../admin/scope-words.tsx";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import type { ScreenRow } from "./screen-rows.ts";

/** `coming`: it was paired a moment ago, and has not painted yet. */
export type ScreenState = ScreenRow["state"] | "old" | "coming";

const LOOKS: Readonly<Record<ScreenState, { readonly icon: IconName; readonly tone: string }>> = {
  painting: { icon: "onTarget", tone: "onTarget" },
  coming: { icon: "reconnecting", tone: "" },
  old: { icon: "reconnecting", tone: "atRisk" },
  silent: { icon: "stale", tone: "atRisk" },
  revoked: { icon: "offline", tone: "" },
};

export function stateOf({ state, painted }: ScreenRow, build: string): ScreenState {
  if (state !== "painting") return state;
  if (painted === null) return "coming";
  return painted.build === build ? "painting" : "old";
}

export interface ScreenCardProps {
  readonly screen: ScreenRow;
  readonly build: string;
  readonly tell: (to: "identify" | "reload") => void;
  readonly open: (what: "change" | "revoke") => void;
  /** What was just told it; null: nothing. */
  readonly told: "identify" | "reload" | null;
}

export function ScreenCard({ screen, build, tell, open, told }: ScreenCardProps) {
  const { zone } = useDesk();
  const now = useNow();
  const { page } = words.screens;
  const { name, scope, profile, painted, revokedAt } = screen;
  const state = stateOf(screen, build);
  const at = painted === null ? null : Date.parse(painted.at);
  const unseen = <span className="unseen"> {name}</span>;
  return (
    <li id={`screen-${screen.id}`} tabIndex={-1} className="panel screen" data-testid="screen" data-state={state}>
      <div className="row top">
        <span className="picture" aria-hidden="true">
          {state === "painting" || state === "old" ? PICTURE.map((cell) => <i key={cell} />) : null}
        </span>
        <div className="grow facts">
          <h2 className="m">
            <Link className="link" href={pathOf({ page: "screen", screen: screen.id })}>
              {name}
            </Link>
          </h2>
          <p className="s q">
            <ScopeWords scope={scope} />
          </p>
          <p className={`st ${LOOKS[state].tone}`}>
            <Icon name={LOOKS[state].icon} />
            {state === "coming" ? words.connection.connecting : page.states[state]}
          </p>
          <p className="xs qq">
            {revokedAt !== null ? (
              words.access.admin.revokedAt(formatMoment(Date.parse(revokedAt), now, zone))
            ) : at === null ? (
              page.neverPainted
            ) : state === "silent" ? (
              page.lastPainted(formatMoment(at, now, zone))
            ) : (
              <TickingAge since={at} text={page.paintedAgo} />
            )}
          </p>
        </div>
      </div>
      <p className="row s wrap">
        <span className="q grow">
          {boardWords().showsBoard(screen.shows.name)} · {page.profile}: <b>{profile}</b>
          {painted !== null && ` · ${words.pages(formatCount(painted.page), formatCount(painted.of))}`}
        </span>
        {painted !== null && <span className="xs qq build">{painted.build}</span>}
      </p>
      {state === "old" && <p className="xs c-watch">{page.oldHint}</p>}
      {state !== "revoked" && (
        <div className="row wrap acts">
          <button type="button" className="btn" onClick={() => tell("identify")}>
            {page.identify}
            {unseen}
          </button>
          <button type="button" className="btn" onClick={() => tell("reload")}>
            {page.reload}
            {unseen}
          </button>
          <button type="button" className="btn" onClick={() => open("change")}>
            {words.access.admin.change}
            {unseen}
          </button>
          <span className="grow s q" role="status">
            {told !== null && page.told[told]}
          </span>
          <button type="button" className="btn danger" onClick={() => open("revoke")}>
            {words.access.admin.revoke}
            {unseen}
          </button>
        </div>
      )}
    </li>
  );
}

/** Cells of a wall with a hero. */
const PICTURE = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
