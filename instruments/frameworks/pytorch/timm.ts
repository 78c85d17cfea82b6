/** `timm.layers`: as much as pastes of published networks take from it. */
import { NativeFunction } from '../../languages/python/callables.ts';
import { Class } from '../../languages/python/classes.ts';
import { List, Module, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import { sameShape } from './layers/linear.ts';
import { builtIn } from './rules.ts';
import type { Session } from './session.ts';

/** The same module by its paths. */
export function timm(base: Class, session: Session): [string, Module][] {
  const dropPath = builtIn('DropPath', base, sameShape, session);
  const layers = new Module('timm.layers', (name): Value => {
    if (name === 'DropPath') return dropPath;
    const copies = /^to_([1-4])tuple$/.exec(name)?.[1];
    if (copies) return several(name, Number(copies));
    if (/_$/.test(name)) return passive(`timm.${name}`); // initializers, in place
    return new NativeFunction(name, () => session.context.unknown(`\`timm.${name}\` is not known here`));
  });
  return ['timm.layers', 'timm.models.layers'].map((path) => [path, layers]);
}

/** `to_2tuple(7)` is (7, 7); what has parts stays. */
function several(name: string, copies: number): NativeFunction {
  return new NativeFunction(name, ({ positional: [given = null] }) => {
    if (given instanceof Tuple || given instanceof List) return new Tuple(given.items);
    return new Tuple(Array.from({ length: copies }, () => given));
  });
}
