/**
 * Version of the fold: raise it when the numbers that the same events give, or the rows that hold them, are no longer what
 * an older program would make of them. A store that a newer fold wrote is refused (`packages/ports/src/store.ts`, S8).
 */
export const FOLD_VERSION = 2;
