/** Which page is shown: worst first and page by page, by itself or by whoever holds it; remembers what was shown before. */
import type { Board } from "@floorwalker/protocol/board";
import { useEffect, useRef, useState } from "react";
import { arrangeTiles, breachesOf, hasNewBreach, NO_ARRANGEMENT } from "../model/arrange-tiles.ts";
import { boardPages, linesOn, type ShownPage } from "../model/board-pages.ts";
import { FIRST_TURN, turnPage } from "../model/pages.ts";
import type { QueueLine } from "../model/queue-line.ts";
import { held, secondsLeft, turnedBy } from "../model/wall-turn.ts";

export interface Turns {
  readonly page: ShownPage<QueueLine>;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** Until the next page, whole seconds; null: there is one only. */
  readonly left: number | null;
  /** When it was turned last, epoch ms. */
  readonly turnedAt: number;
  readonly turn: (by: 1 | -1) => void;
}

const isBreach = ({ state }: QueueLine): boolean => state === "breach";
const NAMES = { isBreach, queueOf: ({ row }: QueueLine) => row.queue, channelOf: ({ row }: QueueLine) => row.channel };
const secondsOf = (page: ShownPage<QueueLine> | undefined): number | null =>
  page?.kind === "grid" ? page.seconds : null;

export function useTurns(of: Board["pages"], unordered: readonly QueueLine[], now: number, isHeld: boolean): Turns {
  const order = useRef(NO_ARRANGEMENT);
  const turned = useRef(FIRST_TURN);
  const [, paint] = useState(0);
  const before = boardPages(of, arrangeTiles(unordered, order.current, now, false).tiles, NAMES);
  const breachOn = (page: number): boolean => linesOn(before[page] ?? before[0]!).some(isBreach);
  const newBreach = hasNewBreach(breachesOf(unordered), order.current.breaches);
  const facts = {
    pages: before.length,
    breachOn,
    newBreach,
    now,
    secondsOf: (page: number) => secondsOf(before[page]),
  };
  const isFirst = turned.current.since === FIRST_TURN.since;
  const turn = isHeld && !isFirst && !newBreach ? held(turned.current, now) : turnPage(turned.current, facts);
  // A wall keeps its order until a round is over: a queue that moved to a page already turned would not be seen.
  const roundBegins = !isHeld && turn !== turned.current && turn.page === 0;
  const arranged = arrangeTiles(unordered, order.current, now, before.length === 1 || roundBegins);
  const pages = boardPages(of, arranged.tiles, NAMES);
  const at = Math.min(turn.page, pages.length - 1);
  useEffect(() => {
    order.current = arranged.arrangement;
    turned.current = turn;
  });
  return {
    page: pages[at]!,
    number: at + 1,
    of: pages.length,
    left: pages.length === 1 ? null : secondsLeft(turn, breachOn(at), now, secondsOf(pages[at])),
    turnedAt: turn.since,
    turn: (by) => {
      turned.current = turnedBy(turned.current, by, pages.length, now);
      paint((times) => times + 1);
    },
  };
}
