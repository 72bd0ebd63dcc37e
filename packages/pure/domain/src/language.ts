/** The languages in which people are told things, each by its BCP 47 tag; the first is the default. */
export const LANGUAGES = ["en", "pl", "it", "zh-Hans"] as const;
export type Language = (typeof LANGUAGES)[number];
