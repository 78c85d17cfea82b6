// @ts-check
// Where the reader is: the contents mark what was chosen, and a page that is loaded again is seen where it was.

// @ts-ignore: a script in the page's head has both
const { __md_get: remembered, __md_set: remember } = globalThis

/** Where a page ends before the chosen section comes to the top, Material marks its last section. */
const markChosen = () => {
  if (scrollY + innerHeight < document.documentElement.scrollHeight - 1) return
  for (const contents of document.querySelectorAll("[data-md-component=toc]")) {
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = contents.querySelectorAll("a.md-nav__link")
    const chosen = [...links].find(link => link.hash && link.hash === location.hash)
    if (chosen) for (const link of links) link.classList.toggle("md-nav__link--active", link === chosen)
  }
}
const soon = () => setTimeout(markChosen, 100) // when Material has marked its own
addEventListener("hashchange", soon)

// WebKit goes to the heading that the address names, which Material keeps up to date
addEventListener("pagehide", () => remember("place", [location.pathname, scrollY], sessionStorage))
addEventListener("load", () => {
  soon()
  const [path, top] = remembered("place", sessionStorage) ?? []
  const again = performance.getEntriesByType("navigation")[0]?.type === "reload"
  if (again && path === location.pathname) setTimeout(() => scrollTo({ top, behavior: "instant" })) // after WebKit has
})
