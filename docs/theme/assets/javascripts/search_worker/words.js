// @ts-check
/** What a text is made of, for the search: words without endings, so that a query meets them however both are written. */

/**
 * @typedef {object} Word
 * @property {string} stem - without plural, verb ending or Korean particle, in small letters
 * @property {string} first - what it is as the first part of a longer word: feature in featuremap
 * @property {number} start - where it stands in the text
 * @property {number} end - where it ends, or its particle begins
 * @property {boolean} follows - the word before, in one sentence
 */

// Hangul apart from Latin, as in 0을; the numbers of 5x5 apart
const PIECE = /[가-힣]+|\d+(?:\.\d+)?(?=[x×]\d)|\d+(?:\.\d+)?(?![\dA-Za-z])|[A-Za-z0-9\u00C0-\u024F\u0370-\u03FF]+/g
// names at their capitals: Conv2D|Transpose, Max|Pooling2D
const HUMP = /(?<=[a-z]|\dD)(?=[A-Z][a-z]{2})/
const PARTICLE = new RegExp(
  `(?:${"으로써 으로서 이라는 이란 에서는 에서의 에서 에게 으로 부터 까지 처럼 보다 입니다 이다 인가 인지 이나 하기 하는 하면 한다 되는 된다 " +
    "이랑 랑 하고 하면 해서 라고 라는 때문 인데 인가요 나요 예요 이에요 에요 을 를 은 는 이 가 의 에 와 과 로 도 만 란 나 일"})$`.replaceAll(" ", "|"),
)
const STANDALONE = new RegExp(`^${PARTICLE.source}`)
const ENDING = /(?:ions?|ings?|ed|es|e|s|ally|al)$/
const ONE_SYLLABLE = "칸값축수합창층망맵식" // what may stand before a particle
const SENTENCE_END = /[.!?:;)\]}。]\s|\n/

export const isKorean = (/** @type {string} */ word) => /^[가-힣]/.test(word)

/** @param {string} word in small letters */
export function stemOf(word) {
  const korean = isKorean(word)
  const stem = word.replace(korean ? PARTICLE : ENDING, "")
  return stem.length > (korean ? 1 : 2) || (stem && ONE_SYLLABLE.includes(stem)) ? stem : word
}

/** @param {string} text @returns {Word[]} */
export function wordsOf(text) {
  /** @type {Word[]} */
  const words = []
  let last = 0
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (index === last && words.length && STANDALONE.test(piece)) continue // the particle of a number or a Latin word
    let start = index
    for (const part of piece.split(HUMP)) {
      const end = start + part.length, small = part.toLowerCase(), stem = stemOf(small)
      const follows = words.length > 0 && !SENTENCE_END.test(text.slice(last, start))
      const korean = isKorean(part)
      words.push({ stem, first: korean ? stem : small, start, end: korean ? start + stem.length : end, follows })
      last = start = end
    }
  }
  return words
}

/** One word after what stands before it: feature map is featuremap, 특징 맵 is 특징맵, 5 × 5 is 5x5. */
const joined = (/** @type {string} */ before, /** @type {string} */ word) =>
  /\d$/.test(before) && /^\d/.test(word) ? `${before}x${word}` : before + word

/** The words as one. @param {Word[]} words @param {number} [at] the first of them @param {number} [length] how many */
export function together(words, at = 0, length = words.length) {
  let said = ""
  for (let i = at; i < at + length; i++) said = joined(said, i < at + length - 1 ? words[i].first : words[i].stem)
  return said
}

/** How many letters are put in, left out or changed from one to the other, counted up to `most` + 1; of Hangul, its letters. */
export function distance(/** @type {string} */ one, /** @type {string} */ other, /** @type {number} */ most) {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1))
    if (Math.min(...next) > most) return most + 1
    row = next
  }
  return row[other.length]
}

/** The text of the HTML that a search index has. @param {string} html */
export const plain = html =>
  html.replace(/<\/?(?:code|su[bp])>/g, "").replace(/<[^>]*>/g, " ").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")
