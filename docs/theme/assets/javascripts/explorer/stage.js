// @ts-check
// Draws the scene on one canvas, and lays a grid of focusable, labelled cells over each of its grids.

/**
 * @typedef {import("./scene.js").Grid} Grid
 * @typedef {import("./scene.js").Look} Look
 * @typedef {import("./state.js").Cell} Cell
 * @typedef {Grid & { looks: (Look | null)[][], left: number, top: number }} Placed
 * @typedef {{ grid: Placed, y: number, x: number, cell: Cell | null }} Hit
 */

/** How much of the paper so many stamps in one cell cover, as in the figures. */
const COVER = [0, .5, .66, .74, .78]
const TITLE = 22, GAP = 26, LEAST = 20, MOST = 48
const NAMES = ["ink", "quiet", "line", "blue", "orange", "yellow", "green", "count", "focus"]
const SIGNS = { kernel: "×", canvas: "→", products: "" }

/** @param {string} tag @param {Record<string, any>} [properties] @param {...(Node | string)} children */
export const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(properties))
    if (name in made && name !== "list") Object.assign(made, { [name]: value })
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value)
  made.append(...children)
  return made
}

export class Stage {
  /** @param {HTMLElement} box @param {{ title: (title: Grid["title"]) => string, label: (grid: Grid, y: number, x: number, look: Look | null) => string }} words */
  constructor(box, words) {
    this.box = box
    this.words = words
    this.picture = /** @type {HTMLCanvasElement} */ (element("canvas", { "aria-hidden": "true" }))
    this.probe = element("span", { className: "drawn", hidden: true })
    this.sheet = element("div", { className: "sheet" }, this.picture, this.probe)
    box.append(this.sheet)
    /** @type {Placed[]} */
    this.grids = []
    /** @type {Map<string, HTMLElement>} */
    this.overlays = new Map()
    this.size = LEAST
    this.colours = null
    this.font = getComputedStyle(box).fontFamily
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.picture.getContext("2d"))
    /** @type {Map<string, number>} */
    this.widths = new Map()
  }

  /** The colours of figures.css and site.css, in the scheme that applies. @returns {Record<string, string>} */
  palette() {
    if (!this.colours) {
      this.colours = {}
      for (const name of NAMES) {
        const fill = element("i", { className: `fill-${name}` }), stroke = element("i", { className: `stroke-${name}` })
        this.probe.append(fill, stroke)
        this.colours[name] = getComputedStyle(fill).fill
        this.colours[`${name}-stroke`] = getComputedStyle(stroke).stroke
      }
      for (const name of ["paper", "shade"]) {
        this.probe.append(element("i", { className: name }))
        this.colours[name] = getComputedStyle(/** @type {Element} */ (this.probe.lastElementChild)).backgroundColor
      }
      this.probe.replaceChildren()
    }
    return this.colours
  }

  /** @param {Grid[]} grids */
  show(grids) {
    const looks = grids.map(grid => Array.from({ length: grid.rows }, (_, y) => Array.from({ length: grid.columns }, (_, x) => grid.look(y, x))))
    this.grids = grids.map((grid, i) => ({ ...grid, looks: looks[i], left: 0, top: 0 }))
    const longest = Math.max(1, ...looks.flat(2).map(look => look?.text.length ?? 0))
    const { width, height } = this.place(longest)
    this.draw(width, height, longest)
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.overlay(), 150)
  }

  /** Finds the largest cells with which everything fits, and puts each grid in its place. @param {number} longest */
  place(longest) {
    const width = this.box.clientWidth, height = this.box.clientHeight
    const least = Math.max(LEAST, Math.ceil(longest * 6.4 + 4))
    const main = this.grids.filter(({ id }) => id === "canvas" || id === "torch"), rest = this.grids.filter(grid => !main.includes(grid))
    let found = null
    for (let size = Math.max(MOST, least); size >= least && !found; size -= 2) {
      this.size = size
      const column = Math.max(...main.map(grid => this.wide(grid)))
      const left = this.flow(rest, Math.max(width - column - GAP, this.widest(rest)), "products")
      const right = this.flow(main, column)
      const beside = { width: left.width + GAP + right.width, height: Math.max(left.height, right.height) }
      if (beside.width <= width && beside.height <= height) {
        this.shift(rest, 0, (beside.height - left.height) / 2)
        this.shift(main, left.width + GAP, (beside.height - right.height) / 2)
        found = beside
        break
      }
      const all = this.flow(this.grids, width)
      if (all.width <= width && all.height <= height) found = all
    }
    if (!found) {
      this.size = least
      found = this.flow(this.grids, Math.max(width, this.widest(this.grids)))
    }
    this.shift(this.grids, Math.max((width - found.width) / 2, 0), Math.max((height - found.height) / 2, 0))
    return { width: Math.max(found.width, width), height: Math.max(found.height, height) }
  }

  /** @param {Grid} grid */
  wide(grid) {
    const title = this.words.title(grid.title)
    if (!this.widths.has(title)) {
      this.pen.font = `12px ${this.font}`
      this.widths.set(title, this.pen.measureText(title).width)
    }
    return Math.max(grid.columns * this.size, this.widths.get(title)) + 2
  }
  /** @param {Grid[]} grids */
  widest(grids) { return Math.max(0, ...grids.map(grid => this.wide(grid))) }
  /** @param {Placed[]} grids @param {number} x @param {number} y */
  shift(grids, x, y) { for (const grid of grids) { grid.left += x; grid.top += y } }

  /** Lines of grids, none wider than `width`. @param {Placed[]} grids @param {number} width @param {string} [apart] begins a line */
  flow(grids, width, apart) {
    /** @type {Placed[][]} */
    const lines = []
    let x = Infinity
    for (const grid of grids) {
      const wide = this.wide(grid)
      if (x + wide > width + .5 || grid.id === apart) { lines.push([]); x = 0 }
      lines[lines.length - 1].push(grid)
      grid.left = x + 1
      x += wide + GAP
    }
    let top = 0, right = 0
    for (const line of lines) {
      const tall = Math.max(...line.map(({ rows }) => rows)) * this.size
      for (const grid of line) {
        grid.top = top + TITLE + (tall - grid.rows * this.size) / 2
        right = Math.max(right, grid.left + this.wide(grid))
      }
      top += TITLE + tall + 10
    }
    return { width: right, height: top }
  }

  /** @param {number} width @param {number} height @param {number} longest */
  draw(width, height, longest) {
    const scale = devicePixelRatio || 1, { picture, size } = this, colours = this.palette()
    picture.width = Math.ceil(width * scale)
    picture.height = Math.ceil(height * scale)
    for (const part of [picture, this.sheet]) {
      part.style.width = `${width}px`
      part.style.height = `${height}px`
    }
    const { pen } = this
    pen.scale(scale, scale)
    pen.textAlign = "center"
    pen.textBaseline = "middle"
    const text = Math.min(Math.max(size * .4, 11), 17, (size - 3) / (longest * .58))
    for (const [at, grid] of this.grids.entries()) {
      pen.font = `12px ${this.font}`
      pen.fillStyle = colours.quiet
      pen.textAlign = "left"
      pen.fillText(this.words.title(grid.title), grid.left, grid.top - 11)
      pen.textAlign = "center"
      pen.font = `${text}px ${this.font}`
      grid.looks.forEach((row, y) => row.forEach((look, x) => look && this.cell(pen, look, grid.left + x * size, grid.top + y * size)))
      grid.looks.forEach((row, y) => row.forEach((look, x) => look?.mark && this.frame(pen, grid.left + x * size, grid.top + y * size, size, size, "focus", 1.5)))
      for (const { y, x, rows, columns, colour } of grid.frames)
        this.frame(pen, grid.left + x * size, grid.top + y * size, columns * size, rows * size, colour, colour === "ink" ? 2 : 2.6)
      const before = this.grids[at - 1], sign = /** @type {Record<string, string>} */ (SIGNS)[grid.id]
      if (before && sign && before.left + this.wide(before) < grid.left + 1) {
        pen.font = `16px ${this.font}`
        pen.fillStyle = colours.quiet
        pen.fillText(sign, grid.left - GAP / 2, grid.top + grid.rows * size / 2)
      }
    }
  }

  /** @param {CanvasRenderingContext2D} pen @param {Look} look @param {number} left @param {number} top */
  cell(pen, { text, fills = [], share = 1, quiet, shade, hatch }, left, top) {
    const { size } = this, colours = this.palette()
    pen.fillStyle = shade ? colours.shade : colours.paper
    pen.fillRect(left, top, size, size)
    const part = COVER[Math.min(fills.length, 4)] / Math.max(fills.length, 1) * share
    for (let hidden = fills.length - 1; hidden >= 0; hidden--) { // each is stronger by what those after it will hide
      pen.globalAlpha = part / (1 - hidden * part)
      pen.fillStyle = colours[fills[hidden]]
      pen.fillRect(left, top, size, size)
    }
    pen.globalAlpha = 1
    pen.lineWidth = .8
    pen.strokeStyle = colours.line
    if (hatch) {
      pen.beginPath()
      for (let shift = size / 4; shift < size * 2; shift += size / 4) {
        const near = Math.max(shift - size, 0), far = Math.min(shift, size)
        pen.moveTo(left + near, top + shift - near)
        pen.lineTo(left + far, top + shift - far)
      }
      pen.stroke()
    }
    pen.strokeRect(left, top, size, size)
    if (!text) return
    pen.fillStyle = quiet ? colours.quiet : colours.ink
    pen.fillText(text, left + size / 2, top + size / 2 + 1)
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} left @param {number} top @param {number} width @param {number} height @param {string} colour @param {number} thick */
  frame(pen, left, top, width, height, colour, thick) {
    pen.lineWidth = thick
    pen.strokeStyle = this.palette()[`${colour}-stroke`]
    const inset = thick === 1.5 ? 1.5 : 0
    pen.strokeRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset)
  }

  /** What is at a place of the page. @param {{ clientX: number, clientY: number }} event @returns {Hit | null} */
  at({ clientX, clientY }) {
    const { left, top } = this.sheet.getBoundingClientRect()
    for (const grid of this.grids) {
      const x = Math.floor((clientX - left - grid.left) / this.size), y = Math.floor((clientY - top - grid.top) / this.size)
      if (x >= 0 && y >= 0 && x < grid.columns && y < grid.rows) return { grid, y, x, cell: grid.cell(y, x) }
    }
    return null
  }

  /** What an overlaid cell stands for. @param {EventTarget | null} target @returns {Hit | null} */
  under(target) {
    const cell = target instanceof Element ? target.closest("[role=gridcell]") : null
    const over = cell?.closest("[role=grid]"), grid = over && this.grids.find(({ id }) => this.overlays.get(id) === over)
    if (!cell || !grid) return null
    const x = [.../** @type {Element} */ (cell.parentElement).children].indexOf(cell)
    const y = [.../** @type {Element} */ (over).children].indexOf(/** @type {Element} */ (cell.parentElement))
    return { grid, y, x, cell: grid.cell(y, x) }
  }

  /** @param {string} id @param {number} y @param {number} x @returns {HTMLElement | undefined} */
  overlaid(id, y, x) { return /** @type {HTMLElement | undefined} */ (this.overlays.get(id)?.children[y]?.children[x]) }

  /** The cells for keyboard and screen reader follow when the picture has come to rest. */
  overlay() {
    clearTimeout(this.waiting)
    for (const [id, over] of this.overlays) if (!this.grids.some(grid => grid.id === id)) {
      over.remove()
      this.overlays.delete(id)
    }
    for (const grid of this.grids) {
      let over = this.overlays.get(grid.id)
      if (!over) {
        over = element("div", { role: "grid" })
        this.overlays.set(grid.id, over)
      }
      over.setAttribute("aria-label", this.words.title(grid.title))
      over.style.setProperty("--cell", `${this.size}px`)
      over.style.left = `${grid.left}px`
      over.style.top = `${grid.top}px`
      while (over.children.length > grid.rows) over.lastElementChild?.remove()
      grid.looks.forEach((looks, y) => {
        const row = over.children[y] ?? over.appendChild(element("div", { role: "row" }))
        while (row.children.length > grid.columns) row.lastElementChild?.remove()
        looks.forEach((look, x) => {
          const cell = row.children[x] ?? row.appendChild(element("div", { role: "gridcell", tabIndex: -1 }))
          cell.setAttribute("aria-label", this.words.label(grid, y, x, look))
        })
      })
      if (!over.querySelector("[tabindex='0']")) over.querySelector("[role=gridcell]")?.setAttribute("tabindex", "0")
      const next = this.sheet.children[2 + this.grids.indexOf(grid)] ?? null
      if (next !== over) this.sheet.insertBefore(over, next) // in the order of the picture; what has the focus stays
    }
  }

  /** Scrolls so that a place of a grid is seen. @param {string} id @param {number} y @param {number} x */
  reveal(id, y, x) {
    const grid = this.grids.find(it => it.id === id), { box, size } = this
    if (!grid) return
    const left = grid.left + x * size, top = grid.top + y * size
    if (left < box.scrollLeft || left + size > box.scrollLeft + box.clientWidth) box.scrollLeft = left - box.clientWidth / 2
    if (top < box.scrollTop || top + size > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 2
  }
}
