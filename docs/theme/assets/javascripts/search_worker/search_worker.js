// @ts-check
/** Answers Material's search box in place of its own worker, in the same messages: each section is a result of its own. */
import { Index } from "./index.js"
import { shown } from "./marks.js"
import { wordsOf } from "./words.js"

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
const MOST = 30 // results
const MARKED = 10 // words that the page is to mark

/** @type {Index} */
let index

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    index = new Index(data.docs, data.config.names ?? [])
    postMessage({ type: READY })
  } else if (type === QUERY) {
    const items = index.search(data).slice(0, MOST).map(found => result(found, data))
    postMessage({ type: RESULT, data: { items, suggest: suggested(data, items[0]) } })
  }
})

/** The section and above it its page, as Material shows them. @param {import("./index.js").Found} found @param {string} query */
function result(found, query) {
  const { section, score } = found
  const { title, text, said } = shown(index, found)
  const words = wordsOf(query).filter(({ stem }) => !index.terms.has(stem)).map(({ start, end }) => [query.slice(start, end), false])
  const terms = Object.fromEntries([...words, ...[...said].slice(0, MARKED).map(word => [word, true])])
  const item = { ...section, title, text, score, terms }
  const page = index.sections.find(({ location }) => location === section.location.split("#")[0])
  return page && page !== section ? [item, { ...page, tags: undefined, text: "", score: 0, terms: {} }] : [item]
}

/** What completes the last word of the query, out of the best result's heading. @param {string} query @param {{ title: string }[] | undefined} best */
function suggested(query, best) {
  const last = query.split(/[\s-]+/).at(-1)?.toLowerCase()
  const title = best?.[0].title.replace(/<[^>]*>/g, "").toLowerCase() ?? ""
  return last ? title.split(/[\s,·:()]+/).filter(word => word.startsWith(last) && word !== last).slice(0, 1) : []
}
