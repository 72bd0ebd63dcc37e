/** What became of each line of a recording: lines = accepted + duplicate + noEffect + late + unattributed + ignored + rejected. */
import type { EventOffset, RecordOutcome } from "@floorwalker/aggregator";
import { MENDINGS, type Mending, type MendingCode, REJECTIONS } from "@floorwalker/events";

export interface RejectedLine {
  readonly line: number;
  readonly code: string;
  readonly reason: string;
}

type LineOutcome = "accepted" | "duplicate" | "noEffect" | "late" | "unattributed" | "ignored" | "rejected";

export class LineCounts {
  lines = 0;
  readonly #counts: Record<LineOutcome, number> = {
    accepted: 0,
    duplicate: 0,
    noEffect: 0,
    late: 0,
    unattributed: 0,
    ignored: 0,
    rejected: 0,
  };
  readonly #rejected: RejectedLine[] = [];
  readonly #mended = new Map<MendingCode, number>();
  /** Line of each event appended, in the log's order. */
  readonly #lineOf: number[] = [];
  /** How many of them were told of, and the last one: a partition taken up again tells of events a second time. */
  #told = 0;
  #last: Omit<EventOffset, "partition"> = { offset: -1, index: -1 };

  ignored(): void {
    this.#counts.ignored++;
  }

  rejected(line: number, code: string, reason: string): void {
    this.#counts.rejected++;
    this.#rejected.push({ line, code, reason });
  }

  /** What was put right in a line that was taken. */
  mended(mendings: readonly Mending[] = []): void {
    for (const { code } of mendings) this.#mended.set(code, (this.#mended.get(code) ?? 0) + 1);
  }

  /** How often each thing was put right; what never was is left out. */
  mendings(): Readonly<Partial<Record<MendingCode, number>>> {
    const codes = Object.keys(MENDINGS) as MendingCode[];
    return Object.fromEntries(
      codes.flatMap((code) => (this.#mended.has(code) ? [[code, this.#mended.get(code)]] : [])),
    );
  }

  /** Called for each event, in the order they have in the log. */
  appended(line: number): void {
    this.#lineOf.push(line);
  }

  get events(): number {
    return this.#lineOf.length;
  }

  folded({ offset, index }: EventOffset, outcome: RecordOutcome): void {
    if (offset < this.#last.offset || (offset === this.#last.offset && index <= this.#last.index)) return;
    this.#last = { offset, index };
    const at = this.#told++;
    const line = this.#lineOf[at]!;
    // A line of several events counts once, by its last one.
    if (this.#lineOf[at + 1] === line) return;
    if (outcome === "accepted" || outcome === "duplicate" || outcome === "late" || outcome === "unattributed")
      this.#counts[outcome]++;
    else if (outcome === "no_effect") this.#counts.noEffect++;
    else this.rejected(line, outcome, REJECTIONS[outcome].text);
  }

  read(): Readonly<Record<"lines" | LineOutcome, number>> {
    return { lines: this.lines, ...this.#counts };
  }

  rejectedLines(): readonly RejectedLine[] {
    return this.#rejected.toSorted((a, b) => a.line - b.line);
  }
}
