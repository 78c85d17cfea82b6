/** `TransformerEncoderLayer`, `TransformerDecoderLayer`, the stacks of them, and `Transformer`: modules made of modules. */
import { bind, method, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Bound } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, PythonError, Refusal } from '../../../languages/python/errors.ts';
import { copied } from '../../../languages/python/library/copy.ts';
import { StaticMethod, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { operation } from '../functions/operations.ts';
import { initialize, isModule } from '../module.ts';
import { tensorOf } from '../reading.ts';
import { calledWith } from '../rules.ts';
import type { Short } from '../rules.ts';
import type { Session } from '../session.ts';

type Layers = ReadonlyMap<string, Class>;

const LAYER: readonly Short[] = [
  'd_model',
  'nhead',
  ['dim_feedforward', 2048],
  ['dropout', 0.1],
  ['activation', null],
  ['layer_norm_eps', 1e-5],
  ['batch_first', false],
  ['norm_first', false],
  ['bias', true],
  ['device', null],
  ['dtype', null],
];

/** The classes, whose parts are made of `layers`: `torch.nn`'s other modules. */
export function transformers(base: Class, layers: Layers, session: Session): Map<string, Class> {
  const made = new Map<string, Class>();
  const define = (name: string, init: Short[], run: Run, build: Build): void => {
    const list = parameters(init);
    const members = new Map<string, Value>([
      [
        '__init__',
        method('__init__', (self, args) => {
          initialize(self);
          const parts = new Parts(self, bind(list, args, `${name}.__init__`), new Map([...layers, ...made]), session);
          build(parts);
          return null;
        }),
      ],
      ['forward', method('forward', (self, args) => run(new Running(self, calledWith(name, args), session)))],
    ]);
    made.set(name, new Class(name, [base], members, 'torch.nn'));
  };
  define('TransformerEncoderLayer', [...LAYER], runEncoderLayer, (parts) => buildLayer(parts, 1));
  define('TransformerDecoderLayer', [...LAYER], runDecoderLayer, (parts) => buildLayer(parts, 2));
  define(
    'TransformerEncoder',
    ['encoder_layer', 'num_layers', ['norm', null], ['enable_nested_tensor', true], ['mask_check', true]],
    runEncoder,
    (parts) => buildStack(parts, 'encoder_layer'),
  );
  define('TransformerDecoder', ['decoder_layer', 'num_layers', ['norm', null]], runDecoder, (parts) =>
    buildStack(parts, 'decoder_layer'),
  );
  define('Transformer', WHOLE, runWhole, buildWhole);
  (made.get('Transformer') as Class).members.set('generate_square_subsequent_mask', squareMask(session));
  return made;
}

/** `nn.Transformer.generate_square_subsequent_mask(10)`, of the class or of a module. */
function squareMask(session: Session): StaticMethod {
  const list = parameters(['sz', ['device', null], ['dtype', null]]);
  const name = 'generate_square_subsequent_mask';
  return new StaticMethod(
    new NativeFunction(name, (args) => {
      const size = bind(list, args, name).get('sz');
      if (size instanceof Unknown) throw new NotFollowed(size, `\`sz\` of ${name}`);
      if (typeof size !== 'number') throw new PythonError('TypeError', `full(): argument 'size' must be tuple of ints`);
      return session.tensor([size, size]);
    }),
  );
}

type Run = (running: Running) => Value;
type Build = (parts: Parts) => void;

/** A module that is being made: its arguments, and what is put into it. */
class Parts {
  constructor(
    readonly self: Instance,
    readonly bound: Bound,
    private readonly layers: Layers,
    private readonly session: Session,
  ) {}

  make(type: string, positional: Value[], keywords: Readonly<Record<string, Value>> = {}): Instance {
    const named = new Map(Object.entries(keywords));
    return this.session.context.call(this.layers.get(type) as Class, { positional, keywords: named }) as Instance;
  }

  /** Of the layers in between: a name, a function or a module; ReLU where none is given. */
  activation(): Value {
    const given = this.bound.get('activation');
    if (given !== null && typeof given !== 'string') return given;
    if (given !== null && given !== 'relu' && given !== 'gelu')
      throw new PythonError('RuntimeError', `activation should be relu/gelu, not ${given}`);
    return operation(given ?? 'relu', this.session) as Value;
  }

  put(name: string, type: string, positional: Value[], keywords: Readonly<Record<string, Value>> = {}): void {
    this.self.attributes.set(name, this.make(type, positional, keywords));
  }
}

/** Attention, two linear layers and their norms, in the order in which PyTorch registers them. */
function buildLayer(parts: Parts, attentions: number): void {
  const { bound, self } = parts;
  const [width, inner] = [bound.get('d_model'), bound.get('dim_feedforward')];
  const [dropout, bias] = [bound.get('dropout'), bound.get('bias')];
  const heads = { dropout, bias, batch_first: bound.get('batch_first') };
  for (const name of ['self_attn', 'multihead_attn'].slice(0, attentions))
    parts.put(name, 'MultiheadAttention', [width, bound.get('nhead')], heads);
  parts.put('linear1', 'Linear', [width, inner], { bias });
  parts.put('dropout', 'Dropout', [dropout]);
  parts.put('linear2', 'Linear', [inner, width], { bias });
  const numbers = Array.from({ length: attentions + 1 }, (_, index) => index + 1);
  for (const number of numbers) parts.put(`norm${number}`, 'LayerNorm', [width], { bias });
  for (const number of numbers) parts.put(`dropout${number}`, 'Dropout', [dropout]);
  self.attributes.set('activation', parts.activation());
  self.attributes.set('norm_first', bound.get('norm_first'));
}

/** Copies of one layer, as `copy.deepcopy` makes them, and a norm after the last. */
function buildStack(parts: Parts, argument: string): void {
  const { bound, self } = parts;
  const [layer, count] = [bound.get(argument), bound.get('num_layers')];
  if (layer instanceof Unknown) throw new NotFollowed(layer, `\`${argument}\``);
  if (count instanceof Unknown) throw new NotFollowed(count, '`num_layers`');
  if (typeof count !== 'number') throw new PythonError('TypeError', 'num_layers should be an integer');
  const copies = Array.from({ length: count }, () => copied(layer));
  for (const one of copies) if (one instanceof Instance) one.line = self.line;
  self.attributes.set('layers', parts.make('ModuleList', [new Tuple(copies)]));
  self.attributes.set('norm', bound.get('norm'));
}

const WHOLE: Short[] = [
  ['d_model', 512],
  ['nhead', 8],
  ['num_encoder_layers', 6],
  ['num_decoder_layers', 6],
  ...LAYER.slice(2, 5),
  ['custom_encoder', null],
  ['custom_decoder', null],
  ...LAYER.slice(5),
];

function buildWhole(parts: Parts): void {
  const { bound, self } = parts;
  const shared = Object.fromEntries(
    ['dim_feedforward', 'dropout', 'activation', 'batch_first', 'norm_first', 'bias'].map((name) => [
      name,
      bound.get(name),
    ]),
  );
  for (const [name, type] of [
    ['encoder', 'Encoder'],
    ['decoder', 'Decoder'],
  ] as const) {
    const layer = parts.make(`Transformer${type}Layer`, [bound.get('d_model'), bound.get('nhead')], shared);
    const norm = parts.make('LayerNorm', [bound.get('d_model')], { bias: bound.get('bias') });
    const custom = bound.get(`custom_${name}`);
    const count = bound.get(`num_${name}_layers`);
    self.attributes.set(name, isModule(custom) ? custom : parts.make(`Transformer${type}`, [layer, count, norm]));
  }
  for (const name of ['batch_first', 'd_model']) self.attributes.set(name, bound.get(name));
}

/** What says which steps see which, by the names under which a call takes it. */
type Masks = Readonly<Record<string, Value>>;

/** A module that is being called. */
class Running {
  constructor(
    readonly self: Instance,
    /** What it is called with, in the order of its parameters. */
    readonly given: readonly Value[],
    readonly session: Session,
  ) {}

  attribute(name: string): Value {
    return this.self.attributes.get(name) ?? null;
  }

  argument(index: number): Value {
    return this.given[index] ?? null;
  }

  call(name: string, ...positional: Value[]): Value {
    return this.session.context.call(this.attribute(name), { positional });
  }

  /** Calls a module with the masks that there are. */
  masked(module: Value, positional: readonly Value[], masks: Masks): Value {
    const keywords = new Map(Object.entries(masks).filter(([, mask]) => mask !== null));
    return this.session.context.call(module, { positional, keywords });
  }

  attend(name: string, query: Value, memory: Value, attn_mask: Value, key_padding_mask: Value): Value {
    const masks = { need_weights: false, attn_mask, key_padding_mask };
    return this.session.context.item(this.masked(this.attribute(name), [query, memory, memory], masks), 0);
  }

  /** The sizes of an input. */
  shape(value: Value): readonly (number | null)[] {
    return tensorOf(value, `an input of ${this.self.cls.name}`, this.session).shape;
  }

  feedForward(value: Value): Value {
    const hidden = this.call('activation', this.call('linear1', value));
    return this.call('linear2', this.call('dropout', hidden));
  }

  /** One residual step: what is added keeps the shape, and a norm stands before or after it. */
  residual(number: number, value: Value, step: (value: Value) => Value): Value {
    const isFirst = this.session.context.truth(this.attribute('norm_first'));
    const input = isFirst ? this.call(`norm${number}`, value) : value;
    const add = operation('add', this.session) as Value;
    const added = this.session.context.call(add, { positional: [value, this.call(`dropout${number}`, step(input))] });
    return isFirst ? added : this.call(`norm${number}`, added);
  }
}

function runEncoderLayer(running: Running): Value {
  const [source = null, mask = null, padding = null] = running.given;
  const attended = running.residual(1, source, (value) => running.attend('self_attn', value, value, mask, padding));
  return running.residual(2, attended, (value) => running.feedForward(value));
}

function runDecoderLayer(running: Running): Value {
  const [target = null, memory = null, own = null, across = null, padding = null, memoryPadding = null] = running.given;
  const itself = running.residual(1, target, (value) => running.attend('self_attn', value, value, own, padding));
  const both = running.residual(2, itself, (value) =>
    running.attend('multihead_attn', value, memory, across, memoryPadding),
  );
  return running.residual(3, both, (value) => running.feedForward(value));
}

function runEncoder(running: Running): Value {
  const [, src_mask = null, src_key_padding_mask = null] = running.given;
  return runStack(running, [], { src_mask, src_key_padding_mask });
}

function runDecoder(running: Running): Value {
  const [, memory = null, tgt_mask = null, memory_mask = null, ...paddings] = running.given;
  const [tgt_key_padding_mask = null, memory_key_padding_mask = null] = paddings;
  return runStack(running, [memory], { tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask });
}

function runStack(running: Running, memory: readonly Value[], masks: Masks): Value {
  let value = running.argument(0);
  for (const layer of running.session.context.items(running.attribute('layers')))
    value = running.masked(layer, [value, ...memory], masks);
  return running.attribute('norm') === null ? value : running.call('norm', value);
}

/** @throws Refusal where the two inputs differ in their batches or have other than `d_model` features */
function runWhole(running: Running): Value {
  const [source = null, target = null, ...masks] = running.given;
  const [from, to] = [running.shape(source), running.shape(target)];
  const batch = running.session.context.truth(running.attribute('batch_first')) ? 0 : 1;
  if (from.length === 3 && from[batch] !== to[batch])
    throw new Refusal('RuntimeError', 'the batch number of src and tgt must be equal', 'batch', { input: from });
  const width = running.attribute('d_model');
  if (from.at(-1) !== width || to.at(-1) !== width)
    throw new Refusal('RuntimeError', 'the feature number of src and tgt must be equal to d_model', 'features', {
      input: from,
    });
  const [mask = null, tgt_mask = null, memory_mask = null, src_key_padding_mask = null, ...paddings] = masks;
  const [tgt_key_padding_mask = null, memory_key_padding_mask = null] = paddings;
  const memory = running.masked(running.attribute('encoder'), [source], { mask, src_key_padding_mask });
  const others = { tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask };
  return running.masked(running.attribute('decoder'), [target, memory], others);
}
