// What the search finds in an index that the site has, without a browser.
import { readFileSync } from "node:fs"
import { Index } from "../../instruments/site/search/index.ts"

const indexes = new Map()

/** The locations of the best results. @param {string} file search_index.json @param {string} query @param {number} most */
export function best(file, query, most) {
  if (!indexes.has(file)) {
    const { docs, config } = JSON.parse(readFileSync(file, "utf8"))
    indexes.set(file, new Index(docs, config.names))
  }
  return indexes.get(file).search(query).slice(0, most).map(({ section }) => section.location)
}
