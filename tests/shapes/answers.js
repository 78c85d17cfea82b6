// What the tests ask of the shape tracer's modules, as plain values.

import { reason, trace } from "../../docs/theme/assets/javascripts/shapes/trace.js"
import { backwards } from "../../docs/theme/assets/javascripts/shapes/backwards.js"
import { LAYERS, definition } from "../../docs/theme/assets/javascripts/shapes/layers.js"
import { repairs } from "../../docs/theme/assets/javascripts/shapes/repairs.js"

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
