// @ts-check
/**
 * How a section that was found is shown: the words that were met are marked, and of its
 * text stands what says most of what the heading does not.
 */
import { plain, wordsOf } from "./words.js"

const SHOWN = 180 // letters of the text
const BEFORE = 50 // of them before the first word that was met
const CODE = 0.6 // what it is worth to say it there, not in prose
const BLOCK = /<\/(?:p|li|pre|ul|ol)>/

/**
 * @typedef {import("./index.js").Index} Index
 * @typedef {{ start: number, end: number, term: string }} Place
 */

/** @param {Index} index @param {string} text @param {Set<string>} terms @returns {Place[]} where a text says what was met */
function placesOf(index, text, terms) {
  const words = wordsOf(text)
  return [...index.termsOf(words)]
    .filter(({ term }) => terms.has(term))
    .map(({ term, at, length }) => ({ start: words[at].start, end: words[at + length - 1].end, term }))
    .sort((one, other) => one.start - other.start)
}

/** The text with marks as HTML; what was met is noted in `said`. @param {string} text @param {Place[]} places @param {Set<string>} said */
function marked(text, places, said) {
  let html = "", last = 0
  for (const { start, end } of places) {
    if (end <= last) continue
    const from = Math.max(start, last), word = text.slice(from, end)
    html += `${escaped(text.slice(last, from))}<mark>${escaped(word)}</mark>`
    for (const one of word.toLowerCase().split(/\s+/)) said.add(one)
    last = end
  }
  return html + escaped(text.slice(last))
}

/**
 * @param {Index} index @param {import("./index.js").Found} found
 * @returns {{ title: string, text: string, said: Set<string> }} HTML; the words that were met, as they are written
 */
export function shown(index, { section, terms }) {
  /** @type {Set<string>} */
  const said = new Set()
  const heading = plain(section.title)
  const headed = placesOf(index, heading, terms), title = marked(heading, headed, said)
  const more = new Set(terms)
  for (const { term } of headed) more.delete(term)
  const blocks = section.text.split(BLOCK).map(block => {
    const text = plain(block).trim(), places = placesOf(index, text, terms), code = block.includes("<pre>")
    const news = new Set(places.map(({ term }) => term).filter(term => more.has(term)))
    const worth = [...news].reduce((sum, term) => sum + index.rarity(term), 0) * (code ? CODE : 1)
    return { text, places, worth, code }
  })
  const best = blocks.reduce((one, other) => other.worth > one.worth || !one.text ? other : one)
  if (!best.text) return { title, text: "", said }
  const { from, to } = part(best.text, best.places)
  const places = best.places.filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end, term }) => ({ start: start - from, end: end - from, term }))
  const text = `${from ? "… " : ""}${marked(best.text.slice(from, to), places, said)}${to < best.text.length ? " …" : ""}`
  return { title, text: best.code ? `<p><code>${text}</code></p>` : `<p>${text}</p>`, said }
}

/** From where to where the text says most of what was met, whole words. @param {string} text @param {Place[]} places */
function part(text, places) {
  if (text.length <= SHOWN) return { from: 0, to: text.length }
  const kinds = (/** @type {number} */ from) =>
    new Set(places.filter(({ start, end }) => start >= from && end <= from + SHOWN - BEFORE).map(({ term }) => term)).size
  const first = places.reduce((best, { start }) => kinds(start) > kinds(best) ? start : best, places[0]?.start ?? 0)
  const from = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0
  const to = from + SHOWN < text.length ? text.lastIndexOf(" ", from + SHOWN) : text.length
  return from <= first && to > first ? { from, to } : { from: first, to: Math.min(first + SHOWN, text.length) }
}

const escaped = (/** @type {string} */ text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
