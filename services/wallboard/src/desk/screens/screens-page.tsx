/** All televisions that somebody looks after, those that need him first, and a place to pair another. */
import type { ScreenRow as LiveScreen } from "@floorwalker/protocol";
import { useEffect, useState } from "react";
import { formatCount } from "../../format/format-value.ts";
import { useView } from "../../live/use-view.ts";
import { looksAfterScreens, me } from "../../live/who.ts";
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { EVERYTHING } from "../admin/account-rows.ts";
import { Refused } from "../admin/refused.tsx";
import { askGateway, useList } from "../admin/use-list.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import { PairPanel } from "./pair-panel.tsx";
import { ScreenCard, type ScreenState, stateOf } from "./screen-card.tsx";
import { ChangeScreen, RevokeScreen } from "./screen-dialogs.tsx";
import { type ScreenRow, type ScreensAnswer, screenOf } from "./screen-rows.ts";
import "../admin/admin.css";
import "./screens.css";

const ORDER: readonly ScreenState[] = ["silent", "old", "coming", "painting", "revoked"];

interface Opened {
  readonly what: "change" | "revoke";
  readonly screen: ScreenRow;
}

export default function ScreensPage() {
  const who = me();
  return who !== null && !looksAfterScreens(who) ? <NotYou /> : <Screens />;
}

function NotYou() {
  const { page } = words.screens;
  return (
    <div className="page">
      <h1>{page.title}</h1>
      <p className="panel body c-watch" role="status">
        {page.notYou}
      </p>
    </div>
  );
}

function Screens() {
  const { value, refusal, readAgain } = useList<ScreensAnswer>("/v1/screens", null);
  const view = useView("screens", undefined);
  const live = view.rows.filter((row): row is typeof row & LiveScreen => row.kind === "screen");
  // Until the view is there, and where it is lost, as they were told last.
  const rows = view.connection === "live" || live.length > 0 ? live.map(screenOf) : (value?.screens ?? []);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [told, setTold] = useState<{ readonly id: string; readonly to: "identify" | "reload" } | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const { page } = words.screens;
  // The gateway's of now: the list was asked for once, and another may have come since.
  const { route, build: ofGateway } = useDesk();
  const named = route.page === "screen" ? route.screen : null;
  const isTold = value !== null;
  useEffect(() => {
    if (named !== null && isTold) document.getElementById(`screen-${named}`)?.focus();
  }, [named, isTold]);
  const build = ofGateway ?? value?.build ?? "";
  const rank = (screen: ScreenRow): number => ORDER.indexOf(stateOf(screen, build));
  const screens = [...rows].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  const tell = async (id: string, to: "identify" | "reload"): Promise<void> => {
    const answer = await askGateway("POST", `/v1/screens/${encodeURIComponent(id)}/${to}`, {});
    setFailed(answer.ok ? null : answer.message);
    setTold(answer.ok ? { id, to } : null);
  };
  const closing = { close: () => setOpened(null), changed: readAgain };
  return (
    <div className="page admin screens">
      <div className="head">
        <h1>{page.title}</h1>
        <span className="tag">{formatCount(screens.filter(({ revokedAt }) => revokedAt === null).length)}</span>
        <span className="grow" />
        <Link className="btn" href={pathOf({ page: "boards" })}>
          {page.boards}
        </Link>
        <button
          type="button"
          className="btn primary to-pair"
          onClick={() => document.getElementById("pair-code")?.focus()}
        >
          {page.pair}
        </button>
      </div>
      <Refused message={failed ?? refusal} />
      <div className="two-parts">
        <div>
          {value !== null && screens.length === 0 && (
            <p className="panel body q">
              <Icon name="screens" /> {page.none}
            </p>
          )}
          <ul className="cards">
            {screens.map((screen) => (
              <ScreenCard
                key={screen.id}
                screen={screen}
                build={build}
                tell={(to) => void tell(screen.id, to)}
                open={(what) => setOpened({ what, screen })}
                told={told?.id === screen.id ? told.to : null}
              />
            ))}
          </ul>
        </div>
        <PairPanel profiles={value?.profiles ?? []} widest={me()?.scope ?? EVERYTHING} changed={readAgain} />
      </div>
      {opened?.what === "change" && (
        <ChangeScreen screen={opened.screen} profiles={value?.profiles ?? []} {...closing} />
      )}
      {opened?.what === "revoke" && <RevokeScreen screen={opened.screen} {...closing} />}
    </div>
  );
}
