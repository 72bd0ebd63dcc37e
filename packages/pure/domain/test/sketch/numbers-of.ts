import type { NumberSink, NumberSource } from "../../src/sketch/numbers.ts";

/** What a sketch writes. */
export function numbersOf(sketch: { write(sink: NumberSink): void }): number[] {
  const numbers: number[] = [];
  const push = (value: number): void => void numbers.push(value);
  sketch.write({ unsigned: push, signed: push });
  return numbers;
}

export function sourceOf(numbers: readonly number[]): NumberSource {
  const left = [...numbers];
  const next = (): number => left.shift()!;
  return { unsigned: next, signed: next };
}
