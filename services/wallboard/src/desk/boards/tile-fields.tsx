/** What the chosen tile shows. */
import type { Tile } from "@floorwalker/protocol/board";
import { boardWords } from "../../words/boards/board-words.ts";
import { nameIn, words } from "../../words/words.ts";
import { placeText } from "./tile-grid.tsx";
import type { KnownNames } from "./tile-words.ts";

export interface TileFieldsProps {
  readonly tile: Tile;
  readonly names: KnownNames;
  /** There are as many queues as this. */
  readonly kpis: readonly string[];
  readonly change: (tile: Tile) => void;
  readonly remove: () => void;
}

const LAST_RANK = 40;
const SEPARATOR = "\u0000";

export function TileFields({ tile, names, kpis, change, remove }: TileFieldsProps) {
  const boards = boardWords();
  return (
    <div className="form">
      {tile.kind === "worst" && (
        <label>
          {boards.rank}
          <input
            className="field"
            type="number"
            min={1}
            max={LAST_RANK}
            value={tile.rank}
            onChange={({ target }) => {
              const rank = Math.round(target.valueAsNumber);
              if (rank >= 1 && rank <= LAST_RANK) change({ ...tile, rank });
            }}
          />
        </label>
      )}
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
      {tile.kind === "message" && (
        <label>
          {boards.kinds.message}
          <textarea
            className="field"
            rows={3}
            maxLength={200}
            value={tile.text}
            onChange={({ target }) => target.value !== "" && change({ ...tile, text: target.value })}
          />
        </label>
      )}
      <p className="s q">{placeText(tile.at)}</p>
      <button type="button" className="btn danger" onClick={remove}>
        {boards.removeTile}
      </button>
    </div>
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
