// What the tests ask of the reader of stacks, as plain values.

import { prepared } from "../../instruments/door/preparing.ts"
import { backwards } from "../../instruments/tracer/stack/backwards.ts"
import { insert, put, remove, swap } from "../../instruments/tracer/stack/edit.ts"
import { mended } from "../../instruments/tracer/stack/mending.ts"
import { readStack } from "../../instruments/tracer/stack/read.ts"
import { tokenize } from "../../instruments/views/tracer/colours.ts"

const EDITS = { insert, remove, swap }

/** What all steps together return. */
function finished(steps) {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** null where the text is no chain. */
export function outcome(text, input = "") {
  const read = readStack(text, input)
  if (!read) return null
  const { rows, trained, frozen, stopped } = read.stack
  return {
    names: rows.map(({ item }) => item.node.name),
    shapes: rows.map(({ y }) => y),
    weights: rows.map(({ weights }) => weights),
    trained,
    frozen,
    stopped,
    issues: rows.map(({ issue }) => issue && { code: issue.code, stage: issue.stage, says: issue.says }),
  }
}

/** What is wrong with its brackets and quotation marks, and where. */
export const fault = (text) => tokenize(text).fault

export const ask = (text, at, wanted) => finished(backwards(readStack(text), at, wanted))

/** The repairs of the first layer that breaks. */
export const offer = (text) => finished(mended(text, "", readStack(text)))

const itemsOf = (text) => readStack(text).stack.rows.map(({ item }) => item)

/** A text with a layer put in, taken out, or changed for the next. */
export const edit = (name, text, ...values) => EDITS[name](text, itemsOf(text), ...values)

/** A text with an argument of its first layer changed. */
export const argue = (text, key, value) => put(text, itemsOf(text)[0].node, key, value)

/** The names, in order, of the fields of a text's last layer, and of what can be added to it. */
export function fields(text) {
  const { fields, rest } = readStack(text).stack.rows.at(-1)
  return [fields.map(({ key, code, kind, options }) => [key, code, kind, options]), rest.map(([key]) => key)]
}

export { prepared }

let isWarm = false
const MOST_STEPS = 300 // of a search; those that follow are like them

/** The most milliseconds of the processor that one task of a page takes with a text; the code is warm, as after an example. */
export function slowest(text, input) {
  const timed = (action) => {
    const before = process.cpuUsage(), found = action(), { user, system } = process.cpuUsage(before)
    return [found, (user + system) / 1000]
  }
  if (fault(text)?.code === "deep") return 0 // is not read as a chain
  const known = `keras.Input((64, 64, 3))\n${"layers.Conv2D(8, 3)\n".repeat(20)}layers.LSTM(3)`
  if (!isWarm) {
    offer(known)
    ask(known, 20, null)
  }
  isWarm = true
  let [read, most] = timed(() => readStack(text, input))
  const [, again] = timed(() => readStack(text, input))
  most = Math.min(most, again)
  const { rows = [] } = read?.stack ?? {}, broken = rows.findIndex(({ issue }) => issue && issue.stage !== "maybe")
  for (const steps of [
    ...(broken < 0 ? [] : [mended(text, input, read)]),
    ...(rows.length ? [backwards(read, broken < 0 ? rows.length - 1 : broken, null)] : []),
  ])
    for (let done = false, n = 0; !done && n < MOST_STEPS; n++) {
      const [step, time] = timed(() => steps.next())
      done = step.done
      most = Math.max(most, time)
    }
  return most
}
