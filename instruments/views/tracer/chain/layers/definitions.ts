/** What the tracer knows of each layer by its name: its arguments, in order, their types and defaults. */
import type { Argument, Call, Node } from '../reading/nodes.ts';
import { parse } from '../reading/parse.ts';
import { isInputName } from '../reading/known.ts';
import { typed } from './arguments.ts';
import type { Parameter } from './arguments.ts';
import KERAS from './keras.json' with { type: 'json' };
import { LAYERS } from './words.ts';

export interface Definition {
  readonly name: string;
  /** The name without the number of its axes: `Conv` of `Conv2D`. */
  readonly family: string;
  /** Along how many axes it moves; NaN for a layer that moves along none. */
  readonly rank: number;
  /** The parameters that have a place. */
  readonly args: readonly string[];
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** What holds where the call says nothing. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

const DEFINITIONS = new Map<string, Definition>();

/** undefined where the tracer does not know the layer. */
export function definition(name: string): Definition | undefined {
  const full = name
    .replace('Convolution', 'Conv')
    .replace(/Pool(?=\dD)/, 'Pooling')
    .replace('Avg', 'Average');
  if (!DEFINITIONS.has(full) && LAYERS.includes(full)) DEFINITIONS.set(full, define(full));
  return DEFINITIONS.get(full);
}

const SIGNATURES: Readonly<Record<string, string>> = KERAS.signatures;

/** Reads `filters:whole, strides:sizes=1`; what follows on a star, and what every layer takes, has no place. */
function define(name: string): Definition {
  const family = name.replace(/\dD/, '');
  const rank = Number(/\d(?=D)/.exec(name)?.[0]);
  const signature = SIGNATURES[name] ?? SIGNATURES[family] ?? '';
  const all = signature + (isInputName(name) ? '' : KERAS.every);
  const found = [...all.matchAll(/(\w+)(?::([\w|!]+))?(?:=([^,]+))?/g)];
  const written = `L(${found.map(([, , , text = 'None']) => text).join()})`;
  const values = parse(written).items[0]?.node.args ?? [];
  const parameters = new Map<string, Parameter>();
  const defaults: Record<string, unknown> = {};
  for (const [i, [, key = '', type = 'any', text]] of found.entries()) {
    if (parameters.has(key)) continue;
    const parameter = { key, type, text };
    parameters.set(key, parameter);
    if (text && text !== 'None') defaults[key] = typed(values[i]?.value as Node, parameter, rank);
  }
  const places = (signature.split(', *')[0] ?? '').split(', ').length;
  return { name, family, rank, args: [...parameters.keys()].slice(0, places), parameters, defaults };
}

/** The argument of a call under a name. */
export function argument(node: Call, key: string): Argument | undefined {
  return node.args.find((one, i) => (one.key ?? definition(node.name)?.args[i]) === key);
}

/** The layer inside of TimeDistributed, or the layer itself. */
export function core(node: Call): Call {
  const value = node.args[0]?.value;
  return node.name === 'TimeDistributed' && value?.kind === 'call' ? core(value) : node;
}
