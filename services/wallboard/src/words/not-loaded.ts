/** What is said where a part of the page does not load, the words of its language among them: the one text that every display has from the start. */
import type { Language } from "./words.ts";

export const NOT_LOADED: Readonly<Record<Language, string>> = {
  en: "A part of this page did not load. It is loaded again by itself within a minute.",
  pl: "Część tej strony się nie wczytała. W ciągu minuty wczyta się sama ponownie.",
  it: "Una parte di questa pagina non si è caricata. Entro un minuto si ricarica da sola.",
  zh: "此页面有一部分未能加载，一分钟内会自动重新加载。",
};
