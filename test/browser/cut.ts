/** In the page: names that are narrower than letters may be, or reach out of their tile. */
export function cut(tiles: Element[]): string[] {
  return tiles.flatMap((tile) => {
    const { right, bottom } = tile.getBoundingClientRect();
    return [...tile.querySelectorAll(".fit > span, b, .wvalue")]
      .filter((each) => each.getClientRects().length > 0 && each.closest(".unseen") === null)
      .filter((each) => {
        const own = each.getBoundingClientRect();
        const room = each.parentElement!.getBoundingClientRect();
        const isWide = each.parentElement!.classList.contains("fit") && own.right > room.right + 1;
        return isWide || own.right > right + 1 || own.bottom > bottom + 1;
      })
      .map((each) => each.textContent!);
  });
}
