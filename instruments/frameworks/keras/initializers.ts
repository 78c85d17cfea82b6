/** `keras.initializers.HeNormal()`: handed to a layer it changes no shape; called, it makes a tensor of the sizes that it is given. */
import { bind, method, NativeFunction, parameters } from '../../languages/python/callables.ts';
import { Class, Instance } from '../../languages/python/classes.ts';
import type { Value } from '../../languages/python/values.ts';
import { OperationArguments } from './operations/arguments.ts';
import type { Session } from './session.ts';

const CALL = parameters(['shape', ['dtype', null], '**kwargs']);

/** The class of that name, as the paste calls it. */
export function initializer(name: string, session: Session): NativeFunction {
  const make = method('__call__', (_, args) =>
    session.tensor(new OperationArguments(bind(CALL, args, name), name, session).sizes('shape')),
  );
  const unread = (): Value => session.context.unknown(`what \`${name}\` has is not read`, { harmless: true });
  const members = new Map<string, Value>([
    ['__call__', make],
    ['__getattr__', method('__getattr__', unread)],
  ]);
  const cls = new Class(name, [], members, 'builtins'); // no part of a model
  return new NativeFunction(name, () => new Instance(cls), true);
}
