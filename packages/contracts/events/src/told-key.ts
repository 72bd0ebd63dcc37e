/**
 * The key of a record that an owner tells, as the log's compaction knows it: what it is of, and the owner's epoch. Of one owner the
 * newest record is the last one, also where an append was given up and came through later; what a fenced owner still had under way lands after its successor's and takes the place of none but its
 * own. Readers keep the greatest version, whatever the key.
 */
export const toldKey = (of: string, epoch: number): string => `${of.slice(0, -1)},${epoch}]`;
