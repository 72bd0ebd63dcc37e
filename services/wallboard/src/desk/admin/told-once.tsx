/** A password or a token that was just made: shown this once, to be copied. */
import { useEffect, useRef, useState } from "react";
import { words } from "../../words/words.ts";

export interface ToldOnceProps {
  readonly what: string;
  readonly secret: string;
}

export function ToldOnce({ what, secret }: ToldOnceProps) {
  const { admin } = words.access;
  const [copied, setCopied] = useState(false);
  const shown = useRef<HTMLElement>(null);
  useEffect(() => shown.current?.focus(), []);
  const copy = async (): Promise<void> => {
    const done = await navigator.clipboard.writeText(secret).then(
      () => true,
      () => false,
    );
    if (!done && shown.current !== null) getSelection()?.selectAllChildren(shown.current);
    setCopied(done);
  };
  return (
    <div className="secret" role="status" data-testid="told-once">
      <b>{what}</b>
      <code ref={shown} tabIndex={-1}>
        {secret}
      </code>
      <span className="row wrap">
        <button type="button" className="btn" onClick={() => void copy()}>
          {copied ? words.explain.copied : admin.copy}
        </button>
        <span className="s q">{admin.once}</span>
      </span>
    </div>
  );
}
