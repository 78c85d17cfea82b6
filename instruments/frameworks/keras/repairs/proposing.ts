/** Proposals for Keras: how the paste spells its layers, and where a further one is put. */
import type { Shape } from '../../../graph/tensor.ts';
import type { PythonError } from '../../../languages/python/errors.ts';
import type { Expression } from '../../../languages/python/syntax.ts';
import { proposal, Proposing } from '../../../repairs/proposing.ts';
import { callSite } from '../../../repairs/rewriter.ts';
import type { CallSite, Change, Proposal } from '../../../repairs/rewriter.ts';
import { layerParameters } from '../rules.ts';
import type { Session } from '../session.ts';

export class KerasProposing extends Proposing {
  constructor(
    error: PythonError | null,
    readonly session: Session,
  ) {
    super(error, session.context, layerParameters);
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

  /** Put a layer ahead of the one that refused: before it in a list, or around what it is called with. */
  ahead(name: string, args: string, says: string): Proposal[] {
    const made = this.layer?.site;
    if (!this.call || !made) return [];
    if (!this.isStacked()) {
      const argument = this.argument();
      return argument ? this.around(argument, name, args, says) : [];
    }
    const { text, changes } = this.spelled(name);
    return proposal(says, [...this.rewriter.before(made, `${text}(${args})`), ...changes]);
  }

  around(node: Expression, name: string, args: string, says: string): Proposal[] {
    const { text, changes } = this.spelled(name);
    return proposal(says, [...this.rewriter.around(node, `${text}(${args})(`, ')'), ...changes]);
  }
}

export function pythonTuple(items: Shape): string {
  return `(${items.map((item) => item ?? 'None').join(', ')}${items.length === 1 ? ',' : ''})`;
}
