/** What every proposal needs: the call that refused, the layers ahead of it, and where the paste writes them. */
import type { Call } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { Instance } from '../languages/python/classes.ts';
import type { Context } from '../languages/python/context.ts';
import { Refusal } from '../languages/python/errors.ts';
import type { PythonError } from '../languages/python/errors.ts';
import type { Expression } from '../languages/python/syntax.ts';
import { callSite, isWithin, Rewriter } from './rewriter.ts';
import type { CallSite, Change, Proposal } from './rewriter.ts';

/** Layers farther ahead than this are not changed. */
const FARTHEST = 100;

export class Proposing {
  readonly rewriter: Rewriter;
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** The innermost call that refused; undefined where a layer could not even be made. */
  readonly call: Call | undefined;

  /**
   * @param error what is to be mended; null where only the input's sizes are looked for
   * @param parametersOf the names of a layer's arguments, in the order of their places
   */
  constructor(
    readonly error: PythonError | null,
    readonly context: Context,
    private readonly parametersOf: (type: string) => readonly string[],
  ) {
    this.rewriter = new Rewriter(context.paste);
    this.kind = error instanceof Refusal ? error.kind : '';
    this.facts = error instanceof Refusal ? error.facts : {};
    this.call = error ? context.graph.calls.findLast(({ fault }) => fault === error) : undefined;
  }

  /** The layer that refused its input. */
  get layer(): Instance | undefined {
    return this.call?.callee instanceof Instance ? this.call.callee : undefined;
  }

  get inputs(): readonly Tensor[] {
    return this.call?.inputs ?? [];
  }

  /** The layers on whose outputs the refused call stands, those nearest first; those inside of others behind them. */
  layersAhead(): Instance[] {
    const found = new Set<Instance>();
    const take = (call: Call): void => {
      if (call.callee instanceof Instance) found.add(call.callee);
      for (const child of [...call.children].reverse()) take(child);
    };
    let calls = producers(this.inputs);
    for (let steps = 0; calls.length > 0 && steps < FARTHEST; steps++) {
      for (const call of calls) take(call);
      calls = producers(calls.flatMap(({ inputs }) => inputs));
    }
    return [...found];
  }

  /** Set an argument of the call that made a layer. */
  setting(layer: Instance | undefined, name: string, value: string): Proposal[] {
    const site = callSite(layer?.site);
    return layer && site ? this.settingAt(site, layer.cls.name, name, value) : [];
  }

  settingAt(site: CallSite, type: string, name: string, value: string): Proposal[] {
    const position = this.parametersOf(type).indexOf(name);
    const changes = this.rewriter.argument(site, name, position < 0 ? null : position, value);
    return [{ says: `\`${name}=${value}\` for the \`${type}\` on line ${site.line}`, changes }];
  }

  /** Whether the layer that refused stands in a list or an `add` of a stack, and is not called by the paste itself. */
  isStacked(): boolean {
    const { call, layer } = this;
    const made = layer?.site;
    if (!call || !made) return false;
    if (call.parent?.callee instanceof Instance && call.parent.callee.cls.name === 'Sequential') return true;
    return call.site !== null && isWithin(made, call.site) && callSite(call.site)?.callee !== made;
  }

  /** What the paste calls the layer that refused with. */
  argument(): Expression | undefined {
    return callSite(this.call?.site)?.args[0]?.value;
  }

  /** What the paste calls the whole with in which a layer refused. */
  outermostArgument(): Expression | undefined {
    let { call } = this;
    while (call?.parent) call = call.parent;
    return callSite(call?.site)?.args[0]?.value;
  }

  /** Where the paste writes the tensors that are merged: a list's items, or both sides of an operator. */
  operands(): readonly Expression[] {
    const site = this.call?.site;
    if (site?.kind === 'binary') return [site.left, site.right];
    const args = callSite(site)?.args ?? [];
    const [first] = args;
    if (first && (first.value.kind === 'list' || first.value.kind === 'tuple')) return first.value.items;
    return args.filter(({ name, stars }) => name === null && stars === 0).map(({ value }) => value);
  }

  /** Whether the call that refused stands in a loop or in a function that is called more than once: each time has other sizes. */
  isRepeated(): boolean {
    return this.isRepeatedAt(this.call?.site?.from ?? 0);
  }

  private isRepeatedAt(place: number): boolean {
    const { text } = this.rewriter;
    const lines = text.slice(0, place).split('\n');
    let indent = /^\s*/.exec(lines.pop() ?? '')?.[0].length ?? 0;
    for (const line of lines.reverse()) {
      const here = /^(\s*)\S/.exec(line)?.[1]?.length ?? indent;
      if (here < indent && /^\s*(for|while)\b/.test(line)) return true;
      const name = here < indent ? /^def (\w+)/.exec(line)?.[1] : undefined; // a method's name stands for those of others, too
      if (name) return this.isCalledOften(name);
      indent = Math.min(indent, here);
    }
    return false;
  }

  private isCalledOften(name: string): boolean {
    const calls = [...this.rewriter.text.matchAll(new RegExp(`(?<!def )\\b${name}\\(`, 'g'))].map(({ index }) => index);
    return calls.length > 1 || calls.some((place) => this.isRepeatedAt(place));
  }

  /** The number that an argument is written with, the first of several. */
  written(site: CallSite, type: string, name: string): number | undefined {
    const node = this.rewriter.given(site, name, this.parametersOf(type).indexOf(name));
    const digits = node ? /\d+/.exec(this.rewriter.source(node))?.[0] : undefined;
    return digits === undefined ? undefined : Number(digits);
  }
}

function producers(tensors: readonly Tensor[]): Call[] {
  const calls = tensors.map(({ producer }) => producer?.call).filter((call) => call !== undefined);
  return [...new Set(calls)];
}

/** One proposal, or none where nothing would change. */
export function proposal(says: string, changes: readonly Change[]): Proposal[] {
  return changes.length > 0 ? [{ says, changes }] : [];
}

/** Several proposals as one. */
export function together(
  proposals: readonly Proposal[],
  says = proposals.map((one) => one.says).join(', '),
): Proposal[] {
  // an import that two of them need is added once
  const changes = new Map(proposals.flatMap((one) => one.changes).map((change) => [JSON.stringify(change), change]));
  return proposal(says, [...changes.values()]);
}
