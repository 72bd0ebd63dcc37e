/** The page's tokens for a canvas, which knows no CSS: read when something is drawn, so that a theme that changes is drawn at once. */
export const ink = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();

/** Calls `draw` when the theme changes, until the returned function is called. */
export function onThemeChange(draw: () => void): () => void {
  const seen = new MutationObserver(draw);
  seen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => seen.disconnect();
}
