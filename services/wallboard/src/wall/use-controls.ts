/** Somebody stands at the screen: the pointer shows, the page is held, and what can be switched is there until nothing has moved for a while. */
import { useEffect, useMemo, useState } from "react";

const POINTER_MS = 10_000;

export interface Controls {
  readonly isActive: boolean;
  /** The page does not turn: a pointer is over it, or somebody said so. */
  readonly isHeld: boolean;
  readonly isStopped: boolean;
  readonly stop: (isStopped: boolean) => void;
  readonly pointer: {
    readonly onPointerMove: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: () => void;
  };
}

export function useControls(): Controls {
  const [isActive, setActive] = useState(false);
  const [isStopped, stop] = useState(false);
  const moved = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = (): void => setActive(false);
    return {
      now: (): void => {
        setActive(true);
        clearTimeout(timer);
        timer = setTimeout(rest, POINTER_MS);
      },
      away: (): void => {
        clearTimeout(timer);
        rest();
      },
    };
  }, []);
  useEffect(() => {
    document.addEventListener("keydown", moved.now);
    return () => {
      document.removeEventListener("keydown", moved.now);
      moved.away();
    };
  }, [moved]);
  return {
    isActive,
    isHeld: isStopped || isActive,
    isStopped,
    stop,
    pointer: { onPointerMove: moved.now, onPointerLeave: moved.away, onFocus: moved.now },
  };
}
