/**
 * Surveys that a site counts by name: those it lists, and all others together as `other`. Bounded by the configuration, so that no
 * survey tool makes cells; where none are listed nothing is counted by name, and it costs nothing.
 */
import { type Name, NONE, OTHER_SURVEY, type SiteConfig } from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";

export class CountedSurveys {
  /** The listed ones. */
  readonly counted: readonly Name[];
  readonly #byText: ReadonlyMap<string, Name>;
  readonly #other: Name;

  constructor({ surveys = [] }: Pick<SiteConfig, "surveys">, names: Names) {
    this.counted = surveys.map(({ survey }) => names.of(survey));
    this.#byText = new Map(surveys.map(({ survey }, index) => [survey, this.counted[index]!]));
    this.#other = surveys.length === 0 ? NONE : names.of(OTHER_SURVEY);
  }

  get any(): boolean {
    return this.#other !== NONE;
  }

  /** Null: it has no name. */
  of(survey: string | null): Name {
    return (survey === null ? undefined : this.#byText.get(survey)) ?? this.#other;
  }
}
