/**
 * Dead letters into their topic. One that somebody else made may take less than ours (Kafka's own limit is 1 MB, of the batch): what it refuses goes
 * in cut, since a letter that never fits would hold up what comes after it for ever.
 */
import type { Log, LogMessage } from "@floorwalker/ports";
import { shorterLetter } from "./dead-letter.ts";

/** Rejects when it is unknown whether they are durable: write them again. */
export async function appendLetters(
  log: Pick<Log, "append">,
  topic: string,
  letters: readonly LogMessage[],
): Promise<void> {
  try {
    await log.append(topic, 0, letters);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    // Those before it may be written twice.
    for (const letter of letters) await appendCut(log, topic, letter);
  }
}

async function appendCut(log: Pick<Log, "append">, topic: string, letter: LogMessage): Promise<void> {
  try {
    await log.append(topic, 0, [letter]);
  } catch (error) {
    const shorter = isTooLarge(error) ? shorterLetter(letter) : null;
    if (shorter === null) throw error;
    await appendCut(log, topic, shorter);
  }
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "record_too_large";
