// @ts-check
// When a paste is read as a whole, by the script that instruments/ makes; it is loaded only then.

/** What only a reader of whole programs can follow. */
const PROGRAM = /\btorch\b|\bnn\.|^\s*(?:async\s+)?(?:def|class|for|while|with|if)\b|\bfor\s+\w+.*\bin\b/m
const MODEL = /\b(?:Sequential|Model|Functional)\s*\(/g
const ASSIGNED = /^\s*\w[\w., ]*=(?!=)/m
/** Faults of the text that the line reader tells by their column, better than the other. */
const TEXT = ["string", "unclosed", "closing", "big", "deep"]
/** What the line reader does not follow in a layer, and does not take for a slip of the pen. */
const UNFOLLOWED = ["unknown", "unfollowed", "inner"]

/** Whether a paste is more than one chain of layers. @param {import("./trace.js").Traced} traced */
export function isWhole(text, { fault, rows }) {
  if (fault && TEXT.includes(fault.code)) return false
  if (PROGRAM.test(text)) return true
  if (fault?.code === "quotes") return false // which it can make straight
  const models = (text.match(MODEL) ?? []).length
  if (!models && !ASSIGNED.test(text) && (rows.length || fault?.code === "lines")) return false // layers alone, one a line
  return !!fault || models > 1 || rows.some(({ issue }) => issue && !issue.near && UNFOLLOWED.includes(issue.code))
}

/** @type {Promise<void> | null} */
let loading = null

/**
 * Loads the script, once; after a failure it may be tried again. From a folder no module can be loaded.
 * @param {string} address @param {boolean} isModule
 */
export const load = (address, isModule) => loading ??= new Promise((done, failed) => {
  const script = document.createElement("script")
  script.onload = () => customElements.get("whole-models") ? done() : failed(new Error(address))
  script.onerror = () => failed(new Error(address))
  script.type = isModule ? "module" : ""
  script.src = address
  document.head.append(script)
}).catch((error) => {
  loading = null
  throw error
})
