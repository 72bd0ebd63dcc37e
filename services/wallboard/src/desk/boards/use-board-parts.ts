/** What a board can be about: the sites there are, and the queues of its own. */
import type { QueueRow, Row, SiteRow } from "@floorwalker/protocol";
import type { Board } from "@floorwalker/protocol/board";
import { useDesk } from "../desk-context.ts";

export interface BoardParts {
  readonly site?: string;
  readonly sites: readonly { readonly site: string; readonly name: string }[];
  /** On each channel. */
  readonly queues: readonly Pick<QueueRow, "queue" | "channel" | "title">[];
  /** Whatever the channel. */
  readonly queuesOnce: readonly Pick<QueueRow, "queue" | "title">[];
}

export function useBoardParts({ site }: Pick<Board, "site">): BoardParts {
  const { everything } = useDesk();
  const sites = everything.filter(isSite).sort((a, b) => a.name.localeCompare(b.name));
  const queues = everything
    .filter(isQueue)
    .filter((row) => row.site === site)
    .sort((a, b) => a.title.localeCompare(b.title));
  const once = new Map(queues.map((row) => [row.queue, row]));
  return { ...(site === undefined ? {} : { site }), sites, queues, queuesOnce: [...once.values()] };
}

const isSite = (row: Row): row is Row & SiteRow => row.kind === "site";
const isQueue = (row: Row): row is Row & QueueRow => row.kind === "queue";
