/** A page that was opened from the search: of what Material marks, what is part of another word is unmarked. */

const IN_WORD = /[\p{L}\p{N}_]/u;
const LATIN = /[A-Za-z0-9_]/;

/** Material marks what was met within other words, too: "in" in "string", 식 in 형식. What follows a Korean word is its particle. */
function partsWord(mark: Element): boolean {
  const [before, after] = [mark.previousSibling, mark.nextSibling];
  const isJoined = (by: Node | null, to: Node | null | undefined): boolean =>
    by?.textContent === '_' && to instanceof Element && to.matches('mark'); // in_features is met in two parts
  const [first, last] = [before?.textContent?.at(-1) ?? '', after?.textContent?.[0] ?? ''];
  if (isJoined(before, before?.previousSibling) || isJoined(after, after?.nextSibling)) return false;
  const isLatin = LATIN.test(mark.textContent.at(-1) ?? '');
  const isSmall = isLatin && mark.textContent.length < 3; // the "in" of in_features by itself
  return IN_WORD.test(first) || isSmall || (isLatin && LATIN.test(last));
}

function mendMarks(): void {
  const article = document.querySelector('article');
  if (!article) return;
  const mend = (): void => {
    for (const mark of article.querySelectorAll('mark[data-md-highlight]'))
      if (partsWord(mark)) mark.replaceWith(...mark.childNodes);
  };
  mend();
  new MutationObserver(mend).observe(article, { childList: true, subtree: true });
}

mendMarks();

export {};
