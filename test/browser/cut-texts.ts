/** In the page: texts of which an end is not shown, and tables that are wider than their room. Names of queues may be cut where they stand in full elsewhere. */
export function cutTexts(): string[] {
  const shown = [...document.querySelectorAll<HTMLElement>("body *")].filter(
    (element) => element.getClientRects().length > 0 && element.closest(".unseen, .rail") === null,
  );
  const isCut = (element: HTMLElement): boolean =>
    element.scrollWidth > element.clientWidth + 1 &&
    (getComputedStyle(element).textOverflow === "ellipsis" || element.matches(".table-room"));
  return shown.filter(isCut).map((element) => `${element.className} ${element.innerText.slice(0, 60)}`);
}
