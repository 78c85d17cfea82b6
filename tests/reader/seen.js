// A function: ({}) → what a reader who scrolls from the top of the page to its end sees wrong, [fault, …];
// ({ whole: true }) → what of that the page's texts alone show, laid out as a whole, without scrolling.
async ({ whole = false }) => {
  const frame = () => new Promise(requestAnimationFrame)
  await document.fonts.ready
  if (whole) {
    await frame() // in which what no longer waits is laid out
    await frame()
    return seen()
  }
  const faults = new Set()
  for (let top = 0; ; top += innerHeight - 120) {
    scrollTo({ top, behavior: "instant" })
    await frame() // in which the page's own scripts follow
    await frame()
    for (const fault of seen()) faults.add(fault)
    if (scrollY < top) return [...faults]
  }

  // where the page is scrolled to now
  function seen() {
    const EDGE = 0.24 // of a line's height above its letters, and below them, is empty
    const SMALLEST = 10.95 // CSS pixels, of letters: 11 within what is lost where sizes are multiplied
    const LEAST = 2 // pixels that two things must share before an eye sees it

    const once = (compute) => {
      const known = new Map()
      return (key) => {
        if (!known.has(key)) known.set(key, compute(key))
        return known.get(key)
      }
    }
    const style = once((element) => getComputedStyle(element))
    // WebKit measures what is zoomed in pixels that are zoomed, too
    const probe = document.createElement("div")
    Object.assign(probe.style, { position: "absolute", width: "10px", zoom: 2 })
    document.body.append(probe)
    const isLocal = probe.getBoundingClientRect().width < 15
    probe.remove()
    const zoom = once((element) => element ? (parseFloat(style(element).zoom) || 1) * zoom(element.parentElement) : 1)
    const box = once((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect(), times = isLocal ? zoom(element) : 1
      return { left: left * times, right: right * times, top: top * times, bottom: bottom * times }
    })
    const region = (element) => element.closest(".md-header, .md-sidebar, .md-content, .md-footer, .md-dialog")
    const named = (text) => JSON.stringify(text.trim().replace(/\s+/g, " ").slice(0, 50))

    const overlap = (a, b) => {
      const left = Math.max(a.left, b.left), right = Math.min(a.right, b.right)
      const top = Math.max(a.top, b.top), bottom = Math.min(a.bottom, b.bottom)
      return right - left > LEAST && bottom - top > LEAST ? { left, right, top, bottom } : null
    }
    const bottom = whole ? document.scrollingElement.scrollHeight : innerHeight
    const page = { left: 0, top: 0, right: innerWidth, bottom }

    // the part of the window in which an element's contents can be seen; null: nothing of it
    const clip = once((element) => {
      if (!element || element === document.documentElement || element === document.body) return page
      const { position, overflowX, overflowY, clipPath, clip: cut, contain } = style(element)
      if (cut !== "auto" || clipPath.startsWith("inset")) return null // for screen readers alone
      const around = position === "fixed" ? page : clip(position === "absolute" ? element.offsetParent : element.parentElement)
      if (overflowX === "visible" && overflowY === "visible" && !contain.includes("paint")) return around
      return around && overlap(around, box(element))
    })
    const isShown = once((element) =>
      element.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true })
      && style(element).fillOpacity !== "0" && style(element).color !== "rgba(0, 0, 0, 0)" && clip(element) !== null)

    // of the article, what is within a window's height of the window: nothing is placed further from its own paragraph
    const near = [...document.querySelectorAll("article > *")].filter((part) =>
      box(part).bottom > -innerHeight && box(part).top < bottom + innerHeight)
    const inArticle = (selector) => near.flatMap((part) => [...part.querySelectorAll(selector)])

    // each line of each text, no higher than its letters
    function texts() {
      const found = [], seen = new Set(), range = document.createRange(), unseen = "script, style, noscript, template, textarea, option, title, desc"
      const rest = new Set(document.querySelectorAll("article > *"))
      for (const part of near) rest.delete(part)
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (it) =>
        it.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
          : rest.has(it) || it.matches(unseen) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP)
      for (let text; (text = walker.nextNode());) {
        const element = text.parentElement
        if (!text.data.trim()) continue
        const drawn = element.closest("text, math *") // whose letters not every browser measures right
        if (drawn && seen.has(drawn)) continue
        seen.add(drawn)
        range.selectNodeContents(text)
        for (const { left, right, top, bottom } of drawn ? [box(drawn)] : range.getClientRects()) {
          const height = bottom - top
          const letters = { left, right, top: top + EDGE * height, bottom: bottom - EDGE * height }
          const visible = overlap(letters, page) && isShown(element) && overlap(letters, clip(element))
          if (visible) found.push({ ...visible, text, element, letters })
        }
      }
      return found.sort((a, b) => a.top - b.top)
    }

    const isOpaque = once((element) => {
      const { backgroundColor, opacity } = style(element)
      return opacity === "1" && (/^rgb\(/.test(backgroundColor) || element.matches("img, video"))
    })
    // whether nothing opaque lies over the element's text there
    function isOnTop(element, { left, right, top, bottom }) {
      for (const it of document.elementsFromPoint((left + right) / 2, (top + bottom) / 2)) {
        if (it.contains(element) || element.contains(it)) return true
        if (isOpaque(it)) return false
      }
      return true
    }

    function textOverText(lines) {
      const faults = []
      lines.forEach((a, i) => {
        for (let j = i + 1; j < lines.length && lines[j].top < a.bottom; j++) {
          const b = lines[j], shared = a.text !== b.text && overlap(a, b)
          if (!shared || (a.element.closest("math") ?? a) === b.element.closest("math")) continue
          if (isOnTop(a.element, shared) && isOnTop(b.element, shared))
            faults.push(`${named(a.text.data)} and ${named(b.text.data)} lie over each other`)
        }
      })
      return faults
    }

    // what runs out of a box that hides it and cannot be scrolled; a line that is to end in … is left to its own test
    function cut(lines) {
      return lines.filter(({ element, letters, ...seen }) => {
        const least = 1, around = clip(element)
        if (letters.left > around.left - least && letters.right < around.right + least) return false
        for (let it = element; it && it !== document.body; it = it.parentElement) {
          const { overflowX, textOverflow } = style(it)
          if (/auto|scroll/.test(overflowX) || textOverflow === "ellipsis" || style(it).position === "fixed") return false
        }
        return seen.right - seen.left > 0 && around !== page
      }).map(({ text }) => `${named(text.data)} is cut`)
    }

    // in the article's text; of drawings drawn.js tells it, and scripts of formulas and notes are smaller by right
    function small(lines) {
      const sizes = once((element) => parseFloat(style(element).fontSize) * zoom(element))
      return lines.filter(({ element }) => !element.closest("svg, math, sup, sub") && sizes(element) < SMALLEST)
        .map(({ text, element }) => `${named(text.data)} is only ${sizes(element).toFixed(1)} px high`)
    }

    const isInk = once((element) => {
      if (element.matches("img, svg, canvas, video, button, input, select, textarea")) return true
      const { backgroundColor, borderLeftWidth, borderTopWidth, borderRightWidth, borderBottomWidth } = style(element)
      const borders = [borderLeftWidth, borderTopWidth, borderRightWidth, borderBottomWidth].some((it) => parseFloat(it))
      return borders || !/, 0\)$|transparent/.test(backgroundColor)
    })

    // a side bar is where its words are; the article, whatever of it leaves a mark
    function articleAtTheSideBars(lines) {
      const faults = []
      for (const bar of document.querySelectorAll(".md-sidebar")) {
        const words = lines.filter(({ element }) => bar.contains(element))
        if (!words.length) continue
        const place = {
          left: Math.min(...words.map((it) => it.left)), right: Math.max(...words.map((it) => it.right)),
          top: Math.min(...words.map((it) => it.top)), bottom: Math.max(...words.map((it) => it.bottom)),
        }
        const which = bar.matches(".md-sidebar--primary") ? "menu" : "contents"
        for (const line of lines)
          if (line.element.closest("article") && overlap(line, place)) faults.push(`${named(line.text.data)} of the article lies at the ${which}`)
        for (const element of inArticle("*")) {
          const reaches = overlap(box(element), place)
          if (reaches && isShown(element) && isInk(element) && overlap(reaches, clip(element.parentElement)))
            faults.push(`${element.localName}.${element.getAttribute("class") ?? ""} of the article lies at the ${which}`)
        }
      }
      return faults
    }

    function articleOverTheHeader() {
      const header = document.querySelector(".md-header"), { left, right, top, bottom } = box(header), faults = []
      if (!isOpaque(header)) faults.push("the header lets through what lies under it")
      for (let x = left + 4; x < right; x += 24)
        for (let y = top + 4; y < bottom; y += 12) {
          const upper = document.elementFromPoint(x, y)
          if (upper && !header.contains(upper)) faults.push(`${upper.localName}.${upper.className} lies over the header`)
        }
      return faults
    }

    // a control can be used where its first line has its middle; under the header, and under what sticks to it, or below
    // what does, as long as it leaves half of the window, it can be scrolled out
    function coveredControls() {
      const faults = []
      const sticks = once((element) => element && (style(element).position === "sticky" && box(element).top < parseFloat(style(element).top) + 2
        ? box(element).bottom < innerHeight * 0.6 : sticks(element.parentElement)))
      for (const control of inArticle(":is(button, select, input, textarea, summary, a[href], [role=gridcell])")) {
        const [first] = control.getClientRects()
        if (!first || first.width < 4 || first.height < 4 || !isShown(control) || style(control).pointerEvents === "none") continue
        const x = (first.left + first.right) / 2, y = (first.top + first.bottom) / 2, { left, right, top, bottom: end } = clip(control)
        if (x <= left || x >= right || y <= Math.max(top, bottom) || y >= end) continue
        const upper = document.elementFromPoint(x, y)
        if (!upper || sticks(upper) || control.contains(upper) || upper.contains(control) || upper.closest("label")?.contains(control)) continue
        const name = control.innerText || control.ariaLabel || control.name || control.id || control.localName
        faults.push(`${named(name)} is covered by ${upper.localName}.${upper.getAttribute("class") ?? ""}`)
      }
      return faults
    }

    const lines = texts()
    if (whole) return [...textOverText(lines), ...cut(lines), ...small(lines)]
    return [
      ...textOverText(lines), ...cut(lines), ...articleAtTheSideBars(lines), ...articleOverTheHeader(), ...coveredControls(),
      ...small(lines),
    ]
  }
}
