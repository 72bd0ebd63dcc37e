/**
 * Begins, and begins again where that failed: while gateways of two versions stand behind one address, what one of them names the other does not
 * have. A television that stayed empty then would be dark until somebody comes.
 */
export const AGAIN_MS = 5_000;

export interface NotStarted {
  readonly say: () => void;
  readonly again: () => void;
}

export async function startOrAgain(start: () => Promise<void>, { say, again }: NotStarted): Promise<void> {
  try {
    await start();
  } catch (error) {
    console.error(error);
    say();
    setTimeout(again, AGAIN_MS);
  }
}
