/** `torchvision.transforms.functional`: `resize`, with which U-Nets make a decoder's picture as large as the encoder's. */
import { bind, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import { Float, Module, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { operation } from '../functions/operations.ts';
import { tensorOf } from '../reading.ts';
import type { Session } from '../session.ts';

const RESIZE = parameters(['img', 'size', ['interpolation', null], ['max_size', null], ['antialias', true]]);

/** @param others what else stands in the module */
export function transformsFunctional(path: string, others: Module, session: Session): Module {
  const resize = new NativeFunction('resize', (args) => {
    const bound = bind(RESIZE, args, 'resize');
    const found = resized(bound.get('img') ?? null, bound.get('size') ?? null, session);
    return found && bound.get('max_size') === null ? found : session.context.unknown('resize(…) is not run');
  });
  return new Module(path, (name) => (name === 'resize' ? resize : others.find(name)));
}

/** Null where it is not followed. One size is that of the shorter side. */
function resized(image: Value, size: Value, session: Session): Value | null {
  const { shape } = tensorOf(image, '`img` of resize', session);
  const [height, width] = shape.slice(-2);
  if (shape.length !== 4 || typeof height !== 'number' || typeof width !== 'number') return null;
  const given = typeof size === 'number' || size instanceof Float ? [size] : session.context.items(size);
  const [first, second = null] = given;
  if (typeof first !== 'number' || (second !== null && typeof second !== 'number')) return null;
  const shorter = Math.min(height, width);
  const sides = second === null ? [height, width].map((side) => Math.trunc((first * side) / shorter)) : [first, second];
  if (sides[0] === height && sides[1] === width) return image;
  const keywords = new Map<string, Value>([['size', new Tuple(sides)]]);
  return session.context.call(operation('interpolate', session) ?? null, { positional: [image], keywords });
}
