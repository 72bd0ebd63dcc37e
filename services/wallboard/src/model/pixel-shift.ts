/** A screen that shows the same for days burns in: the picture moves by up to three pixels every three minutes, around a square. */
export const SHIFT_EVERY_MS = 180_000;
const AROUND = [
  [0, 0],
  [3, 0],
  [3, 3],
  [0, 3],
  [-3, 3],
  [-3, 0],
  [-3, -3],
  [0, -3],
  [3, -3],
] as const;

/** px, right and down. */
export const pixelShift = (now: number): readonly [x: number, y: number] =>
  AROUND[Math.floor(now / SHIFT_EVERY_MS) % AROUND.length]!;
