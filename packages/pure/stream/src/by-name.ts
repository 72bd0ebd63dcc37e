/** Keys are what a phone system calls things, `__proto__` and `constructor` among them: no names of its own. */
export const byName = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;
