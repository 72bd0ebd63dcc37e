/** The keys of every editor, but in a text, which has an undo of its own. */
import { useEffect } from "react";
import type { Draft } from "./create-draft.ts";

/** Fields that are no text are set back with the step that set them. */
const TEXTS = "textarea, input:not([type=checkbox]):not([type=number])";

export function useUndoKeys(draft: Pick<Draft, "undo" | "redo">): void {
  useEffect(() => {
    const keys = (event: KeyboardEvent): void => {
      if ((event.target as HTMLElement).matches(TEXTS) || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) draft.redo();
      else draft.undo();
    };
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  }, [draft]);
}
