// What the explorer draws and says of a state, as plain values.

import { caution, formula, refusal } from "../../instruments/arithmetic/index.ts"
import { refusedGrids } from "../../instruments/views/explorer/scene/refused.ts"
import { scene } from "../../instruments/views/explorer/scene/scene.ts"
import { setting } from "../../instruments/views/explorer/state/presets.ts"
import { initial } from "../../instruments/views/explorer/state/state.ts"

/** The grids by the key of their title; what is said by its key; why it is refused; how a canvas comes to its size. */
export function seen(op, changes, pointed = "") {
  const state = { ...initial(op), ...changes }
  const layer = setting(state)
  const refused = refusal(layer)
  const { grids, says } = refused ? { grids: refusedGrids(layer, refused), says: [] } : scene(layer, state, { pointed, byPyTorch: null })
  return {
    grids: grids.map(grid),
    says: says.filter((sentence) => typeof sentence !== "string"),
    refused: refused && [refused.why, ...refused.values],
    caution: refused ? "" : caution(layer),
    canvas: refused ? null : (formula(layer, 1).canvas ?? null),
  }
}

function grid({ id, title, suffix = [], rows, columns, behind = 0, frames, look }) {
  const places = Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => look(row, column)))
  return {
    id,
    title,
    suffix,
    behind,
    shape: [rows, columns],
    frames,
    texts: places.map((line) => line.map((it) => it?.text ?? "")),
    hatched: places.map((line) => line.map((it) => Boolean(it?.hatch))),
  }
}
