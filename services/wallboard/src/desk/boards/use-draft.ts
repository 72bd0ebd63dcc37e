/** The draft of a board for as long as it is edited: whoever leaves loses no step of it, and is asked where the last ones cannot be saved. */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { createDraft, type Draft, type DraftTold } from "./create-draft.ts";

/** By board, as they were left: what could not be saved is there when somebody comes back. */
const left = new Map<string, Draft>();

export function useDraft(id: string): { readonly told: DraftTold; readonly draft: Draft } {
  const draft = useMemo(() => {
    const before = left.get(id);
    return before?.getSnapshot().state?.isSaved === false ? before : createDraft(id);
  }, [id]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (draft.isAtRisk()) event.preventDefault();
    };
    draft.open();
    window.addEventListener("pagehide", draft.close);
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("pagehide", draft.close);
      window.removeEventListener("beforeunload", ask);
      draft.close();
      left.set(id, draft);
    };
  }, [id, draft]);
  return { told: useSyncExternalStore(draft.subscribe, draft.getSnapshot), draft };
}
