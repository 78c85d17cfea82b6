/** Another input: the batch taken out, the channel axis added, channels behind, another size. */
import { Instance } from '../../../languages/python/classes.ts';
import type { Shape } from '../../../graph/tensor.ts';
import type { Expression } from '../../../languages/python/syntax.ts';
import { callSite } from '../../../repairs/rewriter.ts';
import { searchOf } from '../../../repairs/rewriter.ts';
import type { Proposal, SizedInput, SizeSearch } from '../../../repairs/rewriter.ts';
import { isLayer, stateOf, Unusable } from '../layer/state.ts';
import { tensorsIn } from '../../../graph/graph.ts';
import { isInputLayer, tensorOfInput } from '../models/input.ts';
import { modelSettings } from '../models/settings.ts';
import { proposal } from '../../../repairs/proposing.ts';
import { pythonTuple } from './proposing.ts';
import type { KerasProposing } from './proposing.ts';

/** Where the paste writes the shape of an input, and which it is (without the batch). */
interface InputPlace {
  readonly node: Expression;
  readonly shape: Shape;
  readonly line: number;
}

/** `Input(shape)`, `InputLayer(input_shape=…)`, and `input_shape=` of a first layer. */
function places(at: KerasProposing): InputPlace[] {
  const called = at.session.context.graph.calls.map(({ callee }) => callee).filter((callee) => isInputLayer(callee));
  const made = at.session.context.instances.filter((one) => isLayer(one) && one.state !== undefined);
  const found = new Map<number, InputPlace>();
  for (const layer of new Set<Instance>([...called, ...made])) {
    const site = callSite(layer.site);
    const shape = isInputLayer(layer) ? tensorOfInput(layer).shape : stateOf(layer).inputShape;
    if (!site || shape === null || shape instanceof Unusable) continue;
    const names = isInputLayer(layer) ? ['shape', 'input_shape', 'batch_shape'] : ['input_shape'];
    for (const name of names) {
      const node = at.rewriter.given(site, name, isInputLayer(layer) && name === 'shape' ? 0 : null);
      // the site of an input that a Sequential makes is that of the Sequential
      const isShape =
        node &&
        /^(\(|\[|[\w.]+(\[|$))/.test(at.rewriter.source(node)) &&
        !/Sequential$/.test(at.rewriter.source(site.callee));
      if (node && isShape)
        found.set(node.from, { node, shape: name === 'batch_shape' ? shape : shape.slice(1), line: site.line });
    }
  }
  return [...found.values()];
}

function replaced(at: KerasProposing, place: InputPlace, shape: Shape, why: string): Proposal[] {
  const text = pythonTuple(shape);
  return proposal(
    `\`${text}\` as the input shape: ${why}`,
    at.rewriter.replaced(at.rewriter.writtenOut(place.node, place.shape), text),
  );
}

/** Shapes that people write instead of the one that they mean. */
export function forInputs(at: KerasProposing): Proposal[] {
  return places(at).flatMap((place) => {
    const { shape } = place;
    const [first = null, ...rest] = shape;
    const last = shape.at(-1) ?? null;
    const isFew = (size: number | null): boolean => size !== null && size <= 4;
    return [
      ...(shape.length > 2 && first === 1 ? replaced(at, place, rest, 'without the axis of 1') : []),
      ...(shape.length > 1 && !(isFew(first) && shape.length < 4)
        ? replaced(at, place, rest, 'the batch is not part of it')
        : []),
      ...(shape.length === 2 ? replaced(at, place, [...shape, 1], 'with an axis for the channels') : []),
      ...(shape.length === 1 ? replaced(at, place, [...shape, 1], 'with an axis for the channels') : []),
      ...(shape.length === 3 && isFew(first) && !isFew(last)
        ? replaced(at, place, [...rest, first], 'Keras has the channels last')
        : []),
    ];
  });
}

/** Pictures and series of other sizes, where there is one input. */
export function sizedInput(at: KerasProposing): SizedInput | null {
  const [place, ...others] = places(at);
  if (!place || others.length > 0 || place.shape.length < 2) return null;
  const isFirst = at.session.dataFormat === 'channels_first';
  const space = isFirst ? place.shape.slice(1) : place.shape.slice(0, -1);
  const shapeOf = (sizes: readonly number[]): Shape =>
    isFirst ? [place.shape[0] ?? null, ...sizes] : [...sizes, place.shape.at(-1) ?? null];
  return {
    now: space,
    with: (sizes) => {
      const shape = shapeOf(sizes);
      const changes = at.rewriter.reshaped(place.node, place.shape, shape, pythonTuple(shape));
      return { says: `an input of ${sizes.join('×')} fits`, changes };
    },
  };
}

/** The same for repairs, which look for other sizes where all are known. */
export function sizesOf(at: KerasProposing): SizeSearch | null {
  return searchOf(sizedInput(at), at.kind === 'size');
}

/** A model that is called with another shape than it was made for: either becomes the other, or both get a channel axis. */
export function forInnerModel(at: KerasProposing): Proposal[] {
  const [tensor] = at.inputs;
  if (!tensor || at.inputs.length !== 1) return [];
  const wanted = tensor.shape.slice(1);
  const made = modelInput(at);
  const isText = (shape: Shape): ((place: InputPlace) => boolean) => {
    const text = pythonTuple(shape);
    return (place) => pythonTuple(place.shape) === text;
  };
  const [inner, outer] = [places(at).find(isText(made ?? [])), places(at).find(isText(wanted))];
  return [
    ...(made && outer && inner !== outer ? replaced(at, outer, made, 'what the model was made for') : []),
    ...(inner && outer && inner !== outer ? bothWithChannels(at, inner, outer) : []),
    ...places(at)
      .filter(({ shape }) => pythonTuple(shape) !== pythonTuple(wanted))
      .slice(-2)
      .flatMap((place) => replaced(at, place, wanted, 'what it is called with')),
  ];
}

/** What the one input of the model is that the paste calls, without the batch. */
function modelInput(at: KerasProposing): Shape | null {
  let { call } = at;
  while (call?.parent) call = call.parent;
  const callee = call?.callee;
  const settings = callee instanceof Instance && isLayer(callee) ? modelSettings(callee) : undefined;
  const isStack = settings?.kind === 'sequential';
  const inputs = settings?.kind === 'functional' ? settings.inputs : isStack ? settings.stages[0] : undefined;
  const [tensor, ...others] = tensorsIn(inputs === undefined ? [] : [inputs]);
  return tensor && others.length === 0 ? tensor.shape.slice(1) : null;
}

function bothWithChannels(at: KerasProposing, inner: InputPlace, outer: InputPlace): Proposal[] {
  if (outer.shape.length !== inner.shape.length - 1) return [];
  const text = pythonTuple([...outer.shape, 1]);
  const changes = [inner, outer].flatMap(({ node }) => at.rewriter.replaced(node, text));
  return proposal(`\`${text}\` as both input shapes: with an axis for the channels`, changes);
}

/** What makes data of a shape that is written out: `np.zeros((8, 28, 28))`, `np.random.rand(8, 28, 28)`. */
const MADE =
  /(?:\w+\.)+(?:zeros|ones|empty|full|normal|uniform|random|random_sample|standard_normal|rand|randn)\( *(?:(?:size|shape)= *)?([([]?)([\d, ]+)/y;

/** Data that the paste itself makes and calls a model with, in another shape. */
export function forData(at: KerasProposing): Proposal[] {
  const argument = at.outermostArgument();
  if (!argument) return [];
  const { text } = at.rewriter;
  const name = argument.kind === 'name' ? at.rewriter.source(argument) : null;
  const given = [...text.slice(0, argument.from).matchAll(new RegExp(`^[ \\t]*${name ?? ''} *= *`, 'gm'))].at(-1);
  MADE.lastIndex = name === null ? argument.from : given ? given.index + given[0].length : text.length;
  const found = MADE.exec(text);
  if (!found) return [];
  const [whole, , written = ''] = found;
  const shape = (written.match(/\d+/g) ?? []).map(Number);
  const from = found.index + whole.length - written.length;
  const to = from + written.trimEnd().length;
  const wanted = modelInput(at);
  const isUnbatched = (shape.at(-1) ?? 0) <= 4; // few: these are channels
  const isNew = wanted !== null && !wanted.includes(null) && String(shape) !== String(wanted);
  return [
    isUnbatched
      ? ([[1, ...shape], 'with an axis for the batch'] as const)
      : ([[...shape, 1], 'with an axis for the channels'] as const),
    ...(isNew ? [[[shape[0] ?? 1, ...wanted], 'what the model was made for'] as const] : []),
  ].flatMap(([sizes, why]) =>
    proposal(`\`${pythonTuple(sizes)}\` as the shape of the data: ${why}`, [{ from, to, text: sizes.join(', ') }]),
  );
}
