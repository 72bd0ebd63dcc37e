/** A dialog of the browser's own: it keeps the focus inside and gives it back; Escape and a click beside it close it. */
import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";

export interface DialogProps {
  readonly title: string;
  readonly kind: "box" | "drawer";
  readonly close: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, kind, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown !== null && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  useEffect(() => {
    const shown = dialog.current;
    const beside = (event: MouseEvent): void => {
      if (event.target === shown) close();
    };
    shown?.addEventListener("click", beside);
    return () => shown?.removeEventListener("click", beside);
  }, [close]);
  return (
    <dialog
      ref={dialog}
      className={kind}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className="dialog-body">
        <header className="row">
          <h2 className="l grow">{title}</h2>
          <button type="button" className="btn icon-only" aria-label={words.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
