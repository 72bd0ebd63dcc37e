/** Around what is loaded when it is wanted: where it does not load, or cannot be painted, that is said, and the page loads itself anew. */
import { Component, type ReactNode } from "react";
import { againWait } from "../again-wait.ts";
import { NOT_LOADED } from "../words/not-loaded.ts";
import { language } from "../words/words.ts";

interface Props {
  readonly children: ReactNode;
}

export class LoadAgain extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };
  #timer: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => location.reload(),
      againWait(Date.now(), () => sessionStorage),
    );
  }

  // Who went to another page is not taken from there.
  override componentWillUnmount(): void {
    clearTimeout(this.#timer);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <h1 className="not-loaded" role="alert" data-testid="not-loaded">
        {NOT_LOADED[language]}
      </h1>
    );
  }
}
