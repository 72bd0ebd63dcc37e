/**
 * Begins, and begins again where that failed: while gateways of two versions stand behind one address, what one of them names the other does not
 * have. A television that stayed empty then would be dark until somebody comes.
 */
export interface NotStarted {
  readonly say: () => void;
  readonly again: () => void;
  /** ms. */
  readonly wait: () => number;
}

export async function startOrAgain(start: () => Promise<void>, { say, again, wait }: NotStarted): Promise<void> {
  try {
    await start();
  } catch (error) {
    console.error(error);
    say();
    setTimeout(again, wait());
  }
}
