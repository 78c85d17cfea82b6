// @ts-check
// While a page loads, what is far from what is seen waits (site.css); then it is made ready, some parts at a time, whenever
// the browser has nothing else to do, so that whatever takes the whole page finds it whole.

const AT_ONCE = 24 // more, and a phone could not answer its reader meanwhile; fewer, and a page's height is long in the making

/** @type {(then: () => void) => void} */
const whenIdle = window.requestIdleCallback ?? setTimeout

/** @type {(HTMLElement | SVGElement)[] | undefined} */
let waiting // looked for when it is needed: while the page loads, each look would have it styled anew

function found() {
  /** @type {NodeListOf<HTMLElement | SVGElement>} */
  const parts = document.querySelectorAll("article > *, .drawn > svg")
  return [...parts].filter((part) => getComputedStyle(part).contentVisibility === "auto")
}

/** @param {number} [most] */
function makeReady(most = Infinity) {
  waiting ??= found()
  for (const part of waiting.splice(0, most)) part.style.contentVisibility = "visible"
  return waiting.length === 0
}

const next = () => makeReady(AT_ONCE) || whenIdle(next)
whenIdle(next)

addEventListener("beforeprint", () => makeReady())
// a link leads to where its end will stay
addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("a[href*='#']")) makeReady()
}, { capture: true })
