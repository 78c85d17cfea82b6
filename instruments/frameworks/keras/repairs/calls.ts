/** Repairs of what a layer is called with, and of models that lack an input. */
import { Tensor } from '../../../graph/tensor.ts';
import { Instance } from '../../../languages/python/classes.ts';
import type { Expression } from '../../../languages/python/syntax.ts';
import { callSite } from '../../../repairs/rewriter.ts';
import type { CallSite, Proposal } from '../../../repairs/rewriter.ts';
import { proposal } from '../../../repairs/proposing.ts';
import { isLayer } from '../layer/state.ts';
import type { KerasProposing } from './proposing.ts';

const inPlaceOf = (at: KerasProposing, node: Pick<Expression, 'from' | 'to' | 'line'>, now: string): Proposal[] => {
  const old = at.rewriter.text.slice(node.from, node.to);
  return proposal(`\`${now}\` in the place of \`${old}\` on line ${node.line}`, [
    { from: node.from, to: node.to, text: now },
  ]);
};

/** `call`: a layer that was made and not called, several tensors that are no list, a phase without its name. */
export function forCall(at: KerasProposing): Proposal[] {
  const site = callSite(at.call?.site);
  if (!site) return [];
  const leaf = at.facts['leaf'];
  if (leaf instanceof Instance && isLayer(leaf)) return called(at, site, leaf);
  return typeof leaf === 'boolean' ? named(at, site) : listed(at, site);
}

/** `x = layers.MaxPooling2D()`, then `conv(x)`: the layer is called with what `x` was before. */
function called(at: KerasProposing, site: CallSite, layer: Instance): Proposal[] {
  const [first] = site.args;
  const made = callSite(layer.site);
  if (!made || first?.value.kind !== 'name') return [];
  return inPlaceOf(at, made, `${at.rewriter.source(made)}(${first.value.name})`);
}

/** `bn(x, training)` is `bn(x, training=training)`. */
function named(at: KerasProposing, site: CallSite): Proposal[] {
  const [, second] = site.args;
  if (!second || second.name !== null) return [];
  return inPlaceOf(at, second.value, `training=${at.rewriter.source(second.value)}`);
}

/** `Concatenate()(a, b)` is `Concatenate()([a, b])`. */
function listed(at: KerasProposing, site: CallSite): Proposal[] {
  const [first, last] = [site.args[0], site.args.at(-1)];
  if (!first || !last || site.args.some(({ name, stars }) => name !== null || stars > 0)) return [];
  const all = { from: first.value.from, to: last.value.to, line: site.line };
  return inPlaceOf(at, all, `[${at.rewriter.text.slice(all.from, all.to)}]`);
}

/** `graph`: an output stands on another `keras.Input`, too, which has a name at the top of the paste. */
export function forGraph(at: KerasProposing): Proposal[] {
  const site = callSite(at.error?.site);
  const node = site && at.rewriter.given(site, 'inputs', 0);
  const others = at.facts['others'];
  if (!node || !Array.isArray(others)) return [];
  const names = others.map((one) => (one instanceof Tensor ? one.variable : null));
  if (names.length === 0 || names.includes(null)) return [];
  const given = at.rewriter.source(node).replace(/^\[|\]$/g, '');
  return inPlaceOf(at, node, `[${[given, ...names].join(', ')}]`);
}
