/** Changes of a program's text, at places that the interpreter remembers. Knows Python's syntax and no framework. */
import type { Shape } from '../graph/tensor.ts';
import type { Argument, Expression } from '../languages/python/syntax.ts';
import { Elsewhere } from './elsewhere.ts';

/** Put `text` where `from` to `to` stands; offsets in the cleaned paste. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What a framework thinks may mend a fault. Nobody has tried it yet. */
export interface Proposal {
  /** In English, what the changes do; code between backticks. */
  readonly says: string;
  readonly changes: readonly Change[];
}

/** The one input of a paste. */
export interface SizedInput {
  /** Its sizes without batch and channels. */
  readonly now: Shape;
  /** The paste with other sizes of its sides. */
  with(sizes: readonly number[]): Proposal;
}

/** Sizes of the input that may be others. */
export interface SizeSearch {
  readonly now: readonly number[];
  /** Whether the input is too small, so that every size from some one on fits; else sizes around the present ones may. */
  readonly isTooSmall: boolean;
  with(sizes: readonly number[]): Proposal;
}

/** What repairs look for, where all sides are known. */
export function searchOf(input: SizedInput | null, isTooSmall: boolean): SizeSearch | null {
  const now = input?.now.filter((size) => size !== null) ?? [];
  if (!input || now.length === 0 || now.length < input.now.length) return null;
  return { now, isTooSmall, with: (sizes) => input.with(sizes) };
}

export interface Proposals {
  readonly single: readonly Proposal[];
  /** What is tried where none of them mends the fault. */
  readonly others?: readonly Proposal[];
  readonly sizes: SizeSearch | null;
}

export const NO_PROPOSALS: Proposals = { single: [], sizes: null };

export type CallSite = Extract<Expression, { kind: 'call' }>;

/** A place as a call; undefined for an operator, or where no line of the paste stands behind it. */
export function callSite(site: Expression | null | undefined): CallSite | undefined {
  return site?.kind === 'call' ? site : undefined;
}

export class Rewriter {
  private found: Elsewhere | null = null;

  constructor(readonly text: string) {}

  /** Read once, as a search tries hundreds of sizes. */
  private get elsewhere(): Elsewhere {
    return (this.found ??= new Elsewhere(this.text));
  }

  /** Where the shape that a name stands for is written out; the node itself where that is not one other place. */
  writtenOut(node: Expression, shape: Shape): Expression {
    const found = node.kind === 'name' ? this.elsewhere.of(node) : null;
    return found !== null && isListed(found) && listed(found.items) === listedShape(shape) ? found : node;
  }

  source(node: Expression): string {
    return this.text.slice(node.from, node.to);
  }

  /** The value that a call gives an argument, by its name or its place. */
  given(call: CallSite, name: string, position: number | null): Expression | undefined {
    const named = call.args.find((argument) => argument.name === name);
    if (named) return named.value;
    const ahead = position === null ? [] : call.args.slice(0, position + 1);
    const isPlain = position !== null && ahead.length === position + 1 && ahead.every(isPositional);
    return isPlain ? ahead.at(-1)?.value : undefined;
  }

  /** Give an argument another value, or add it behind the others. */
  argument(call: CallSite, name: string, position: number | null, value: string): Change[] {
    const node = this.given(call, name, position);
    if (node) return [{ from: node.from, to: node.to, text: value }];
    const last = call.args.at(-1);
    if (!last) return [{ from: call.to - 1, to: call.to - 1, text: `${name}=${value}` }];
    return [{ from: last.value.to, to: last.value.to, text: `, ${name}=${value}` }];
  }

  /** Put something around an expression: `before(…)after`. */
  around(node: Expression, before: string, after: string): Change[] {
    const update = this.updateOf(node);
    if (update) {
      // `f(out) += x` is no Python: `out = f(out) + x`
      if (update.operator !== '+') return [];
      const start = `${this.source(node)} = ${before}`;
      return [
        { from: node.from, to: node.from, text: start },
        { from: node.to, to: update.to, text: `${after} + ` },
      ];
    }
    return [
      { from: node.from, to: node.from, text: before },
      { from: node.to, to: node.to, text: after },
    ];
  }

  /** The operator of `out += x` where an expression is what stands left of it, and where what is added begins. */
  private updateOf(node: Expression): { readonly operator: string; readonly to: number } | null {
    const ahead = this.text.slice(this.text.lastIndexOf('\n', node.from - 1) + 1, node.from);
    const found = /^[ \t]*([-+*/%@&|^]|\*\*|\/\/)=(?!=)[ \t]*/.exec(this.text.slice(node.to));
    return found && /^\s*$/.test(ahead) ? { operator: found[1] ?? '', to: node.to + found[0].length } : null;
  }

  /** A further item before one of a list, or a further `model.add(…)` before that which adds it. */
  before(node: Expression, text: string): Change[] {
    const start = this.text.lastIndexOf('\n', node.from - 1) + 1;
    const ahead = this.text.slice(start, node.from);
    const adding = /^\s*[\w.]+\.(?:add|append)\($/.exec(ahead);
    if (adding) return [{ from: start, to: start, text: `${ahead}${text})\n` }];
    if (!/[[(,]\s*$/.test(this.text.slice(0, node.from))) return [];
    const separator = ahead.trim() === '' ? `,\n${ahead}` : ', ';
    return [{ from: node.from, to: node.from, text: `${text}${separator}` }];
  }

  replaced(node: Expression, text: string): Change[] {
    return [{ from: node.from, to: node.to, text }];
  }

  /**
   * Another shape, where the paste writes one from `from` to `to`: where all sizes that differ are names of numbers that
   * are used for nothing else, these get other values, `size = 90` becomes `size = 88`; where names stand for what is
   * written elsewhere, it is changed there, `build((90, 90, 3))`.
   *
   * @param text how the whole shape is written anew
   */
  reshaped({ from, to }: Omit<Change, 'text'>, now: Shape, wanted: Shape, text: string): Change[] {
    const written = this.text.slice(from, to);
    const elsewhere = (): Change[] | null => this.changedElsewhere({ from, to }, now, wanted, text);
    return this.renumbered(written, now, wanted) ?? elsewhere() ?? [{ from, to, text }];
  }

  /** Null where the paste does not write these sizes in one other place. */
  private changedElsewhere(
    { from, to }: Omit<Change, 'text'>,
    now: Shape,
    wanted: Shape,
    text: string,
  ): Change[] | null {
    const written = this.text.slice(from, to);
    if (!/[A-Za-z_]/.test(written)) return null;
    const names = this.elsewhere.namesIn({ from, to });
    const [whole] = names;
    if (whole && whole.from === from && whole.to === to) {
      const shape = this.writtenOut(whole, now);
      const listed = text.startsWith('(') ? text : `(${text})`;
      return shape === whole ? null : [{ from: shape.from, to: shape.to, text: listed }];
    }
    const parts = written.replace(/^[([]|,?\s*[)\]]$/g, '').split(',');
    if (parts.length !== wanted.length || now.length !== wanted.length) return null;
    const changes = new Map<number, Change>();
    for (const [index, part] of parts.entries()) {
      if (now[index] === wanted[index]) continue;
      const name = names.find((one) => one.name === part.trim());
      const size = name && this.elsewhere.of(name);
      if (size?.kind !== 'constant' || size.value !== now[index]) return null;
      const change = { from: size.from, to: size.to, text: String(wanted[index]) };
      if ((changes.get(size.from) ?? change).text !== change.text) return null;
      changes.set(size.from, change);
    }
    return [...changes.values()];
  }

  private renumbered(written: string, now: Shape, wanted: Shape): Change[] | null {
    const parts = written.replace(/^[([]|,?\s*[)\]]$/g, '').split(',');
    const values = new Map<string, Change>();
    if (parts.length !== wanted.length || now.length !== wanted.length) return null;
    for (const [index, part] of parts.entries()) {
      if (now[index] === wanted[index]) continue;
      const change = this.otherNumber(part.trim(), parts, String(wanted[index]));
      if (!change || (values.get(part.trim()) ?? change).text !== change.text) return null;
      values.set(part.trim(), change);
    }
    return [...values.values()];
  }

  /** Another value of a name that is given a number once, and occurs nowhere else but among these parts. */
  private otherNumber(name: string, parts: readonly string[], text: string): Change | null {
    if (!/^[A-Za-z_]\w*$/.test(name)) return null;
    const uses = [...this.text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length;
    const [given] = this.text.matchAll(new RegExp(`\\b${name}(?: *: *int)? *= *(\\d+)\\b(?! *[-+*/.,])`, 'g'));
    const digits = given?.[1];
    if (!given || !digits || uses !== parts.filter((part) => part.trim() === name).length + 1) return null;
    const to = given.index + given[0].length;
    return { from: to - digits.length, to, text };
  }

  /** What stands before a class's own name where the paste writes it: `layers.`, `nn.`; empty where it is bare. */
  prefix(call: CallSite | undefined): string {
    if (call?.callee.kind !== 'attribute') return '';
    const text = this.source(call.callee);
    return text.slice(0, text.lastIndexOf('.') + 1);
  }

  /** A bare name beside those that are imported from such a module already; nothing where it is there, or no import is. */
  imported(name: string, module: RegExp): Change[] {
    for (const found of this.text.matchAll(/^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\(?)([^\n()]*)/gm)) {
      const [whole, path = '', bracket = '', names = ''] = found;
      if (!module.test(path)) continue;
      const list = bracket ? this.text.slice(found.index, this.text.indexOf(')', found.index)) : names;
      if (new RegExp(`\\b${name}\\b|\\*`).test(list)) return [];
      const at = found.index + whole.length - names.length;
      return [{ from: at, to: at, text: `${name}, ` }];
    }
    return [];
  }
}

function isListed(node: Expression): node is Extract<Expression, { kind: 'tuple' | 'list' }> {
  return node.kind === 'tuple' || node.kind === 'list';
}

/** Numbers as they are listed, `90,90,3`; what is no number as nothing. */
function listed(items: readonly Expression[]): string {
  return items.map((item) => (item.kind === 'constant' ? String(item.value) : '?')).join();
}

const listedShape = (shape: Shape): string => shape.map(String).join();

function isPositional({ name, stars }: Argument): boolean {
  return name === null && stars === 0;
}

/** Whether one place lies within another. */
export function isWithin(inner: Expression, outer: Expression): boolean {
  return inner !== outer && inner.from >= outer.from && inner.to <= outer.to;
}
