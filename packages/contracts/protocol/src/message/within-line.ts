/** What begins with a capital by itself, within a line. */
import type { Language } from "@floorwalker/domain";

export const withinLine = (title: string, language: Language): string =>
  title.slice(0, 1).toLocaleLowerCase(language) + title.slice(1);
