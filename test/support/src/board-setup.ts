/** The wallboard is built once for a whole run of "browser", and not by each file anew. */
import { BUILT_BOARD, builtBoard } from "./built-board.ts";

export async function setup(): Promise<void> {
  // Workers are forked after this and inherit it.
  process.env[BUILT_BOARD] = await builtBoard();
}

export function teardown(): void {
  delete process.env[BUILT_BOARD];
}
