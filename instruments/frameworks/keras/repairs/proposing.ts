/** What all proposals need: the call that refused, the layers and inputs around it, and how the paste spells them. */
import type { Call } from '../../../graph/graph.ts';
import type { Shape, Tensor } from '../../../graph/tensor.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import type { PythonError } from '../../../languages/python/errors.ts';
import type { Expression } from '../../../languages/python/syntax.ts';
import { callSite, isWithin, Rewriter } from '../../../repairs/rewriter.ts';
import type { CallSite, Change, Proposal } from '../../../repairs/rewriter.ts';
import { layerParameters } from '../rules.ts';
import type { Session } from '../session.ts';

export class Proposing {
  readonly rewriter: Rewriter;
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** The innermost call that refused; undefined where a layer could not even be made. */
  readonly call: Call | undefined;

  constructor(
    readonly error: PythonError,
    readonly session: Session,
  ) {
    const { context } = session;
    this.rewriter = new Rewriter(context.paste);
    this.kind = error instanceof Refusal ? error.kind : '';
    this.facts = error instanceof Refusal ? error.facts : {};
    this.call = context.graph.calls.findLast(({ fault }) => fault === error);
  }

  /** The layer that refused its input. */
  get layer(): Instance | undefined {
    return this.call?.callee instanceof Instance ? this.call.callee : undefined;
  }

  get inputs(): readonly Tensor[] {
    return this.call?.inputs ?? [];
  }

  /** The layers on whose outputs the refused call stands, those nearest first. */
  layersAhead(): Instance[] {
    const found = new Set<Instance>();
    let calls = this.inputs.map(({ producer }) => producer?.call);
    for (let steps = 0; calls.length > 0 && steps < 100; steps++) {
      for (const call of calls) if (call?.callee instanceof Instance) found.add(call.callee);
      calls = [...new Set(calls.flatMap((call) => call?.inputs.map(({ producer }) => producer?.call) ?? []))];
    }
    return [...found];
  }

  /** Set an argument of the call that made a layer, by its name and place in Keras's signature. */
  setting(layer: Instance | undefined, name: string, value: string): Proposal[] {
    const site = callSite(layer?.site);
    if (!layer || !site) return [];
    return this.settingAt(site, layer.cls.name, name, value);
  }

  settingAt(site: CallSite, type: string, name: string, value: string): Proposal[] {
    const position = layerParameters(type).indexOf(name);
    const changes = this.rewriter.argument(site, name, position < 0 ? null : position, value);
    return [{ says: `\`${name}=${value}\` for the \`${type}\` on line ${site.line}`, changes }];
  }

  /** A layer as the paste would spell it, `layers.Flatten`, with the import that a bare name needs. */
  spelled(name: string): { text: string; changes: Change[] } {
    const { rewriter } = this;
    const made = [this.layer, ...this.layersAhead(), ...this.session.context.instances]
      .filter((layer) => layer?.cls.module === 'keras.layers')
      .map((layer) => callSite(layer?.site))
      .find((site) => site && /^(?!Input$|Sequential$)[A-Z]/.test(this.lastName(site)));
    const prefix = made ? rewriter.prefix(made) : this.importedPrefix();
    return { text: `${prefix}${name}`, changes: prefix === '' ? rewriter.imported(name, /layers$/) : [] };
  }

  private lastName(site: CallSite): string {
    return this.rewriter.source(site.callee).split('.').at(-1) ?? '';
  }

  /** How layers are reached in a paste that has made none yet. */
  private importedPrefix(): string {
    const { text } = this.rewriter;
    if (/\bimport\b.*\blayers\b(?! import)/.test(text)) return 'layers.';
    if (/from [\w.]*layers import/.test(text)) return '';
    if (/^\s*import keras\b|^\s*from \w+ import .*\bkeras\b/m.test(text)) return 'keras.layers.';
    return /import tensorflow as tf/.test(text) ? 'tf.keras.layers.' : 'layers.';
  }

  /** Put a layer ahead of the one that refused: around what it is called with, or before it in a list. */
  ahead(name: string, args: string, says: string): Proposal[] {
    const { layer, call } = this;
    const { text, changes } = this.spelled(name);
    const made = layer?.site;
    if (!call || !layer || !made) return [];
    const isInStack =
      (call.parent?.callee instanceof Instance && call.parent.callee.cls.name === 'Sequential') ||
      (call.site !== null && isWithin(made, call.site) && callSite(call.site)?.callee !== made);
    if (isInStack) return proposal(says, [...this.rewriter.before(made, `${text}(${args})`), ...changes]);
    const [first] = callSite(call.site)?.args ?? [];
    return first ? this.around(first.value, name, args, says) : [];
  }

  around(node: Expression, name: string, args: string, says: string): Proposal[] {
    const { text, changes } = this.spelled(name);
    return proposal(says, [...this.rewriter.around(node, `${text}(${args})(`, ')'), ...changes]);
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
}

export function proposal(says: string, changes: readonly Change[]): Proposal[] {
  return changes.length > 0 ? [{ says, changes }] : [];
}

export function pythonTuple(items: Shape): string {
  return `(${items.map((item) => item ?? 'None').join(', ')}${items.length === 1 ? ',' : ''})`;
}
