/**
 * Version of the fold: raise it when the numbers that the same events give, or the rows that hold them, are no longer what
 * an older program would make of them. A store that a newer fold wrote is refused (`packages/ports/src/store.ts`, S8).
 */
export const FOLD_VERSION = 7;

/**
 * Folds before it kept counters by their place in a list and nothing of what a contact had added: nobody can go on with
 * that, the numbers are made anew from the log. Of later ones every row names its format and is migrated. It never rises.
 */
export const OLDEST_FOLD = 3;
