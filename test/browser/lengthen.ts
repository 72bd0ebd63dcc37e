/** In the page: makes every word of the frame 40 % longer, and tells what then reaches out of the page or out of its own button. */
export function lengthen(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent!;
    if (/\p{L}{3,}/u.test(text) && node.parentElement!.closest("script, style, select") === null)
      node.textContent = text + "m".repeat(Math.ceil(text.trim().length * 0.4));
  }
  const wide =
    document.documentElement.scrollWidth > innerWidth ? [`page ${document.documentElement.scrollWidth}`] : [];
  const out = [
    ...document.querySelectorAll<HTMLElement>(".btn, .seg > *, .rail a, .rail button, .tag, th, .st"),
  ].filter((element) => element.getClientRects().length > 0 && element.scrollWidth > element.clientWidth + 1);
  return [...wide, ...out.map((element) => `${element.className} ${element.textContent}`)];
}
