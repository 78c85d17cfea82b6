/** One chain of Keras layers as rows to be edited: plain data, so that the page needs no interpreter to show it. */
import type { Shape } from '../../graph/tensor.ts';

/** Offsets in the text; `end` is behind the last character. */
export interface Place {
  readonly at: number;
  readonly end: number;
}

export interface Argument extends Place {
  /** The parameter that it is for; null where the layer has none for it. */
  readonly key: string | null;
  readonly value: Place;
}

/** `layers.Dense(10)`: `path` is what is called, `name` the last part of it. */
export interface Call extends Place {
  readonly path: string;
  readonly name: string;
  readonly nameAt: number;
  /** Where its first argument would begin. */
  readonly open: number;
  readonly args: readonly Argument[];
  /** The layer that a TimeDistributed holds. */
  readonly inner: Call | null;
}

/** How a layer stands in a text: in a list, in `model.add(…)`, on a line of its own, called on a tensor. */
export type Style = 'list' | 'add' | 'line' | 'apply';

/** A layer, and the statement that it stands in. */
export interface Item extends Place {
  readonly node: Call;
  readonly style: Style;
  /** What the model is called that it is added to. */
  readonly model?: string;
  /** The name that is given its output. */
  readonly target?: string;
  /** The name of the tensor that it is called on. */
  readonly from?: string;
}

/** When Keras refuses: as the model is built, or as it is called. `text`: it was not followed; `maybe`: it depends. */
export type Stage = 'text' | 'build' | 'call' | 'maybe';

/** What fills the gaps of a sentence. */
export type Gaps = Readonly<Record<string, string | number | undefined>>;

/** Why a layer breaks: `code` names the words of the page. */
export interface Issue {
  readonly code: string;
  readonly stage: Stage;
  /** What Keras says; "" where it says nothing short. */
  readonly says: string;
  readonly gaps: Gaps;
  /** What may be meant by a slip of the pen, else "". */
  readonly near: string;
  readonly place: Place;
}

/** An argument of a layer that has a control, and what stands in it. */
export interface Field {
  readonly key: string;
  /** What is written, or what holds when nothing is. */
  readonly code: string;
  readonly isGiven: boolean;
  readonly options: readonly string[];
  readonly kind: 'select' | 'number' | 'text';
}

export interface Row {
  readonly item: Item;
  readonly fields: readonly Field[];
  /** The other arguments, which can be added, with the default of each. */
  readonly rest: readonly (readonly [key: string, value: string])[];
  /** The shape that goes in, and the one that comes out; null where it is not known. */
  readonly x: Shape | null;
  readonly y: Shape | null;
  /** How many weights are trained, and how many are not. */
  readonly weights: readonly [number, number];
  /** Of what comes out, for one example; null where a size is open. */
  readonly bytes: number | null;
  /** Whether the channels stand before the axes that windows move over. */
  readonly isChannelsFirst: boolean;
  readonly issue: Issue | null;
}

/** Where the code says the input's shape. */
export interface Declared {
  readonly node: Call;
  readonly key: string;
}

export interface Stack {
  readonly rows: readonly Row[];
  readonly input: Shape | null;
  readonly declared: Declared | null;
  readonly trained: number;
  readonly frozen: number;
  /** The row that breaks; -1 where none does. */
  readonly stopped: number;
  /** The first layer that there is no row for: too many are not shown. */
  readonly over: Place | null;
  /** What fits may still not be what was meant: the verdict of the whole says so. */
  readonly isCautioned: boolean;
}

/** One argument of one layer gets another value. */
export interface Change {
  readonly row: number;
  readonly key: string;
  readonly value: number | string | null | readonly number[];
  /** Small changes come first. */
  readonly cost: number;
}

/** What leads to a wanted size. */
export interface Answer {
  /** The sizes of each axis of the input that give what is wanted. */
  readonly inputs: readonly { readonly axis: number; readonly sizes: readonly number[] }[];
  /** Whether axes are mixed, so that each was tried with the others as they are. */
  readonly alone: boolean;
  readonly changes: readonly Change[];
  /** Whether it is what is wanted already. */
  readonly hit: boolean;
}

/** The layer inside of TimeDistributed, or the layer itself. */
export const core = (node: Call): Call => (node.inner ? core(node.inner) : node);

export const argument = (node: Call, key: string): Argument | undefined => node.args.find((one) => one.key === key);

export const isInput = ({ name }: Call): boolean => name.startsWith('Input');

/** The row that breaks, or whose call is refused; -1 where there is none. */
export function brokenRow({ rows, stopped }: Pick<Stack, 'rows' | 'stopped'>): number {
  return stopped < 0 ? rows.findIndex(({ issue }) => issue?.stage === 'call') : stopped;
}

/** The sizes that a reader wrote, "28, 28, 1"; null where they are none. */
export function sizes(text: string): Shape | null {
  const listed = text.replace(/(?<=\d)\s*[×x]\s*(?=\d)/g, ' '); // an x that is no sign between two is no size
  const parts = listed.split(/[\s,()[\]]+/).filter((part) => part !== '');
  if (!parts.every((part) => /^(?:\d{1,9}|None)$/.test(part))) return null;
  return parts.map((part) => (part === 'None' ? null : Number(part)));
}

/** Sizes as a reader writes them. */
export const listed = (shape: Shape): string => shape.map((size) => size ?? 'None').join(', ');

export type Written = number | string | boolean | null | readonly Written[];

/** A value as Python writes it. */
export function written(value: Written): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const parts = value.map(written).join(', ');
  return value.length === 1 ? `(${parts},)` : `(${parts})`;
}
