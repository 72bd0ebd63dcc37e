/** Why something was not told or not done: said, while what was told before stays. */
import { words } from "../../words/words.ts";
import { UNREACHABLE } from "./use-list.ts";

export function Refused({ message }: { readonly message: string | null }) {
  if (message === null) return null;
  return (
    <p className="banner" role="alert">
      {message === UNREACHABLE ? words.unreachable : words.refused(message)}
    </p>
  );
}
