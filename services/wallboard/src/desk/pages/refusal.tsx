/** Why there is no answer, or no newer one: said, while what was told last stays. */
import { type Answer, UNREACHABLE } from "../../live/use-answer.ts";
import { refusalText } from "../../words/refusal-text.ts";
import { words } from "../../words/words.ts";

export function Refusal({ answer: { value, refusal, code } }: { readonly answer: Answer<unknown> }) {
  if (refusal === null) return value === null ? <p className="body q">{words.loading}</p> : null;
  return (
    <p className="body c-watch anywhere" role="status">
      {refusal === UNREACHABLE ? words.unreachable : words.refused(refusalText({ code: code ?? "", message: refusal }))}
    </p>
  );
}
