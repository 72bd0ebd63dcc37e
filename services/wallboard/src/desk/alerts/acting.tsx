/** Lets every page do something with an alert: who does it, the questions that some of it needs, and what came of it. */
import type { AlertRow } from "@floorwalker/protocol";
import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { useWho } from "../../live/use-who.ts";
import type { Verb } from "../../model/with-acts.ts";
import { ownName } from "../../preferences/own-name.ts";
import { useBoardTime } from "../../ui/time-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { act } from "./acts.ts";
import { ActsSaid } from "./acts-said.tsx";

export interface Asking {
  readonly row: AlertRow;
  readonly what: string;
  readonly verb: Verb;
}

export interface Acting {
  /** Why this page may do nothing with alerts; null: it may. `unknown`: the gateway has not told who looks. */
  readonly whyNot: "role" | "unknown" | null;
  /** Does it, or asks for what is missing first. */
  readonly ask: (asking: Asking) => void;
}

const ActingContext = createContext<Acting>({ whyNot: "unknown", ask: () => {} });
export const useActing = (): Acting => use(ActingContext);

export function ActingOnAlerts({ children }: { readonly children: ReactNode }) {
  const who = useWho();
  const { clock } = useBoardTime();
  const [asking, setAsking] = useState<Asking | null>(null);
  const whyNot = who === null ? "unknown" : who.role === "viewer" ? "role" : null;
  const named = who !== null && who.kind !== "user";
  const name = who === null ? "" : named ? ownName() : who.name;
  const acting = useMemo<Acting>(
    () => ({
      whyNot,
      ask: (asked) => {
        const by = named ? ownName() : name;
        if (asked.verb === "acknowledge" && by !== "") void act({ ...asked, by, named, now: clock.getSnapshot() });
        else setAsking(asked);
      },
    }),
    [whyNot, named, name, clock],
  );
  return (
    <ActingContext value={acting}>
      {children}
      {asking !== null && (
        <ActDialog asking={asking} by={named ? null : name} close={() => setAsking(null)} clock={clock} />
      )}
      <ActsSaid />
    </ActingContext>
  );
}
