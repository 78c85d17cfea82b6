// What the tests ask of the shape tracer's modules, as plain values.

import { keras } from "../../instruments/frameworks/keras/index.ts"
import { trace as traceWhole } from "../../instruments/tracer/trace.ts"
import { reason, trace } from "../../instruments/views/tracer/chain/trace.ts"
import { backwards, reckoned } from "../../instruments/views/tracer/chain/backwards.ts"
import { definition } from "../../instruments/views/tracer/chain/layers/definitions.ts"
import { LAYERS } from "../../instruments/views/tracer/chain/layers/words.ts"
import { mended, repairs } from "../../instruments/views/tracer/chain/repairs.ts"

export function outcome(text, input = "", keras = {}) {
  const { rows, fault, trained, frozen } = trace(text, input)
  return {
    shapes: rows.map(({ y }) => y),
    weights: rows.map(({ weights }) => weights),
    trained,
    frozen,
    issues: rows.map(({ issue }) => issue && { code: issue.code, stage: issue.stage, reason: reason(issue, keras) }),
    fault: fault?.code ?? null,
  }
}

export const ask = (text, at, wanted) => backwards(trace(text), at, wanted)

/** The repairs of the first layer that breaks. */
export function offer(text) {
  const traced = trace(text), at = traced.rows.findIndex(({ issue }) => issue && issue.stage !== "maybe")
  return at < 0 ? [] : repairs(text, "", traced, at)
}

export const menu = () => LAYERS
export const signature = (name) => definition(name)?.args

/** The most milliseconds of the processor that one task of a page takes with a text; the code is warm, as after an example. */
export function slowest(text, input) {
  const timed = (action) => {
    const before = process.cpuUsage(), found = action(), { user, system } = process.cpuUsage(before)
    return [found, (user + system) / 1000]
  }
  const known = `keras.Input((64, 64, 3))\n${"layers.Conv2D(8, 3)\n".repeat(20)}layers.LSTM(3)`
  const begun = trace(known)
  repairs(known, "", begun, 21)
  backwards(begun, 20, null)
  let [traced, most] = timed(() => trace(text.slice(0, 20_001), input))
  const [, again] = timed(() => trace(text.slice(0, 20_001), input))
  most = Math.min(most, again)
  const { rows } = traced, broken = rows.findIndex(({ issue }) => issue && issue.stage !== "maybe")
  for (const steps of [
    ...(broken < 0 ? [] : [mended(text, input, traced, broken)]),
    ...(rows.length ? [reckoned(traced, broken < 0 ? rows.length - 1 : broken, null)] : []),
  ])
    for (let done = false; !done;) {
      const [step, time] = timed(() => steps.next())
      done = step.done
      most = Math.max(most, time)
    }
  return most
}

/**
 * What the reader of rows and that of whole programs say of a model: where and why it is refused as it is built, and each
 * layer's shape and parameters. null where the rows do not follow. The input is a row, but no layer.
 */
export function both(text, keras) {
  return [byRows(text, keras), byPrograms(text)]
}

function byRows(text, keras) {
  const { rows } = trace(text)
  if (rows.some(({ issue }) => issue?.stage === "text")) return null
  const stopped = rows.find(({ issue }) => issue?.stage === "build")
  return {
    refused: stopped ? { line: text.slice(0, stopped.item.node.at).split("\n").length, says: reason(stopped.issue, keras) } : null,
    layers: rows.slice(1).filter(({ y }) => y).map(({ y, weights }) => [y, weights[0] + weights[1]]),
  }
}

function byPrograms(text) {
  const [model] = traceWhole(text, { frameworks: [keras] }).models
  const layers = (model?.layers ?? []).filter(({ output_shape: shape }) => shape)
  return {
    refused: model?.fault ? { line: model.fault.line, says: model.fault.says } : null,
    layers: layers.map(({ output_shape: shape, parameters }) => [shape, parameters]),
  }
}
