// What is wrong with the texts of the page's drawings, one line a fault: a text over another text, over or too
// near to a mark (a cell's wall, a line, a dot, a picture), outside its drawing, or too small to read.
// Looks at the ink, not at the boxes of the lines of text, which are higher and would touch what the eye sees apart.
(() => {
  // CSS pixels that must be left between a text and what is next to it, and between a label and a strong frame beside it
  const NEAR = { text: 3, mark: 1.5, frame: 5 }
  const STRONG = 1.5 // the least stroke of a strong frame, in the drawing's units
  const LEAST = { letter: 9.5, index: 6.5 } // CSS pixels: the least font size, and that of an index, at 360 px with a scroll bar; without one it is 10, at 390 px 11
  const STEPS = 8 // pieces of a curve, or of a tint's edge
  const LARGE = 200 // CSS pixels: small text is measured in whole ones
  const brush = document.createElement("canvas").getContext("2d")

  const seen = it => it.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })

  function around(points) {
    const xs = points.map(([x]) => x), ys = points.map(([, y]) => y)
    return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
  }

  const corners = ({ left, top, right, bottom }) => [[left, top], [right, top], [right, bottom], [left, bottom]]

  function onScreen(element, points) {
    const { a, b, c, d, e, f } = element.getScreenCTM()
    return points.map(([x, y]) => [a * x + c * y + e, b * x + d * y + f])
  }

  const scale = element => Math.sqrt(Math.abs(element.getScreenCTM().a * element.getScreenCTM().d - element.getScreenCTM().b * element.getScreenCTM().c))

  // [{ box, size, index }] of each piece of a text that has a font of its own
  function pieces(text) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), found = []
    let first = 0
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const shown = node.data.replace(/\s+/g, " ").trimStart(), count = Math.min(shown.length, text.getNumberOfChars() - first)
      if (shown.trim()) {
        const style = getComputedStyle(node.parentElement), size = parseFloat(style.fontSize)
        brush.font = `${style.fontStyle} ${style.fontWeight} ${LARGE}px ${style.fontFamily}`
        const ink = brush.measureText(shown), share = size / LARGE
        const start = text.getStartPositionOfChar(first), end = text.getEndPositionOfChar(first + count - 1)
        const box = {
          left: start.x + 0.04 * size, right: end.x - 0.04 * size,
          top: start.y - share * ink.actualBoundingBoxAscent, bottom: start.y + share * ink.actualBoundingBoxDescent,
        }
        found.push({ box: around(onScreen(text, corners(box))), size: size * scale(text), index: node.parentElement.matches(".index") })
      }
      first += count
    }
    return found
  }

  // the straight pieces [[x, y], [x, y]] of path data; a curve as several
  function segments(d) {
    const words = d.match(/[a-z]|-?(?:\d+\.?\d*|\.\d+)/gi) || [], found = []
    const count = { m: 2, l: 2, h: 1, v: 1, q: 4, c: 6, z: 0 }
    let here = [0, 0], start = here, command = "", at = 0
    const to = point => { found.push([here, point]); here = point }
    while (at < words.length) {
      if (/[a-z]/i.test(words[at])) command = words[at++]
      const kind = command.toLowerCase(), numbers = words.slice(at, at += count[kind]).map(Number)
      if (!(kind in count)) throw Error(`path data with ${command}`)
      const [x, y] = command === kind ? here : [0, 0]
      if (kind === "z") to(start)
      else if (kind === "h") to([x + numbers[0], here[1]])
      else if (kind === "v") to([here[0], y + numbers[0]])
      else {
        const points = []
        for (let i = 0; i < numbers.length; i += 2) points.push([x + numbers[i], y + numbers[i + 1]])
        if (kind === "m") { here = start = points[0]; command = command === "m" ? "l" : "L" }
        else if (kind === "l") to(points[0])
        else for (let step = 1, from = here; step <= STEPS; step++) to(bezier([from, ...points], step / STEPS))
      }
    }
    return found
  }

  function bezier(points, t) {
    if (points.length === 1) return points[0]
    return bezier(points.slice(1).map(([x, y], i) => [points[i][0] + t * (x - points[i][0]), points[i][1] + t * (y - points[i][1])]), t)
  }

  // [{ ends, half, within, name }]: the outlines of all that is drawn, half a stroke's width, where it is not clipped
  function marks(svg) {
    const found = []
    for (const shape of svg.querySelectorAll("path, use, image")) {
      if (shape.closest("defs, clipPath") || !seen(shape)) continue
      const style = getComputedStyle(shape), clip = shape.closest("[clip-path]")
      const region = clip && svg.querySelector(`[id="${clip.getAttribute("clip-path").slice(5, -1)}"] > *`)
      const within = region && around(onScreen(svg, corners(region.getBBox() && { left: region.getBBox().x, top: region.getBBox().y, right: region.getBBox().x + region.getBBox().width, bottom: region.getBBox().y + region.getBBox().height })))
      let source = shape, shift = [0, 0]
      if (shape.matches("use")) {
        source = svg.querySelector(`[id="${shape.getAttribute("href").slice(1)}"]`)
        shift = [+shape.getAttribute("x") || 0, +shape.getAttribute("y") || 0]
      }
      const drawn = source.matches("image") ? rectangle(source) : segments(source.getAttribute("d"))
      const look = getComputedStyle(source)
      const stroke = look.stroke !== "none" ? look : style.stroke !== "none" ? style : null
      const half = stroke ? parseFloat(stroke.strokeWidth) * scale(shape) / 2 : 0
      const isTint = !stroke && (+look.fillOpacity < 1 || +style.fillOpacity < 1 || +style.opacity < 1)
      const lines = drawn.map(ends => onScreen(shape, ends.map(([x, y]) => [x + shift[0], y + shift[1]])))
      const name = source.matches("image") ? "picture" : stroke ? style.stroke : style.fill
      const isFrame = source.matches(".stroke-ink") && look.fill === "none" && parseFloat(look.strokeWidth) >= STRONG && drawn.length === 4
      const [tint, frame] = [isTint, isFrame].map(is => is && around(lines.flat()))
      for (const ends of lines) found.push({ ends, half, within, name, tint, frame })
    }
    return withoutSeams(found)
  }

  // without the edges at which two tints meet, the parts of a cell: numbers stand on them
  function withoutSeams(marks) {
    const tints = marks.filter(it => it.tint).map(it => it.tint)
    const tinted = ([x, y]) => tints.some(box => box.left < x && x < box.right && box.top < y && y < box.bottom)
    return marks.flatMap(mark => mark.tint ? pieced(mark).filter(({ ends: [[x, y], [u, v]] }) => {
      const length = Math.hypot(u - x, v - y) || 1, [across, down] = [(v - y) / length, (x - u) / length]
      return ![1, -1].every(side => tinted([(x + u) / 2 + side * across, (y + v) / 2 + side * down]))
    }) : [mark])
  }

  function pieced(mark) {
    const [[x, y], [u, v]] = mark.ends, at = step => [x + (u - x) * step / STEPS, y + (v - y) * step / STEPS]
    return Array.from({ length: STEPS }, (_, step) => ({ ...mark, ends: [at(step), at(step + 1)] }))
  }

  function rectangle(image) {
    const box = image.getBBox()
    const points = corners({ left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height })
    return points.map((point, i) => [point, points[(i + 1) % 4]])
  }

  // whether a straight line comes into a box (Liang and Barsky)
  function crosses([[x, y], [u, v]], box) {
    let enter = 0, leave = 1
    for (const [step, room] of [[x - u, x - box.left], [u - x, box.right - x], [y - v, y - box.top], [v - y, box.bottom - y]]) {
      if (step === 0) { if (room < 0) return false }
      else if (step < 0) enter = Math.max(enter, room / step)
      else leave = Math.min(leave, room / step)
    }
    return enter <= leave
  }

  const wider = (box, by) => ({ left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by })
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
  const both = (a, b) => ({ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) })

  function faults(svg) {
    const frame = svg.getBoundingClientRect(), zoom = scale(svg) * 3 / 4, found = [] // a drawing's unit is a point
    const texts = [...svg.querySelectorAll("text")].filter(seen).map(text => ({ text: text.textContent.trim(), pieces: pieces(text) })).filter(it => it.pieces.length)
    const lines = marks(svg)
    texts.forEach(({ text, pieces }, i) => {
      const isLabel = !/^−?[\d.]+$/.test(text) // a number stands in a cell, which may lie beside a frame
      for (const { box, size, index } of pieces) {
        if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom) found.push(`"${text}" leaves the drawing`)
        if (size < (index ? LEAST.index : LEAST.letter)) found.push(`"${text}" is only ${size.toFixed(1)} px high`)
        for (const line of lines) {
          const isBeside = isLabel && line.frame && (box.left > line.frame.right || box.right < line.frame.left)
          const room = wider(box, line.half + (isBeside ? NEAR.frame : NEAR.mark) * zoom)
          const place = line.within ? both(room, line.within) : room
          if (place.left < place.right && place.top < place.bottom && crosses(line.ends, place)) found.push(`"${text}" touches a mark, ${line.name}`)
        }
        for (const other of texts.slice(i + 1))
          if (other.pieces.some(piece => meet(wider(box, NEAR.text * zoom), piece.box))) found.push(`"${text}" touches "${other.text}"`)
      }
    })
    const name = svg.querySelector("title")?.textContent || svg.closest("[id]")?.id
    return [...new Set(found)].map(fault => `${svg.closest("figure")?.id || name}: ${fault}`)
  }

  return [...document.querySelectorAll(".md-content svg")].filter(svg => svg.querySelector("text") && seen(svg)).flatMap(faults)
})()
