/** One thing said in full at a desk and short on a wall; a screen reader gets the full one from either. */
import type { ReactNode } from "react";

export interface WideNarrowProps {
  readonly wide: ReactNode;
  readonly narrow: ReactNode;
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
