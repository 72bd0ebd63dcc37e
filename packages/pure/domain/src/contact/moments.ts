/** What time alone does to an emission: when it last changed it, when it will next, and whether anything goes on. */
export class Moments {
  unfinished = false;
  goesOn = false;
  nextAt = Number.POSITIVE_INFINITY;
  changedAt = Number.NEGATIVE_INFINITY;

  reset(): void {
    this.unfinished = false;
    this.goesOn = false;
    this.nextAt = Number.POSITIVE_INFINITY;
    this.changedAt = Number.NEGATIVE_INFINITY;
  }

  /** Has this moment, at which time alone changes something, come? */
  hasCome(at: number, asOf: number): boolean {
    if (at <= asOf) this.changedAt = Math.max(this.changedAt, at);
    else this.nextAt = Math.min(this.nextAt, at);
    return at <= asOf;
  }

  /** Something goes on, until it is lost at this moment. False: it is lost. */
  goesOnUntil(lostAt: number, asOf: number): boolean {
    this.unfinished = true;
    const lost = this.hasCome(lostAt, asOf);
    this.goesOn ||= !lost;
    return !lost;
  }
}
