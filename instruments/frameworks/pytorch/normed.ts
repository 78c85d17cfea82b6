/** `torch.nn.utils.weight_norm` and `spectral_norm`: the module that they are given, with what they keep beside its weight. */
import type { Shape } from '../../graph/tensor.ts';
import { bind, NativeFunction, parameters } from '../../languages/python/callables.ts';
import { NotFollowed } from '../../languages/python/errors.ts';
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
};

/** A member of `torch.nn.utils`. */
export function utility(name: string, session: Session): Value {
  const beside = NORMS[name];
  if (!beside) return passive(name);
  const list =
    name === 'weight_norm'
      ? parameters(['module', ['name', 'weight'], ['dim', 0]])
      : parameters(['module', ['name', 'weight'], ['n_power_iterations', 1], ['eps', null], ['dim', null]]);
  return new NativeFunction(name, (args) => {
    const bound = bind(list, args, name);
    const [module, weight] = [bound.get('module'), bound.get('name')];
    if (module instanceof Unknown) throw new NotFollowed(module, `the module of ${name}`);
    if (!isModule(module)) return session.context.unknown(`${name}(…) is not run`);
    const dim = bound.get('dim') ?? (name === 'spectral_norm' && /^ConvTranspose/.test(module.cls.name) ? 1 : null);
    const kept = stateOf(module).parameters;
    const parameter = kept.find((one) => one.name === weight);
    if (!parameter) throw new NotFollowed(session.context.unknown(`the parameter \`${String(weight)}\` is not known`));
    kept.push(...beside(parameter.name, parameter.shape, dim));
    return module;
  });
}
