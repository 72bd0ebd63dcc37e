/** The pages of a site on the board, by the interaction map of the board's design. */
export const siteUrl = (publicUrl: string, { site }: { readonly site: string }): string =>
  `${publicUrl}/s/${encodeURIComponent(site)}`;
