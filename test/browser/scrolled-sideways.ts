/** In the page: what can be scrolled sideways, but for the bar of pages and the cards of what needs somebody now, which are made to be. */
export function scrolledSideways(): string[] {
  const page = document.documentElement.scrollWidth - innerWidth;
  const inner = [...document.querySelectorAll<HTMLElement>("body *")].filter(
    (element) =>
      !element.matches(".rail, .now") &&
      element.scrollWidth > element.clientWidth + 1 &&
      element.getClientRects().length > 0 &&
      /auto|scroll/.test(getComputedStyle(element).overflowX),
  );
  return [
    ...(page > 0 ? [`the page by ${page}`] : []),
    ...inner.map(
      (element) => `${element.tagName} ${element.className} by ${element.scrollWidth - element.clientWidth}`,
    ),
  ];
}
