/** Follows a shape through a stack of layers, row by row, to its end or to where it breaks. */
import { fill } from '../../../site/element.ts';
import { argument, core, definition } from './layers/definitions.ts';
import { layerOf, passed } from './layers/layer.ts';
import type { Layer } from './layers/layer.ts';
import { Refusal, refuse } from './layers/refusal.ts';
import type { Weights } from './layers/rules/rule.ts';
import { allKnown, product } from './layers/shape.ts';
import type { Shape } from './layers/shape.ts';
import { isInputName } from './reading/known.ts';
import type { Call, Place } from './reading/nodes.ts';
import { parse } from './reading/parse.ts';
import type { Item } from './reading/stack.ts';
import type { Fault, Token } from './reading/tokens.ts';

/** A refusal, with its layer and its place in the text. */
export interface Issue extends Pick<Refusal, 'code' | 'stage' | 'says' | 'arg' | 'got' | 'near' | 'cells' | 'gaps'> {
  readonly layer: string;
  readonly place: Place;
}

export interface Row {
  readonly item: Item;
  readonly name: string;
  /** The shape that goes in, and the one that comes out; null where it is not known. */
  x: Shape | null;
  y: Shape | null;
  weights: Weights;
  /** Of what comes out, for one example in float32; null where a size is open. */
  bytes: number | null;
  layer: Layer | null;
  issue: Issue | null;
}

/** Where the code says the input's shape. */
interface Declared {
  readonly node: Call;
  readonly key: string;
}

export interface Traced {
  readonly rows: readonly Row[];
  readonly fault: Fault | null;
  readonly input: Shape | null;
  readonly declared: Declared | null;
  /** How many weights are trained, and how many are not. */
  readonly trained: number;
  readonly frozen: number;
  /** The row that breaks; -1 where none does. */
  readonly stopped: number;
  readonly tokens: readonly Token[];
}

const MOST_LAYERS = 100;
const BYTES = 4; // of a number, in float32
const SHAPES = ['batch_shape', 'input_shape', 'shape'];

/** The sizes that a reader wrote, "28, 28, 1"; null where they are none. */
export function sizes(text: string): Shape | null {
  const parts = text.split(/[\s,×x()[\]]+/).filter((part) => part !== '');
  if (!parts.every((part) => /^(?:\d{1,9}|None)$/.test(part))) return null;
  return parts.map((part) => (part === 'None' ? null : Number(part)));
}

/** Sizes as a reader writes them. */
export const listed = (shape: Shape): string => shape.map((size) => size ?? 'None').join(', ');

/** @param input the input's sizes, for code that has none */
export function trace(text: string, input = ''): Traced {
  const { items, fault, tokens } = parse(text);
  const declared = declaredBy(items[0]?.node);
  const apart = input ? sizes(input) : null;
  const chain = new Chain(items, declared || !apart ? null : [null, ...apart]);
  const rows = items.slice(0, MOST_LAYERS).map((item, i) => chain.add(item, i));
  const sum = (place: 0 | 1): number => rows.reduce((all, { weights }) => all + weights[place], 0);
  const over = items[MOST_LAYERS];
  const tooMany = over ? { code: 'layers', at: over.at, end: over.end, got: '', most: MOST_LAYERS } : null;
  const { stopped, start } = chain;
  return { rows, fault: tooMany ?? fault, input: start, declared, trained: sum(0), frozen: sum(1), stopped, tokens };
}

function declaredBy(node: Call | undefined): Declared | null {
  if (!node) return null;
  const key = SHAPES.find((one) => argument(node, one)) ?? (isInputName(node.name) ? 'shape' : undefined);
  return key === undefined ? null : { node, key };
}

class Chain {
  stopped = -1;
  /** The chain's input. */
  start: Shape | null;
  private readonly names = new Set<string>();

  /** @param x the shape that goes into the next layer */
  constructor(
    private readonly items: readonly Item[],
    private x: Shape | null,
  ) {
    this.start = x;
  }

  /** The row of the next layer; after a break nothing is known. */
  add(item: Item, i: number): Row {
    const { node } = item;
    const row: Row = {
      item,
      name: node.name,
      x: this.x,
      y: null,
      weights: [0, 0],
      bytes: null,
      layer: null,
      issue: null,
    };
    if (this.stopped >= 0) return { ...row, x: null };
    try {
      this.follow(row, i);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      row.issue = placed(error, node);
      this.stopped = i;
    }
    return row;
  }

  private follow(row: Row, i: number): void {
    const { node } = row.item;
    const layer = (row.layer = layerOf(node));
    this.keepName(node);
    if (isInputName(node.name)) this.enter(row.item, layer, i);
    else if (i === 0) this.x ??= layer.shape;
    const isOpen = i === 0 && argument(node, 'input_dim') && node.name !== 'Embedding';
    if (isOpen) refuse('unfollowed', { arg: 'input_dim', stage: 'text' });
    const x = this.x ?? refuse('noinput', { stage: 'text' });
    this.start ??= x;
    row.x = x;
    const y = passed(layer, x);
    row.weights = layer.weights(x);
    const isEmpty = x.includes(0) || y.includes(0);
    const refusal = layer.called(x, y) ?? (isEmpty ? new Refusal('empty', { stage: 'maybe' }) : null);
    row.issue = refusal && placed(refusal, node);
    const sizes = allKnown(y.slice(1));
    row.bytes = sizes && BYTES * product(sizes);
    row.y = this.x = y;
  }

  /** No two layers of a model have the same name. */
  private keepName(node: Call): void {
    const value = argument(node, 'name')?.value;
    if (value?.kind !== 'str') return;
    if (this.names.has(value.value)) refuse('twice', { arg: 'name', got: value.value });
    if (value.value) this.names.add(value.value);
  }

  /** An Input: the first says the shape, another may stand at the head of a model in the model, of the same shape. */
  private enter(item: Item, { shape }: Layer, i: number): void {
    if (!shape) refuse('shape', { arg: 'shape' });
    const first = this.items[0];
    const isSame = item.model === first?.model && (item.style !== 'list' || item.at === first?.at);
    if (i > 0 && (isSame || String(shape) !== String(this.x))) refuse('again');
    this.x = shape;
  }
}

function placed(refusal: Refusal, node: Call): Issue {
  const inner = core(node);
  const { code, stage, says, arg, got, near, cells, gaps } = refusal;
  const value = arg === undefined ? undefined : argument(inner, arg)?.value;
  const found = refusal.place ?? value ?? inner;
  const at = 'nameAt' in found ? (found.nameAt as number) : found.at;
  const layer = definition(inner.name)?.name ?? inner.name;
  return { code, stage, says, arg, got, near, cells, gaps, layer, place: { at, end: found.end } };
}

/** What fills the sentence of an issue. */
export function gapsOf({ gaps, arg, got, near, layer }: Issue): Readonly<Record<string, string | number | undefined>> {
  return { ...gaps, arg, got, near, layer };
}

/** What Keras itself says of a refusal, in short; "" where it says nothing short. */
export function reason(issue: Issue, keras: Readonly<Record<string, string>>): string {
  return fill(keras[issue.says] ?? '', gapsOf(issue));
}
