// @ts-check
// Material puts each copy button into a <nav>; a page has dozens, and a screen reader would list them all as landmarks.

addEventListener("load", () => {
  for (const nav of document.querySelectorAll(".md-code__nav")) nav.setAttribute("role", "presentation")
})
