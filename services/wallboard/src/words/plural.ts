/** Sentences that depend on a number. Each language must give exactly the forms that it has: one that is missing does not compile. */
export interface PluralForms {
  readonly en: { readonly one: string; readonly other: string };
  readonly pl: { readonly one: string; readonly few: string; readonly many: string; readonly other: string };
  readonly it: { readonly one: string; readonly many: string; readonly other: string };
  readonly zh: { readonly other: string };
}

/** `n` decides the form; `#` in it is replaced by `shown`, the number as the language writes it. */
export type Plural<L extends keyof PluralForms> = (n: number, shown: string, forms: PluralForms[L]) => string;

export function plural<L extends keyof PluralForms>(language: L): Plural<L> {
  const rules = new Intl.PluralRules(language);
  return (n, shown, forms) => {
    const known: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string } = forms;
    return (known[rules.select(n)] ?? known.other).replaceAll("#", shown);
  };
}
