/** `torch.nn.utils.weight_norm`, `spectral_norm` and `orthogonal`: the module that they are given, with what they keep beside its weight. */
import type { Shape } from '../../graph/tensor.ts';
import { bind, NativeFunction, parameters } from '../../languages/python/callables.ts';
import type { Parameter as Argument } from '../../languages/python/callables.ts';
import { NotFollowed, Refusal } from '../../languages/python/errors.ts';
import { Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import { isModule, stateOf } from './module.ts';
import type { Parameter } from './module.ts';
import type { Session } from './session.ts';

/** What a module has besides a weight of this shape, `dim` the axis of its outputs. The weight itself has another name in PyTorch. */
type Beside = (name: string, shape: Shape, dim: Value) => Parameter[];

const NORMS: Readonly<Record<string, Beside>> = {
  weight_norm: (name, shape, dim) => [
    {
      name: `${name}_g`,
      shape: dim === null ? [] : shape.map((size, axis) => (axis === dim ? size : 1)),
      isBuffer: false,
    },
  ],
  spectral_norm: (name, shape, dim) => {
    const outputs = shape[typeof dim === 'number' ? dim : 0] ?? null;
    const cells = shape.reduce<number | null>((product, size) => product && size && product * size, 1);
    return [
      { name: `${name}_u`, shape: [outputs], isBuffer: true },
      { name: `${name}_v`, shape: [cells && outputs && cells / outputs], isBuffer: true },
    ];
  },
  orthogonal: (name, shape) => {
    if (shape.length < 2) {
      const message = `Expected a matrix or batch of matrices. Got a tensor of ${shape.length} dimensions.`;
      throw new Refusal('ValueError', message, 'argument');
    }
    const [rows = null, columns = null] = shape.slice(-2);
    const longer = rows !== null && columns !== null ? Math.max(rows, columns) : null;
    return [{ name: `${name}_base`, shape: [...shape.slice(0, -2), longer, longer], isBuffer: true }];
  },
};

const PARAMETERS: Readonly<Record<string, readonly Argument[]>> = {
  weight_norm: parameters(['module', ['name', 'weight'], ['dim', 0]]),
  spectral_norm: parameters(['module', ['name', 'weight'], ['n_power_iterations', 1], ['eps', null], ['dim', null]]),
  orthogonal: parameters(['module', ['name', 'weight'], ['orthogonal_map', null], '*', ['use_trivialization', true]]),
};

/** A member of `torch.nn.utils`. */
export function utility(name: string, session: Session): Value {
  const [beside, list] = [NORMS[name], PARAMETERS[name]];
  if (!beside || !list) return passive(name);
  return new NativeFunction(name, (args) => {
    const bound = bind(list, args, name);
    const [module, weight] = [bound.get('module'), bound.get('name')];
    if (module instanceof Unknown) throw new NotFollowed(module, `the module of ${name}`);
    if (!isModule(module)) return session.context.unknown(`${name}(…) is not run`);
    const dim =
      bound.values.get('dim') ?? (name === 'spectral_norm' && /^ConvTranspose/.test(module.cls.name) ? 1 : null);
    const kept = stateOf(module).parameters;
    const parameter = kept.find((one) => one.name === weight);
    if (!parameter) throw new NotFollowed(session.context.unknown(`the parameter \`${String(weight)}\` is not known`));
    const added = beside(parameter.name, parameter.shape, dim);
    if (!bound.values.has('use_trivialization') || bound.get('use_trivialization') === true) kept.push(...added);
    return module;
  });
}
