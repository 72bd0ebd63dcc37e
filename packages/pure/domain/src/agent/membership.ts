/** An agent's memberships and their pauses (rule 23a). Lists are replaced, never changed: who holds one may keep it. */

/** The agent himself: a login, and his pause while he is in no queue. */
export const NO_QUEUE = 0;

export interface Membership {
  readonly queue: number;
  /** He joined or logged in; else something there shows it. */
  readonly explicit: boolean;
  readonly paused: boolean;
  /** Of the pause, where one was given. */
  readonly reason: string | null;
  /** Of himself: the moment in which his pause passed to his first memberships, with its reason. All those of it get it. */
  readonly passed?: { readonly at: number; readonly reason: string | null };
}

const isInQueue = ({ queue }: Membership): boolean => queue !== NO_QUEUE;

/** With this one, implied where it is not known. */
export function joined(memberships: readonly Membership[], queue: number, at: number): readonly Membership[] {
  if (memberships.some((each) => each.queue === queue)) return memberships;
  const membership: Membership = { queue, explicit: false, paused: false, reason: null };
  const himself = queue === NO_QUEUE ? undefined : memberships.find((each) => !isInQueue(each));
  if (himself?.passed?.at === at)
    return [...memberships, { ...membership, paused: true, reason: himself.passed.reason }];
  if (himself?.paused !== true || memberships.some(isInQueue)) return [...memberships, membership];
  const { reason } = himself;
  const others = memberships.filter((each) => each !== himself);
  const passedOn: Membership = { ...himself, paused: false, reason: null, passed: { at, reason } };
  return [...others, passedOn, { ...membership, paused: true, reason }];
}

/** Those it concerns are at the end. Of no queue: all there are, or himself while he is in none. `reason`: of a pause. */
export function withPause(
  memberships: readonly Membership[],
  queue: number,
  paused: boolean,
  reason: string | null,
): readonly Membership[] {
  const all = queue === NO_QUEUE && memberships.some(isInQueue);
  const isConcerned = (each: Membership): boolean => (all ? isInQueue(each) : each.queue === queue);
  const others = memberships.filter((each) => !isConcerned(each));
  return [...others, ...memberships.filter(isConcerned).map((each) => ({ ...each, paused, reason }))];
}

/** The one he was paused in last, when he is paused in every queue of his (himself, while he is in none). Null: he is not. */
export function pausedMembership(memberships: readonly Membership[]): Membership | null {
  const inQueues = memberships.some(isInQueue);
  let last: Membership | null = null;
  for (const each of memberships) {
    if (inQueues && !isInQueue(each)) continue;
    if (!each.paused) return null;
    last = each;
  }
  return last;
}
