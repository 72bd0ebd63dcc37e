/** One step of one kind of row from a format to the next. A step is never changed once it was released. */
export interface Migration {
  /** Of the row's key; a closed contact's record is of the kind of its rows. */
  readonly kind: string;
  /** Of these rows alone, by what their keys name behind their kind; absent: of all of the kind. */
  readonly concerns?: (parts: readonly string[]) => boolean;
  /** 0: the row names no format. */
  readonly from: number;
  readonly to: number;
  readonly step: (row: Uint8Array) => Uint8Array;
}
