/** A name on one line of a given width: letters keep their height, which is what five metres need, and become narrower. */
import { useLayoutEffect, useRef } from "react";

/** Narrower than this letters are no letters any more. */
const NARROWEST = 0.62;

export function Fit({ text }: { readonly text: string }) {
  const inner = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const fit = (): void => {
      const name = inner.current;
      const box = name?.parentElement;
      if (!name || !box) return;
      const ratio = name.scrollWidth === 0 ? 1 : box.clientWidth / name.scrollWidth;
      name.style.transform = ratio >= 1 ? "" : `scaleX(${Math.max(NARROWEST, ratio)})`;
      name.dataset.text = text;
    };
    fit();
    // What stands beside it may take its room later: a word of the connection, a clock, a larger count.
    const seen = new ResizeObserver(fit);
    if (inner.current?.parentElement) seen.observe(inner.current.parentElement);
    return () => seen.disconnect();
  }, [text]);
  return (
    <span className="fit">
      <span ref={inner}>{text}</span>
    </span>
  );
}
