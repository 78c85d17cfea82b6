// @ts-check
/**
 * Ranks the sections of the site for a query.
 *
 * A section's score is the sum, over the terms of the query, of how rare the term is times how much the section says it,
 * as in BM25; times the share of the query that it answers. Terms are words, two neighbours as one word (특징 맵 for
 * 특징맵, and part of what is quoted), and things: what several words are names of, such as deconvolution and 전치 합성곱.
 */
import { distance, isKorean, plain, stemOf, together, wordsOf } from "./words.js"

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {{ location: string, title: string, text: string, tags?: string[], boost?: number }} Section
 * @typedef {{ term: string, at: number, length: number, part?: string }} Term - its words: of a text's, from `at` on so many;
 *   the thing of whose name it is a word
 * @typedef {{ score: number, rare: number, term: string, headed: boolean }} Match
 * @typedef {{ score: number, shares: number[], headed: Set<number>, terms: Set<string> }} Answer
 * @typedef {{ section: Section, score: number, terms: Set<string> }} Found
 */

// what says it, and how much: a heading what its section is about, the page's heading what all its sections are about
const FIELDS = { title: 3, tags: 3, page: 1.5, text: 1 }
const SATURATION = 1.2 // BM25's k1: saying a word twice is not twice as good
const LENGTH = 0.4 // BM25's b: a long text says many words by chance
const PAIR = 0.7 // words that are neighbours in both
const SPELT = 0.3 // the very word of a name, beside the thing
const NAMED = 1 // at least, for what has a name
const BEGUN = 0.5 // the word is only begun
const NUMBER = 0.3 // every section has numbers
const SMALL = 0.2 // words of any sentence
const COVERAGE = 1.5 // how much it counts that all of the query is there
const WHOLE = 0.5 // how much it counts that the query is all of the heading
const FAINT = 0.02 // of the best score: not shown
const LONGEST_NAME = 4 // words

const SMALL_WORDS = new Set(
  ("a an and any between difference different equivalent example are as at be but by can could do does for from get got had has have how i if in into is it its mean meaning my no " +
    "not of on one or should so some than that the their them then there these they this to use using vs was we what when where which " +
    "who whose why will with would you your " +
    "왜 어떻게 무엇 무슨 뭐 때 것 법 방법 이유 뜻 하나 어떤 어느 및 그 안 못 개수 갯수 대한 대해 위한 하려면 될까 되나 하나요 인가요 차이 다른 다름").split(" ").map(stemOf),
)

export class Index {
  /** @param {Section[]} sections @param {string[][]} names - of one thing each */
  constructor(sections, names) {
    this.sections = sections
    /** @type {Map<string, string>} a name, its words together → its thing */
    this.things = new Map()
    /** @type {Set<string>} the words with which a name of several words begins */
    this.starts = new Set()
    for (const [thing, all] of names.entries())
      for (const words of all.map(wordsOf)) {
        this.things.set(together(words), `#${thing}`)
        if (words.length > 1) this.starts.add(words[0].first)
      }
    /** @type {Map<string, Map<number, number[]>>} term → section → how often each of its fields says it */
    this.terms = new Map()
    /** @type {Set<string>} those of the terms that are words */
    this.words = new Set()
    /** @type {number[][]} section → how many words each of its fields has */
    this.lengths = sections.map(() => [])
    const pages = new Map(sections.map(section => [section.location, section]))
    for (const [at, section] of sections.entries()) {
      const page = pages.get(section.location.split("#")[0])
      const tags = page === section ? section.tags?.join("\n") : ""
      const fields = [section.title, tags, page === section ? "" : page?.title, section.text]
      for (const [field, text] of fields.entries()) this.#add(at, field, text ?? "")
    }
    this.mean = this.lengths.reduce((sum, lengths) => sum + lengths[3], 0) / sections.length
  }

  /** @param {number} section @param {number} field @param {string} text */
  #add(section, field, text) {
    const words = wordsOf(plain(text))
    this.lengths[section][field] = words.length
    for (const { stem } of words) this.words.add(stem)
    for (const { term } of this.termsOf(words)) {
      const sections = this.terms.get(term) ?? new Map()
      const counts = sections.get(section) ?? [0, 0, 0, 0]
      counts[field]++
      this.terms.set(term, sections.set(section, counts))
    }
  }

  /** @param {Word[]} words @returns {Iterable<Term>} */
  *termsOf(words) {
    let part = "", named = 0 // of which name the words are, and how far
    for (const [at, word] of words.entries()) {
      let length = at < named ? 0 : this.starts.has(word.first) ? Math.min(LONGEST_NAME, words.length - at) : 1
      const thing = () => this.things.get(together(words, at, length))
      while (length && !thing()) length--
      const name = length ? thing() : undefined
      if (name) yield { term: name, at, length }
      if (name) [part, named] = [name, at + length]
      yield { term: word.stem, at, length: 1, part: at < named ? part : undefined }
      const next = words[at + 1]
      if (at + 1 >= named && next?.follows && !SMALL_WORDS.has(word.stem) && !SMALL_WORDS.has(next.stem)) yield { term: together(words, at, 2), at, length: 2 }
    }
  }

  /** @param {string} term */
  rarity(term) {
    const sections = this.terms.get(term)?.size ?? 0
    const rare = Math.log(1 + (this.sections.length - sections + 0.5) / (sections + 0.5))
    if (term.startsWith("#")) return Math.max(rare, NAMED)
    return rare * (SMALL_WORDS.has(term) ? SMALL : /^\d+(\.\d+)?$/.test(term) ? NUMBER : 1)
  }

  /** @param {string} query @returns {Found[]} best first */
  search(query) {
    const words = this.#known(wordsOf(query))
    const asked = words.map(() => 0)
    /** @type {Map<number, Answer>} */
    const answers = new Map()
    for (const { term, at, length, part } of this.termsOf(words)) {
      const spelt = part && this.terms.has(part)
      for (const [section, match] of this.#matches(term, spelt ? SPELT : length > 1 && !term.startsWith("#") ? PAIR : 1)) {
        const answer = answers.get(section) ?? { score: 0, shares: words.map(() => 0), headed: new Set(), terms: new Set() }
        answers.set(section, answer)
        answer.score += match.score
        answer.terms.add(match.term)
        for (let word = spelt ? Infinity : at; word < at + length; word++) {
          answer.shares[word] = Math.max(answer.shares[word], match.rare / length)
          asked[word] = Math.max(asked[word], match.rare / length)
          if (match.headed) answer.headed.add(word)
        }
      }
    }
    const all = sum(asked)
    const found = [...answers].map(([at, { score, shares, headed, terms }]) => {
      const covered = (sum(shares) / all) ** COVERAGE
      const whole = 1 + WHOLE * Math.min(1, headed.size / this.lengths[at][0])
      const section = this.sections[at]
      return { section, score: score * covered * whole * (section.boost ?? 1), terms }
    })
    found.sort((one, other) => other.score - one.score)
    return found.filter(({ score }) => score > FAINT * found[0].score)
  }

  /** The best match of a section with a term, or with a word that begins so. @param {string} term @param {number} weight */
  #matches(term, weight) {
    /** @type {Map<number, Match>} */
    const best = new Map()
    for (const met of [term, ...weight === PAIR ? [] : this.#begun(term)]) {
      const rare = this.rarity(met) * weight * (met === term ? 1 : BEGUN)
      for (const [section, counts] of this.terms.get(met) ?? []) {
        const score = rare * this.#said(section, counts)
        if (score > (best.get(section)?.score ?? 0)) best.set(section, { score, rare, term: met, headed: counts[0] > 0 })
      }
    }
    return best
  }

  /** @param {number} section @param {number[]} counts */
  #said(section, [title, tags, page, text]) {
    const spread = SATURATION * (1 - LENGTH + LENGTH * this.lengths[section][3] / this.mean)
    return (title && FIELDS.title) + (tags && FIELDS.tags) + (page && FIELDS.page) + FIELDS.text * text / (text + spread)
  }

  /** @param {string} term @returns {string[]} the longer words */
  #begun(term) {
    if (/^[#\d]/.test(term) || term.length < (isKorean(term) ? 2 : 3)) return []
    return [...this.words].filter(word => word.startsWith(term) && word !== term)
  }

  /** The query's words; for one that no section has, those it is written together of, or begins with, or is a slip of. @param {Word[]} words */
  #known(words) {
    return words.flatMap(word => {
      const { stem } = word
      if (this.terms.has(stem) || this.things.has(stem) || this.starts.has(word.first) || this.#begun(stem).length) return [word]
      const other = this.#parts(stem) ?? this.#beginning(stem) ?? this.#slip(stem)
      return other?.map((part, at) => ({ ...word, stem: part, first: part, follows: at > 0 || word.follows })) ?? [word]
    })
  }

  /** @param {string} word @returns {string[] | undefined} the fewest known words that make it up */
  #parts(word) {
    /** @type {(string[] | undefined)[]} */
    const made = [[]]
    for (let end = 1; end <= word.length; end++)
      for (let start = 0; start < end; start++) {
        const before = made[start], part = word.slice(start, end), least = isKorean(part) ? 2 : 3
        const known = part.length >= least && (this.words.has(part) || this.things.has(part) || /^[123]d$/.test(part))
        if (before && known && before.length + 1 < (made[end]?.length ?? Infinity)) made[end] = [...before, part]
      }
    return made[word.length]
  }

  /** @param {string} word @returns {string[] | undefined} 보간 of 보간법 */
  #beginning(word) {
    for (let end = word.length - 1; end > 1 && isKorean(word); end--)
      if (this.words.has(word.slice(0, end)) || this.things.has(word.slice(0, end))) return [word.slice(0, end)]
  }

  /** @param {string} word @returns {string[] | undefined} the nearest of those that differ by a letter or, if it is long, by two */
  #slip(word) {
    const letters = word.normalize("NFD"), most = letters.length < 6 ? 0 : letters.length < 9 ? 1 : 2
    const all = [...this.things.keys(), ...this.words]
    const far = all.map(other => distance(letters, other.normalize("NFD"), most))
    const least = Math.min(...far)
    if (most && least <= most) return [all[far.indexOf(least)]]
  }
}

const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, one) => all + one, 0)
