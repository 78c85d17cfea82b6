/** One layer by itself: called on a shape as if for the first time, and made anew with other arguments. */
import { INPUT } from '../../graph/receptive.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import { Instance } from '../../languages/python/classes.ts';
import { NotFollowed, PythonError } from '../../languages/python/errors.ts';
import type { Interpreter } from '../../languages/python/run/interpreter.ts';
import { Dict, List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { uncomputedCall } from './computing.ts';
import { stateOf } from './layer/state.ts';
import { sublayers } from './layer/weights.ts';
import { LAYERS } from './layers/index.ts';

/** A number, a word, or a number for each axis. */
export type ArgumentValue = number | string | null | readonly number[];

/** What is made, or null where Keras refuses it or it is not followed. */
function tried<Made>(make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof PythonError || error instanceof NotFollowed) return null;
    throw error;
  }
}

/** The shape that a layer gives for another, batch in front; null where it is not built with it, or its call is refused. */
export function shapeAfter(layer: Instance, shape: Shape, interpreter: Interpreter): Shape | null {
  const { tensors, calls } = { tensors: inputClass(interpreter), calls: interpreter.graph.calls };
  if (!tensors) return null;
  forget(layer);
  const before = calls.length;
  const tensor = new Tensor(tensors, shape, 'float32');
  tensor.field = INPUT;
  interpreter.steps = 0; // of a search that the page does in steps, not of the paste
  const output = tried(() => interpreter.call(layer, { positional: [tensor] }));
  calls.length = before;
  const y = output instanceof Tensor ? output.shape : null;
  return y && !uncomputedCall(layer, shape, y)?.isSure ? y : null;
}

/** The class of Keras's tensors, of which every chain with an input has one. */
const inputClass = ({ graph }: Interpreter): Tensor['cls'] | undefined =>
  graph.calls.find(({ outputs }) => outputs.length > 0)?.outputs[0]?.cls;

/** A layer is built with the next shape that it is called on. */
function forget(layer: Instance): void {
  const state = stateOf(layer);
  state.built = false;
  state.weights.length = 0;
  state.calls.length = 0;
  state.specs = LAYERS.get(layer.cls.name)?.spec?.(state.settings) ?? [];
  for (const inner of sublayers(layer)) forget(inner);
}

/** A layer as it was made but for some arguments, of a TimeDistributed those of the layer in it; null where Keras refuses them. */
export function madeAnew(
  layer: Instance,
  changes: Readonly<Record<string, ArgumentValue>>,
  interpreter: Interpreter,
): Instance | null {
  const { given } = stateOf(layer);
  const others = given.get('kwargs');
  const keywords = new Map([...given].filter(([name]) => name !== 'kwargs' && name !== 'name'));
  if (others instanceof Dict) for (const [name, value] of others.entries.values()) keywords.set(String(name), value);
  keywords.delete('input_shape');
  const inner = given.get('layer');
  if (inner instanceof Instance) {
    const made = madeAnew(inner, changes, interpreter);
    if (!made) return null;
    keywords.set('layer', made);
  } else for (const [name, value] of Object.entries(changes)) keywords.set(name, valueOf(value));
  const made = tried(() => interpreter.call(layer.cls, { keywords }));
  interpreter.instances.length = Math.max(0, interpreter.instances.length - 1);
  return made instanceof Instance ? made : null;
}

const valueOf = (value: ArgumentValue): Value =>
  typeof value === 'object' && value !== null ? new Tuple([...value]) : value;

/** The arguments of the inmost layer, as numbers and words; those that are others are left out. */
export function argumentsOf(layer: Instance): ReadonlyMap<string, ArgumentValue> {
  const { given } = stateOf(layer);
  const inner = given.get('layer');
  if (inner instanceof Instance) return argumentsOf(inner);
  return new Map(
    [...given].flatMap(([name, value]): [string, ArgumentValue][] => {
      if (value === null || typeof value === 'number' || typeof value === 'string') return [[name, value]];
      const items = value instanceof Tuple || value instanceof List ? value.items : [];
      return items.length > 0 && items.every((one) => typeof one === 'number')
        ? [[name, items as readonly number[]]]
        : [];
    }),
  );
}
