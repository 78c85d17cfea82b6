// @ts-check
// What the explorer says, in the page's language: docs/ko/explorer.md and docs/en/explorer.md have it in their front matter.
import { fill, given } from "../element.js"

/** `page` is the address of the explorer's own page. */
export const { words, page } = given("explorer-data")

/** A sentence with its gaps filled: {0}, {1}, …; nothing where there is none. @returns {string} */
export const say = (name = "", ...values) => fill(words[name] ?? "", values)
