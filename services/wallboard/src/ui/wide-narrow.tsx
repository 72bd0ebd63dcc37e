/** One thing said in full at a desk and short on a wall; a screen reader gets the full one from either. */
export interface WideNarrowProps {
  readonly wide: string;
  readonly narrow: string;
}

export function WideNarrow({ wide, narrow }: WideNarrowProps) {
  return (
    <>
      <span className="wide">{wide}</span>
      <span className="narrow" aria-hidden="true">
        {narrow}
      </span>
    </>
  );
}
