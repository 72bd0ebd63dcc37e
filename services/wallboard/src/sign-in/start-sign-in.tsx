/** The page for signing in: shown by itself, and only to whoever is not known. */
import "../desk/style/base.css";
import "../desk/style/controls.css";
import "./sign-in.css";
import { nextPlace } from "@floorwalker/protocol";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { askWho } from "../live/who.ts";
import { SignInPage, type WaysIn } from "./sign-in-page.tsx";

const NO_ANSWER: WaysIn = { password: true, provider: null };

export async function startSignIn(root: HTMLElement): Promise<void> {
  const params = new URLSearchParams(location.search);
  const next = nextPlace(params.get("next"), location.origin);
  const [who, ways] = await Promise.all([askWho(), waysIn()]);
  if (who.known && who.me !== null) return location.replace(next);
  createRoot(root).render(
    <StrictMode>
      <SignInPage ways={ways} why={params.get("why")} next={next} />
    </StrictMode>,
  );
}

async function waysIn(): Promise<WaysIn> {
  try {
    const answer = await fetch("/v1/sign-in");
    return answer.ok ? ((await answer.json()) as WaysIn) : NO_ANSWER;
  } catch {
    return NO_ANSWER;
  }
}
