// @ts-check
// Material puts each copy button and the tags of each search result into a <nav>; a screen reader would list them all as landmarks.

const demote = () => {
  for (const nav of document.querySelectorAll(".md-code__nav, .md-search-result .md-tags")) nav.setAttribute("role", "presentation")
}
addEventListener("load", demote)

const results = document.querySelector(".md-search-result__list")
if (results) new MutationObserver(demote).observe(results, { childList: true, subtree: true })
