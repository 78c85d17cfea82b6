/** Steps of a traced program as operations: arguments are given their names, weights their Python expressions. */
import { layersOf, modelSettings } from '../frameworks/keras/models/settings.ts';
import { stateOf as kerasState } from '../frameworks/keras/layer/state.ts';
import { sublayers } from '../frameworks/keras/layer/weights.ts';
import signatures from '../frameworks/keras/signatures.json' with { type: 'json' };
import { namedModules, stateOf as torchState } from '../frameworks/pytorch/module.ts';
import type { Program, Step } from '../graph/program.ts';
import type { Arguments, NativeFunction } from '../languages/python/callables.ts';
import { Instance } from '../languages/python/classes.ts';
import { Dict, List, Tuple } from '../languages/python/values.ts';
import type { Value } from '../languages/python/values.ts';
import { TORCH_ARGUMENTS } from './families/activation.ts';
import { READERS } from './families/index.ts';
import { Untranslated } from './operation.ts';
import type { FrameworkName, Operation } from './operation.ts';
import { identifier } from './python.ts';
import { Source } from './source.ts';

/** The arguments of PyTorch's functions after the tensor, in their order. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  ...TORCH_ARGUMENTS,
  ...Object.fromEntries(
    [1, 2, 3].flatMap((rank) => [
      [`max_pool${rank}d`, ['kernel_size', 'stride', 'padding', 'dilation', 'ceil_mode', 'return_indices']],
      [`avg_pool${rank}d`, ['kernel_size', 'stride', 'padding', 'ceil_mode', 'count_include_pad', 'divisor_override']],
    ]),
  ),
  cat: ['dim'],
  concat: ['dim'],
  mean: ['dim', 'keepdim'],
  sum: ['dim', 'keepdim'],
  amax: ['dim', 'keepdim'],
  amin: ['dim', 'keepdim'],
  transpose: ['dim0', 'dim1'],
  swapaxes: ['axis0', 'axis1'],
  chunk: ['chunks', 'dim'],
  split: ['split_size_or_sections', 'dim'],
  pad: ['pad', 'mode', 'value'],
  interpolate: ['size', 'scale_factor', 'mode', 'align_corners'],
  upsample: ['size', 'scale_factor', 'mode', 'align_corners'],
  pixel_shuffle: ['upscale_factor'],
};

const KERAS_FUNCTIONS = signatures.ops as unknown as Readonly<
  Record<string, readonly (string | readonly [string, Value])[]>
>;

export class Reading {
  /** Source variables that the weights are read from: name → expression. Of Keras only. */
  readonly sources = new Map<string, string>();
  private readonly names = new Map<Instance, string>();

  constructor(
    private readonly program: Program,
    readonly framework: FrameworkName,
  ) {
    if (framework === 'pytorch') for (const [name, module] of namedModules(program.root)) this.names.set(module, name);
  }

  /** What the layer is called in the source. */
  nameOf(step: Step): string {
    if (!step.layer) return step.type;
    if (this.framework === 'keras') return kerasState(step.layer).name;
    return this.names.get(step.layer) || step.type;
  }

  /** @throws Untranslated where no translation is known */
  operations(step: Step, index: number): readonly Operation[] {
    const rank = Number(/([123])d/i.exec(step.type)?.[1] ?? 0);
    const readers = READERS[this.framework];
    const name = step.layer ? step.type : `function ${step.type}`;
    const general = step.type.replace(/[123](d)/i, '#$1');
    const reader =
      readers.get(name) ?? readers.get(general) ?? (step.layer ? undefined : readers.get(`function ${general}`));
    const isPastes = step.layer !== null && step.layer.cls.module === null;
    if (!reader || isPastes) throw new Untranslated(`${step.type} has no translation here`);
    if (step.call.args.keywords.has('training') || step.call.args.keywords.has('mask')) {
      if (this.framework === 'keras') throw new Untranslated('an argument of its call, `training` or `mask`');
    }
    return reader(this.sourceOf(step, index), rank);
  }

  private sourceOf(step: Step, index: number): Source {
    if (!step.layer)
      return new Source(step, this.framework, this.functionArguments(step), {}, noWeight, noLayer, index);
    return this.framework === 'keras'
      ? this.kerasSource(step, step.layer, index)
      : this.torchSource(step, step.layer, index);
  }

  private kerasSource(step: Step, layer: Instance, index: number): Source {
    const state = kerasState(layer);
    const inner = (name: string): Source => {
      const value = state.given.get(name);
      if (!(value instanceof Instance)) throw new Untranslated(`\`${name}\` is no layer`);
      const { given, settings } = kerasState(value);
      const weight = (at: number | string): string => this.kerasWeight(step.layer as Instance, at);
      return new Source(step, 'keras', given, (settings ?? {}) as never, weight, noLayer, index);
    };
    return new Source(
      step,
      'keras',
      state.given,
      (state.settings ?? {}) as never,
      (at) => this.kerasWeight(layer, at),
      inner,
      index,
    );
  }

  private kerasWeight(layer: Instance, at: number | string): string {
    const path = pathOf(this.program.root, layer);
    if (path === null) throw new Untranslated('where its weights are found in the model is not known');
    return `${this.variableOf(layer, `keras_model${path}.get_weights()`)}[${at}]`;
  }

  /** Layers of two models in a model may have one name: each has a variable of its own. */
  private variableOf(layer: Instance, expression: string): string {
    const wanted = identifier(kerasState(layer).name);
    let name = /^(np|keras_model)$/.test(wanted) ? `${wanted}_` : wanted;
    for (let number = 1; (this.sources.get(name) ?? expression) !== expression; number++) name = `${wanted}_${number}`;
    this.sources.set(name, expression);
    return name;
  }

  private torchSource(step: Step, module: Instance, index: number): Source {
    const { given, settings } = torchState(module);
    const names = TORCH_ARGUMENTS[step.type];
    const args = {
      positional: (given.get('rest') as Tuple | undefined)?.items ?? [],
      keywords: keywordsOf(given.get('kwargs')),
    };
    const known = names && given.has('rest') ? named(names, args) : given;
    const weight = (name: number | string): string =>
      `state["${[this.names.get(module), name].filter(Boolean).join('.')}"]`;
    return new Source(step, 'pytorch', known, (settings ?? {}) as never, weight, noLayer, index);
  }

  private functionArguments({ call, type }: Step): ReadonlyMap<string, Value> {
    const { name } = call.callee as NativeFunction;
    if (this.framework === 'pytorch') {
      const positional = call.args.positional.slice(1);
      return named(FUNCTIONS[type] ?? FUNCTIONS[type.replace(/_$/, '')] ?? [], {
        positional,
        keywords: call.args.keywords,
      });
    }
    const short = KERAS_FUNCTIONS[name] ?? [];
    const values = new Map<string, Value>();
    for (const one of short) if (typeof one !== 'string') values.set(one[0], one[1]);
    const names = short.map((one) => (typeof one === 'string' ? one : one[0]));
    for (const [key, value] of named(names, call.args)) values.set(key, value);
    return values;
  }
}

function keywordsOf(value: Value | undefined): Map<string, Value> {
  if (!(value instanceof Dict)) return new Map();
  return new Map([...value.entries.values()].map(([key, one]) => [String(key), one]));
}

function named(names: readonly string[], { positional, keywords }: Arguments): Map<string, Value> {
  const values = new Map<string, Value>();
  positional.forEach((value, index) => {
    const name = names[index];
    if (name !== undefined) values.set(name, value);
  });
  for (const [name, value] of keywords) values.set(name, value);
  return values;
}

const noWeight = (): string => {
  throw new Untranslated('weights of a function');
};

const noLayer = (): Source => {
  throw new Untranslated('a layer in it');
};

/** How Python gets from a Keras model to a layer in it: `.get_layer("encoder").layers[2]`. */
function pathOf(from: Instance, layer: Instance, seen = new Set<Instance>()): string | null {
  if (from === layer) return '';
  if (seen.has(from)) return null;
  seen.add(from);
  const isBuilt = isModel(from) && modelSettings(from) !== undefined;
  const children = isBuilt ? layersOf(from) : sublayers(from);
  for (const [index, child] of children.entries()) {
    const rest = pathOf(child, layer, seen);
    if (rest === null) continue;
    const step = isBuilt ? childPath(child, index) : attributePath(from, child);
    if (step !== null) return step + rest;
  }
  return null;
}

/** Names that Keras gives count on through a session: only the paste's own lead to a layer for sure. */
function childPath(child: Instance, index: number): string {
  const { name, named } = kerasState(child);
  return named ? `.get_layer("${name}")` : `.layers[${index}]`;
}

function isModel(layer: Instance): boolean {
  return layer.cls.mro.some(({ name, module }) => name === 'Model' && module !== null);
}

function attributePath(from: Instance, child: Instance): string | null {
  for (const [name, value] of from.attributes) {
    if (value === child) return `.${name}`;
    const items = value instanceof List || value instanceof Tuple ? value.items : [];
    if (items.includes(child)) return `.${name}[${items.indexOf(child)}]`;
  }
  return null;
}
