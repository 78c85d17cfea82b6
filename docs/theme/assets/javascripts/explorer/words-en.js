// @ts-check
// What the explorer says in English. Layers, arguments and arrays are named as in Keras and NumPy.

const span = ([first, last]) => (first === last ? `${first}` : `${first}–${last}`)

export const plain = {
  controls: "Arguments", height: "height", width: "width", apart: "height and width apart",
  input: "input", kernel: "kernel", fresh: "other numbers",
  count: "1, 2, 3, …", ones: "ones", random: "random", identity: "identity", edge: "edge", blur: "blur", bilinear: "bilinear", own: "as typed",
  view: "View", stamps: "stamps", zeros: "zeros between, kernel flipped", matrix: "matrix", counts: "overlap count",
  play: "Play", pause: "Pause", back: "One step back", forward: "One step on", step: "Step",
  hint: "Point at a cell or tap it to see what it is made of. To change an input or kernel cell, tap it again or press Enter.",
  copy: "Copy", copied: "Copied", program: "The same as a program", share: "Copy the link to this state", open: "Open in the explorer",
  beside: "draw PyTorch's result beside it", size: "Size", shapes: "Shapes", picture: "Number grids",
  refused: "Keras refuses this.", same: "gives the same.",
}

export const say = {
  input: (h, w) => `input ${h}×${w}`, kernel: (h, w) => `kernel ${h}×${w}`, flipped: (h, w) => `kernel ${h}×${w}, flipped`,
  inserted: (h, w) => `input with zeros ${h}×${w}`, canvas: (h, w) => `canvas ${h}×${w}`, output: (h, w) => `output ${h}×${w}`,
  kept: (h, w, a, b, counts) => (counts ? "overlap count, " : "") + (h === a && w === b ? `output ${a}×${b}, the whole canvas` : `output ${a}×${b} in the frame, canvas ${h}×${w}`),
  stamp: x => `${x} × kernel`, products: () => "products", window: () => "in the window", torch: (h, w) => `PyTorch ${h}×${w}`,
  matrix: (h, w) => `Cᵀ ${h}×${w}`, x: n => `input ${n}`, y: n => `canvas ${n}`,
  tooLarge: (h, w) => `The matrix would have ${h}×${w} cells, too many to read. Take a smaller input or kernel; here are the stamps.`,
  start: () => "Nothing has happened yet.",
  insert: () => "strides − 1 zeros go between the input cells.",
  border: () => "A border of (kernel size − 1) zeros goes around, so that every stamp fits. It is not the argument padding.",
  pad: (b, a, c, d) => `padding="same" pads first: rows ${b} before, ${a} after; columns ${c} before, ${d} after.`,
  stampStep: (n, of, x) => `Stamp ${n} of ${of}: ${x} × kernel.`,
  copyStep: (n, of) => `Cell ${n} of ${of}.`,
  windowStep: (n, of) => `Window ${n} of ${of}.`,
  result: (h, w) => `The result has ${h}×${w} cells.`,
  cropped: (t, b, l, r) => `Cropped: rows ${t} at the start, ${b} at the end; columns ${l} and ${r}.`,
  added: (h, w) => `Appended at the end, zeros: rows ${h}, columns ${w}.`,
  notKept: () => "This cell is cropped: it is not in the output.",
  noStamp: () => "no stamp reaches this cell", appended: () => "appended: no stamp reaches this far",
  partial: () => "so far",
  zeroPads: n => `${n} padded zeros add nothing.`, skipped: n => `${n} padded cells do not count.`,
  goesTo: (rows, columns, all) => `goes to ${all ? "canvas" : "output"} rows ${span(rows)}, columns ${span(columns)}.`, reaches: (rows, columns) => `is in output rows ${span(rows)}, columns ${span(columns)}.`,
  nowhere: () => "is in no window: it is not used.",
  refusal: (why, when) => ({
    output_padding: "output_padding must be smaller than strides, along each axis. The layer cannot be built.",
    dilation: "strides and dilation_rate cannot both be larger than 1. The layer cannot be built.",
    window: "The window with its gaps is larger than the input, and padding=\"valid\" adds nothing, so no output cell is left.",
    empty: "By Keras's formula this output has no cells. Called, TensorFlow gives an empty array or fails, depending on the processor's library.",
    even: "The layer can be built, but fails when it is called: with padding=\"same\" and output_padding=0 an even kernel leaves an output from which a SAME convolution does not lead back to this input.",
  })[why] + (when === "model" ? " A model refuses it; called on an array, TensorFlow may give an empty array, fail or even crash." : ""),
  saysKeras: () => "Keras says:",
  fault: (name, value, allowed) => (allowed ? `${name}=${value} is not understood (allowed: ${allowed}); the default is shown instead.` : `${name}=${value} is not an argument of this operation and is left out.`),
  fallback: op => `Keras refuses these arguments for ${op}, so its own example is shown.`,
  unlike: hint => `gives the same size but other values.${hint ? ` With ${hint} as Keras.` : ""}`, unlikeSize: (h, w, hint) => `gives ${h}×${w}${hint ? `; with ${hint} as Keras` : ""}.`,
  change: (of, y, x) => `New value of ${of}[${y}, ${x}]`,
  cell: (title, y, x) => `${title}, row ${y}, column ${x}`,
}
