// @ts-check
// While a page loads, a drawing far from what is seen waits (site.css); then one after another is made ready, whenever
// the browser has nothing else to do, so that whatever takes the whole page finds it whole.

/** @type {(then: () => void) => void} */
const whenIdle = window.requestIdleCallback ?? setTimeout
const waiting = /** @type {SVGElement[]} */ ([...document.querySelectorAll(".drawn > svg")])

const next = () => {
  const drawing = waiting.shift()
  if (!drawing) return
  drawing.style.contentVisibility = "visible"
  whenIdle(next)
}
addEventListener("load", () => whenIdle(next), { once: true })
