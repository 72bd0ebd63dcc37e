/** The page of a television that is not paired; what it kept opens nothing any more. */
import "./pairing.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { forgetScreenToken, screenToken } from "../live/screen-token.ts";
import { PairingPage } from "./pairing-page.tsx";

export function startPairing(root: HTMLElement): void {
  const wasPaired = screenToken() !== null;
  forgetScreenToken();
  createRoot(root).render(
    <StrictMode>
      <PairingPage wasPaired={wasPaired} />
    </StrictMode>,
  );
}
