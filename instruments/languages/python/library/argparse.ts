/** `argparse`: the command line is read as empty, so that every option has its default. */
import { method } from '../callables.ts';
import type { Arguments } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { List, Module, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

const namespaceClass = new Class('Namespace', [], new Map<string, Value>(), 'argparse');

/** What a parser knows of its options, by the names under which they are read. */
type Options = Map<string, Value>;

const optionsOf = (self: Instance): Options => (self.state ??= new Map<string, Value>()) as Options;

/** `add_argument('-n', '--num-layers', type=int, default=2)` is `num_layers`. */
function destination({ positional, keywords }: Arguments): string | null {
  const given = keywords.get('dest');
  if (typeof given === 'string') return given;
  const names = positional.filter((name) => typeof name === 'string');
  const long = names.find((name) => name.startsWith('--')) ?? names[0];
  return long === undefined ? null : long.replace(/^-+/, '').replaceAll('-', '_');
}

function defaultOf(args: Arguments, context: Context): Value {
  const { positional, keywords } = args;
  const [action, type, given] = ['action', 'type', 'default'].map((name) => keywords.get(name));
  const isOption = positional.some((name) => typeof name === 'string' && name.startsWith('-'));
  if (given === undefined && (!isOption || keywords.get('required') === true))
    return context.unknown(`\`${String(positional[0])}\` is given on the command line`, { harmless: true });
  if (given === undefined) return action === 'store_true' ? false : action === 'store_false' ? true : null;
  return typeof given === 'string' && type !== undefined ? context.call(type, { positional: [given] }) : given;
}

function parsed(self: Instance, args: Arguments, context: Context): Value {
  const [line] = args.positional;
  const isEmpty = line === undefined || line === null || (line instanceof List && line.items.length === 0);
  if (!isEmpty) return context.unknown('a command line is not parsed here', { harmless: true });
  context.note('the command line is read as empty: options have their defaults');
  const namespace = new Instance(namespaceClass);
  for (const [name, value] of optionsOf(self)) namespace.attributes.set(name, value);
  return namespace;
}

const parserClass = new Class(
  'ArgumentParser',
  [],
  new Map<string, Value>([
    ['__init__', method('__init__', () => null)],
    [
      'add_argument',
      method('add_argument', (self, args, context) => {
        const name = destination(args);
        if (name !== null && args.keywords.get('action') !== 'version')
          optionsOf(self).set(name, defaultOf(args, context));
        return null;
      }),
    ],
    [
      'set_defaults',
      method('set_defaults', (self, { keywords }) => {
        for (const [name, value] of keywords) optionsOf(self).set(name, value);
        return null;
      }),
    ],
    ...['add_argument_group', 'add_mutually_exclusive_group'].map((name): [string, Value] => [
      name,
      method(name, (self) => self),
    ]),
    ['parse_args', method('parse_args', parsed)],
    [
      'parse_known_args',
      method('parse_known_args', (self, args, context) => new Tuple([parsed(self, args, context), new List([])])),
    ],
    [
      '__getattr__',
      method('__getattr__', (_, { positional: [name = null] }, context) =>
        context.unknown(`\`${String(name)}\` of an ArgumentParser is not run`, { harmless: true }),
      ),
    ],
  ]),
  'argparse',
);

/** `Namespace(lr=0.1)`. */
namespaceClass.members.set(
  '__init__',
  method('__init__', (self, { keywords }) => {
    for (const [name, value] of keywords) self.attributes.set(name, value);
    return null;
  }),
);

export const argparse = new Module('argparse', (name) => {
  if (name === 'ArgumentParser') return parserClass;
  if (name === 'Namespace') return namespaceClass;
  return new Unknown(`\`argparse.${name}\` is not run`, 0, [], true);
});
