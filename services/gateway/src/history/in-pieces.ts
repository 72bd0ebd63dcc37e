/** Text in pieces that are worth sending; others have their turn before each. */
import { SLICE, type Turns } from "../turns.ts";

export async function* inPieces(text: AsyncIterable<string>, turns: Turns): AsyncIterable<string> {
  let piece = "";
  let items = 0;
  for await (const each of text) {
    piece += each;
    if (++items < SLICE.items && piece.length < SLICE.bytes) continue;
    await turns.next();
    yield piece;
    piece = "";
    items = 0;
  }
  if (piece !== "") yield piece;
}
