/** Pieces of an answer; others have their turn before each. */
import type { Turns } from "../turns.ts";

export async function* inTurns(pieces: AsyncIterable<string>, turns: Turns): AsyncIterable<string> {
  for await (const piece of pieces) {
    await turns.next();
    yield piece;
  }
}
