/** What there is to be told, asked for once for all tiles of a wall and all their pages; again only where it did not come. */
import { useEffect, useState } from "react";
import { CATALOGUE_PATH, type Catalogue } from "../answers/catalogue.ts";
import { lookAgain, tokenHeader } from "../live/who.ts";

const AGAIN_MS = 15_000;

let known: Catalogue | null = null;
let asked: Promise<Catalogue | null> | null = null;

/** Null: it did not come; whoever asks next asks the gateway. */
export const askCatalogue = (): Promise<Catalogue | null> => {
  asked ??= ask().finally(() => {
    if (known === null) asked = null;
  });
  return asked;
};

async function ask(): Promise<Catalogue | null> {
  try {
    const answer = await fetch(CATALOGUE_PATH, { headers: tokenHeader() });
    if (answer.status === 401) void lookAgain();
    if (answer.ok) known = (await answer.json()) as Catalogue;
  } catch {
    // Asked again.
  }
  return known;
}

/** Null: it is not there yet. */
export function useCatalogue(): Catalogue | null {
  const [told, setTold] = useState(known);
  useEffect(() => {
    if (told !== null) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = async (): Promise<void> => {
      const catalogue = await askCatalogue();
      if (isOver) return;
      setTold(catalogue);
      if (catalogue === null) timer = setTimeout(() => void take(), AGAIN_MS);
    };
    void take();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [told]);
  return told;
}
