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

// What stands above may still grow while a page comes, and Material then names the section before in the address: unless the
// reader moves first, what the address named is found again, and the address is as it was
const named = location.hash
let moved = false
for (const deed of ["wheel", "touchmove", "keydown", "pointerdown"])
  addEventListener(deed, () => { moved = true }, { once: true, passive: true })
const findNamed = () => {
  const target = named && document.getElementById(named.slice(1)) // every id is ASCII
  if (!target || moved || location.hash === named) return
  history.replaceState(history.state, "", named)
  target.scrollIntoView({ behavior: "instant" })
}

// WebKit goes to the heading that the address names, which Material keeps up to date
addEventListener("pagehide", () => remember("place", [location.pathname, scrollY], sessionStorage))
addEventListener("load", () => {
  soon()
  const [path, top] = remembered("place", sessionStorage) ?? []
  const how = performance.getEntriesByType("navigation")[0]?.type
  if (how === "navigate") for (const wait of [0, 100, 500]) setTimeout(findNamed, wait)
  const again = how === "reload"
  if (again && path === location.pathname) setTimeout(() => scrollTo({ top, behavior: "instant" })) // after WebKit has
})
