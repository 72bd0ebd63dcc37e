/** One round of something at a time: all who ask while one is under way share the one after it, however many they are. */
export function inRounds<A>(round: () => Promise<A>): () => Promise<A> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<A> | null = null;
  return () => {
    next ??= underWay.then(() => {
      next = null;
      const begun = round();
      underWay = begun.catch(() => {});
      return begun;
    });
    return next;
  };
}
