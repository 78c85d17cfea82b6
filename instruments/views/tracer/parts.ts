/** The parts of docs/theme/partials/shapes.html, by their names there, and what the front matter of shapes.md says. */
import { furnish, given } from '../../site/element.ts';
import type { CopyWords } from '../../site/element.ts';
import type { WholeModels } from '../models/index.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { Answer, Stack } from '../../tracer/stack/stack.ts';
import type { State } from './address.ts';

export interface Parts {
  /** The links to the examples. */
  nav: HTMLElement;
  area: HTMLTextAreaElement;
  back: HTMLElement;
  pages: HTMLElement;
  adding: HTMLElement;
  menu: HTMLSelectElement;
  adder: HTMLButtonElement;
  undo: HTMLButtonElement;
  copyCode: HTMLButtonElement;
  copyLink: HTMLButtonElement;
  inputLine: HTMLElement;
  input: HTMLInputElement;
  outcome: HTMLElement;
  fault: HTMLElement;
  switcher: HTMLElement;
  byLines: HTMLButtonElement;
  whole: WholeModels;
  chain: HTMLElement;
  mends: HTMLElement;
  stack: HTMLTableElement;
  body: HTMLTableSectionElement;
  totals: HTMLElement;
  way: HTMLElement;
  at: HTMLSelectElement;
  wanted: HTMLInputElement;
  answer: HTMLElement;
}

export type Words = Readonly<Record<string, string>>;

export type Example = Partial<State> & { readonly name: string };

/** The first example, read as the page is built: it is there before what reads is loaded. */
export interface Prepared {
  readonly stack: Stack;
  /** What leads to a size of one row. */
  readonly at: number;
  readonly wanted: Shape | null;
  readonly answer: Answer;
}

/** What the page has for the tracer. */
export interface Given {
  readonly words: Words & CopyWords;
  readonly examples: readonly Example[];
  /** Absent where it could not be read. */
  readonly prepared?: Prepared;
  readonly programs: readonly Example[];
  /** The words of what reads a paste as a whole. */
  readonly models: Words;
  /** In Korean: what the tracer says, by its English. */
  readonly reasons?: Words;
  /** The address of the script that reads a paste as a whole, and whether it is a module: from a folder none can be loaded. */
  readonly wholeScript: string;
  readonly isHosted: boolean;
}

export const readGiven = (): Given => given('shapes-data') as Given;

/** Puts the parts into the host. */
export function furnished(host: HTMLElement): Parts {
  const parts = {};
  furnish(host, 'shapes-template', parts);
  return parts as Parts;
}
