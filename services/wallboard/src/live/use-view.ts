/** A further view for as long as a page shows it: its own connection, painted at most every 250 ms as the floor is. */
import type { LiveOptions } from "@floorwalker/client";
import type { Row } from "@floorwalker/protocol";
import { useEffect, useState } from "react";
import { createBoardStore, laterBy } from "./board-store.ts";
import { connectView } from "./connect-view.ts";
import type { Connection } from "./live-source.ts";

export interface ShownView {
  readonly rows: readonly Row[];
  readonly connection: Connection;
}

const NOTHING: ShownView = { rows: [], connection: "connecting" };

/** `queue`: only what is in it, or in none. `site` undefined: of all sites; null: not yet. */
export function useView(
  view: LiveOptions["view"],
  site: string | null | undefined,
  queue: string | null = null,
): ShownView {
  const [shown, setShown] = useState(NOTHING);
  useEffect(() => {
    setShown(NOTHING);
    if (site === null) return;
    const source = connectView(view, site === undefined ? {} : queue === null ? { site } : { site, queue });
    const store = createBoardStore({ source, later: laterBy });
    const take = (): void => {
      const { rows, connection } = store.getSnapshot();
      setShown({ rows, connection });
    };
    const stop = store.subscribe(take);
    take();
    return () => {
      stop();
      source.close();
    };
  }, [view, site, queue]);
  return shown;
}
