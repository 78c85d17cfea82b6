// @ts-check
// Changes of the code that leave the rest of it as the reader wrote it. Each answers the new code.

/** @param {string} text @param {{ at: number, end: number, text: string }[]} edits */
export function apply(text, ...edits) {
  for (const edit of edits.sort((a, b) => b.at - a.at)) text = text.slice(0, edit.at) + edit.text + text.slice(edit.end)
  return text
}

/** Gives an argument of a call another value; null takes it away. */
export function put(text, node, key, names, value) {
  const i = node.args.findIndex((argument, place) => (argument.key ?? names[place]) === key), argument = node.args[i]
  if (value === null) {
    if (!argument) return text
    const [at, end] = i ? [node.args[i - 1].end, argument.end] : [argument.at, node.args[1]?.at ?? argument.end]
    return apply(text, { at, end, text: "" })
  }
  if (argument) return apply(text, { at: argument.value.at, end: argument.value.end, text: value })
  const last = node.args[node.args.length - 1]
  return apply(text, { at: last?.end ?? node.open, end: last?.end ?? node.open, text: `${last ? ", " : ""}${key}=${value}` })
}

/** `layers.` or whatever else the reader writes before the names of layers. */
const prefix = (items) => {
  const path = items.findLast(({ node }) => !/^Input/.test(node.name))?.node.path ?? "layers.X"
  return path.slice(0, path.lastIndexOf(".") + 1)
}

const indent = (text, at) => /[^\S\n]*$/.exec(text.slice(0, at))?.[0] ?? ""
const startsLine = (text, at) => /(?:^|\n)[^\S\n]*$/.test(text.slice(0, at))

/**
 * Puts a layer before the layer `i`, or after the last.
 * @param {import("./parse.js").Item[]} items @param {string} layer `Flatten()`
 */
export function insert(text, items, i, layer) {
  const made = prefix(items) + layer, after = i >= items.length, item = items[Math.min(i, items.length - 1)]
  if (!item) {
    const list = /Sequential\s*\(\s*(?:layers\s*=\s*)?\[/.exec(text), at = list ? list.index + list[0].length : text.length
    return apply(text, { at, end: at, text: list ? `\n    ${made},\n` : `${text.trim() ? "\n" : ""}${made}\n` })
  }
  const { style, node, model, target, from } = item,
    space = indent(text, style === "list" ? node.at : item.at)
  const line =
    style === "add"
      ? `${model}.add(${made})`
      : style === "apply"
        ? `${after ? target : from} = ${made}(${after ? target : from})`
        : made
  if (style === "list") {
    const gap = startsLine(text, node.at) ? `\n${space}` : " "
    return after
      ? apply(text, { at: node.end, end: node.end, text: `,${gap}${made}` })
      : apply(text, { at: node.at, end: node.at, text: `${made},${gap}` })
  }
  const comma = style === "line" && /^\s*,/.test(text.slice(item.end)) ? "," : ""
  return after
    ? apply(text, { at: item.end, end: item.end, text: `${comma}\n${space}${line}` })
    : apply(text, { at: item.at, end: item.at, text: `${line}${comma}\n${space}` })
}

/** Takes the layer `i` out. */
export function remove(text, items, i) {
  const item = items[i],
    { node, style, target, from } = item
  if (style === "apply")
    return apply(text, {
      at: item.at,
      end: item.end,
      text: target && target !== from ? `${target} = ${from}` : (from ?? ""),
    })
  const [at, stop] = style === "add" || (style === "line" && item.at === node.at) ? [item.at, item.end] : [node.at, node.end]
  const end = stop + (/^[^\S\n]*,?[^\S\n]*(?:#[^\n]*)?/.exec(text.slice(stop))?.[0].length ?? 0)
  const whole = startsLine(text, at) && /^(?:\n|$)/.test(text.slice(end))
  return whole
    ? apply(text, { at: at - indent(text, at).length, end: Math.min(end + 1, text.length), text: "" })
    : apply(text, { at, end, text: "" })
}

/** Lets the layers `i` and `i + 1` change places. */
export function swap(text, items, i) {
  const [a, b] = [items[i].node, items[i + 1].node]
  return apply(
    text,
    { at: a.at, end: a.end, text: text.slice(b.at, b.end) },
    { at: b.at, end: b.end, text: text.slice(a.at, a.end) },
  )
}
