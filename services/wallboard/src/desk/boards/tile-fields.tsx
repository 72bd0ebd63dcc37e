/** What the chosen tile shows. */
import type { Tile, TileKind } from "@floorwalker/protocol/board";
import { useGoals } from "../../live/use-goals.ts";
import { boardWords } from "../../words/boards/board-words.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { placeText } from "./tile-grid.tsx";
import { type KnownNames, tileOf, tileTitle } from "./tile-words.ts";
import { useTyped, wholeWithin } from "./use-typed.ts";

export interface TileFieldsProps {
  readonly tile: Tile;
  readonly names: KnownNames;
  /** There are as many queues as this. */
  readonly kpis: readonly string[];
  /** `amends`: it goes on with the step before. */
  readonly change: (tile: Tile, amends?: boolean) => void;
  readonly remove: () => void;
}

const LAST_RANK = 40;
const SEPARATOR = "\u0000";

export function TileFields({ tile, names, kpis, change, remove }: TileFieldsProps) {
  const boards = boardWords();
  return (
    <div className="form">
      {tile.kind === "worst" && <RankField tile={tile} change={change} />}
      {tile.kind === "queue" && (
        <QueueField
          names={names}
          chosen={{ queue: tile.queue, channel: tile.channel }}
          change={(chosen) => chosen && change({ ...tile, ...chosen })}
        />
      )}
      {tile.kind === "number" && (
        <>
          <label>
            {boards.shows}
            <select
              className="field"
              value={tile.kpi}
              onChange={({ target }) => change({ ...tile, kpi: target.value })}
            >
              {[...new Set([tile.kpi, ...kpis])].map((kpi) => (
                <option key={kpi} value={kpi}>
                  {nameIn(words.kpis, kpi)}
                </option>
              ))}
            </select>
          </label>
          <QueueField
            names={names}
            orSite
            chosen={tile.queue === undefined ? null : { queue: tile.queue, channel: tile.channel ?? "call" }}
            change={(chosen) => {
              const { queue: _queue, channel: _channel, ...rest } = tile;
              change(chosen === null ? rest : { ...rest, ...chosen });
            }}
          />
        </>
      )}
      {tile.kind === "goal" && <GoalField tile={tile} names={names} change={change} />}
      {tile.kind === "message" && <MessageField tile={tile} change={change} />}
      <p className="s q">{placeText(tile.at)}</p>
      <button type="button" className="btn danger" onClick={remove}>
        {boards.removeTile}
      </button>
    </div>
  );
}

interface OfKind<K extends TileKind> {
  readonly tile: Extract<Tile, { readonly kind: K }>;
  readonly change: TileFieldsProps["change"];
}

function RankField({ tile, change }: OfKind<"worst">) {
  const typed = useTyped(String(tile.rank), (text, amends) => {
    const rank = wholeWithin(text, 1, LAST_RANK);
    if (rank !== null) change({ ...tile, rank }, amends);
    return rank !== null;
  });
  return (
    <label>
      {boardWords().rank}
      <input className="field" type="number" min={1} max={LAST_RANK} {...typed} />
    </label>
  );
}

function MessageField({ tile, change }: OfKind<"message">) {
  const typed = useTyped(tile.text, (text, amends) => {
    if (text !== "") change({ ...tile, text }, amends);
    return text !== "";
  });
  return (
    <label>
      {boardWords().kinds.message}
      <textarea className="field" rows={3} maxLength={200} {...typed} />
    </label>
  );
}

/** Of goals that there are, so that none is chosen of which nothing is known. */
function GoalField({ tile, names, change }: OfKind<"goal"> & Pick<TileFieldsProps, "names">) {
  const { site } = useDesk();
  const told = useGoals(names.site ?? site?.site ?? null) ?? [];
  const known = told.flatMap(({ kpi, scope: { kind, queue, channel } }): Extract<Tile, { kind: "goal" }>[] => {
    if (kind === "site") return [{ kind: "goal", at: tile.at, kpi }];
    if (kind !== "queue" || queue === undefined) return [];
    return [{ kind: "goal", at: tile.at, kpi, queue, channel: channel as Chosen["channel"] }];
  });
  const key = ({ kpi, queue, channel }: Extract<Tile, { kind: "goal" }>): string =>
    [kpi, queue ?? "", queue === undefined ? "" : (channel ?? "call")].join(SEPARATOR);
  const all = known.some((each) => key(each) === key(tile)) ? known : [tile, ...known];
  return (
    <label>
      {boardWords().kinds.goal}
      <select
        className="field"
        value={key(tile)}
        onChange={({ target }) => {
          const chosen = all.find((each) => key(each) === target.value);
          if (chosen !== undefined) change(chosen);
        }}
      >
        {all.map((each) => (
          <option key={key(each)} value={key(each)}>
            {`${tileTitle(each, names)} · ${tileOf(each, names)}`}
          </option>
        ))}
      </select>
    </label>
  );
}

type Chosen = { readonly queue: string; readonly channel: "call" | "chat" | "email" };

interface QueueFieldProps {
  readonly names: KnownNames;
  readonly chosen: Chosen | null;
  readonly orSite?: true;
  readonly change: (chosen: Chosen | null) => void;
}

function QueueField({ names, chosen, orSite, change }: QueueFieldProps) {
  const key = ({ queue, channel }: { readonly queue: string; readonly channel: string }): string =>
    `${channel}${SEPARATOR}${queue}`;
  const known = names.queues.some((each) => chosen !== null && key(each) === key(chosen));
  return (
    <label>
      {boardWords().queue}
      <select
        className="field"
        value={chosen === null ? "" : key(chosen)}
        onChange={({ target }) => {
          const [channel, queue] = target.value.split(SEPARATOR);
          change(queue === undefined ? null : { queue, channel: channel as Chosen["channel"] });
        }}
      >
        {orSite === true && <option value="">{words.wholeSite}</option>}
        {chosen !== null && !known && <option value={key(chosen)}>{chosen.queue}</option>}
        {names.queues.map((each) => (
          <option key={key(each)} value={key(each)}>
            {`${each.title} · ${nameIn(words.channels, each.channel)}`}
          </option>
        ))}
      </select>
    </label>
  );
}
