/** Which contacts are the first of their customer about the same, and after which of them he came again (kpi.md): each against each other. */
import type { SiteConfig } from "@floorwalker/domain";
import type { Life } from "./life.ts";
import { entered, type Stay } from "./stay.ts";

export interface FirstContactOf {
  /** In which it was answered. */
  readonly stay: Stay;
  readonly again: boolean;
}

interface Contact {
  readonly life: Life;
  readonly customer: string;
  readonly reason: string | undefined;
  readonly began: number;
  readonly answered: Stay | undefined;
  readonly isCallback: boolean;
}

const WEEK_MS = 7 * 86_400_000;

/** So long after a contact that began then its customer may come again. */
export function againWithin(began: number, { firstContactMs = WEEK_MS, changes = [] }: SiteConfig): number {
  return (
    changes.findLast((change) => change.firstContactMs !== undefined && change.from <= began)?.firstContactMs ??
    firstContactMs
  );
}

export function firstContactsOf(
  lives: readonly Life[],
  withinMs: (began: number) => number,
): ReadonlyMap<Life, FirstContactOf> {
  const all = lives.flatMap((life): Contact[] => {
    const { past } = life;
    const customer = past.findLast((event) => event.customer !== undefined)?.customer;
    const offered = life.stays.filter(({ outbound }) => !outbound);
    if (customer === undefined || offered.length === 0) return [];
    const reason = past.findLast((event) => event.contactReason !== undefined)?.contactReason;
    const answered = offered.find(({ left }) => left?.how === "answered");
    const isCallback = past.some(({ data }) => data.callbackOf !== undefined);
    return [{ life, customer, reason, began: entered(offered[0]!), answered, isCallback }];
  });
  const firsts = new Map<Life, FirstContactOf>();
  for (const one of all) {
    if (one.answered === undefined) continue;
    const others = all.filter(({ customer, reason }) => customer === one.customer && reason === one.reason);
    const before = others.some(
      ({ answered, began }) => answered !== undefined && began < one.began && one.began - began <= withinMs(one.began),
    );
    if (before) continue;
    const again = others.some(
      ({ isCallback, began }) => !isCallback && began > one.began && began - one.began <= withinMs(one.began),
    );
    firsts.set(one.life, { stay: one.answered, again });
  }
  return firsts;
}
