/** What the modules hand to one another; read by editors, loaded by no page. */

/** rows, columns */
export type Pair = [number, number]

/** A layer's arguments under Keras's names, and its numbers. */
export interface Setting {
  op: string
  height: number
  width: number
  kernel_size: Pair // the pooling layers' pool_size too
  strides: Pair | null // UpSampling2D's size too; null, where pooling takes it, is pool_size
  padding: string
  output_padding: Pair | null
  dilation_rate: Pair
  interpolation: string
  image: number[][]
  kernel: number[][]
}

/** input cell, kernel cell, weight */
export type Link = [number, number, number][]

export interface Axis {
  n: number // input cells
  k: number // kernel cells
  s: number
  d: number
  reach: number // kernel cells with the gaps of dilation
  op?: number | null // output_padding
  size: number // output cells
  full: number // cells that stamps cover; elsewhere as size
  start: number // the first cell of the canvas that is kept
  before: number // cells padded before the input, or cropped from the start of the canvas
  after: number
  links: Link[] // of each cell of the canvas
}

/** input cell, kernel cell, weight, input value */
export interface Term { i: Pair, k: Pair, w: number, x: number }

/** `values` fill the gaps of Keras's own message. */
export interface Refusal { why: string, values: (string | number)[] }

/** A preset's name, or the numbers. */
export type Values = string | number[][]

/** A cell of the input, the kernel or the canvas, as NumPy counts: "canvas,2,2". */
export type Cell = string

export interface State extends Omit<Setting, "image" | "kernel"> {
  input: Values
  kernel: Values
  view: string
  step: number | null // null is the last
  cell: Cell | null
}

export interface Fault { name: string, value: string }

/** How a cell is drawn. */
export interface Look {
  text: string
  fills?: string[] // colours, mixed
  share?: number // of the usual strength
  quiet?: boolean
  shade?: boolean // a zero that was put there
  hatch?: boolean // not in the result
  mark?: boolean // looked at
}

/** y, x, rows, columns, colour */
export type Frame = [number, number, number, number, string]

export interface Grid {
  id: string
  title: [string, ...(string | number)[]] // a key of the words, and what fills its gaps where that is not the size
  rows: number
  columns: number
  look(y: number, x: number): Look | false // nothing where false
  cell(y: number, x: number): Cell // what the place stands for, "" for nothing
  frames: (Frame | false | 0)[]
}

export interface Placed extends Grid {
  left: number
  top: number
  wide: number
  begins: boolean // its line
  sign?: string // between the grid before and this one
}

/** What an overlaid cell stands for. */
export interface Hit { table: HTMLElement, y: number, x: number, cell: Cell }
