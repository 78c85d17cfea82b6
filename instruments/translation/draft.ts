/** The translated model while it is written: its values and the order of their axes, its layers, lines and weights. */
import type { Shape } from '../graph/tensor.ts';
import { Untranslated } from './operation.ts';
import type { Operation, FrameworkName, Weights } from './operation.ts';
import { call, identifier, tuple } from './python.ts';
import type { Argument } from './python.ts';

/** A tensor of the translated model. */
export interface TargetTensor {
  readonly id: number;
  /** As in the source model. */
  readonly shape: Shape;
  /** Axis i of this tensor is axis `order[i]` of the source's. */
  readonly order: readonly number[];
}

interface Line {
  /** Null for a statement that gives no tensor. */
  readonly output: TargetTensor | null;
  readonly uses: readonly TargetTensor[];
  readonly write: (names: readonly string[]) => string;
  readonly notes: readonly string[];
  /** Where there is no translation: `write` says why. */
  readonly isMissing: boolean;
}

/** A note at a layer: where values would differ, and what mends it. */
export interface LayerNote {
  readonly layer: string;
  readonly line: number;
  readonly says: string;
  /** Where the source's own framework does not give what its layer says, so that no translation is equal. */
  readonly differs?: true;
}

/** Names that `nn.Module` has, and the one by which its methods know it. */
const TAKEN = new Set(
  `add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward
  get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia named_buffers named_children
  named_modules named_parameters parameters register_buffer register_module register_parameter requires_grad_ self
  set_submodule share_memory state_dict to to_empty train training type xpu zero_grad`.split(/\s+/),
);

/** Names of the printed code itself. */
const WRITTEN = /^(x\d*|F|nn|np|torch|keras|layers|ops|inputs|outputs|input_\d+|model|state|weights)$/;

/** Names that Keras gives on its own to inputs and operations of the printed code. */
const OF_KERAS =
  /^(input_layer|transpose|reshape|concatenate|get_item|add|subtract|multiply|true_divide|power|maximum|minimum|mean|sum|max|min|pad|matmul|ones_like|leaky_relu|elu|celu|gelu|softmax|log_softmax|hard_tanh)(_\d+)?$/;

export class Draft {
  readonly lines: Line[] = [];
  /** What `__init__` makes: attribute → constructor. Of PyTorch only. */
  readonly made = new Map<string, string>();
  /** The weights of each translated layer, in PyTorch's names. */
  readonly weights = new Map<string, readonly (readonly [string, string])[]>();
  readonly notes: LayerNote[] = [];
  readonly missing: LayerNote[] = [];
  /** Whether the model takes batches of the traced size only. Of Keras only. */
  fixesBatch = false;
  private readonly names = new Set<string>();
  /** Layers that are called more than once are made once. */
  private readonly shared = new Map<string, { readonly constructor: string; readonly expression: string }>();
  private count = 0;
  private pending: string[] = [];

  constructor(readonly target: FrameworkName) {}

  input(shape: Shape, order: readonly number[]): TargetTensor {
    return { id: this.count++, shape, order };
  }

  /** A line that gives a new tensor; `write` gets the names of what it uses. */
  line(
    uses: readonly TargetTensor[],
    write: (names: readonly string[]) => string,
    shape: Shape,
    order: readonly number[] = identity(shape.length),
  ): TargetTensor {
    const output = { id: this.count++, shape, order };
    this.lines.push({ output, uses, write, notes: this.pending, isMissing: false });
    this.pending = [];
    return output;
  }

  /** A line that raises where a layer has no translation; what follows it goes on from a tensor of that shape. */
  raise(layer: string, line: number, { type, says }: { type: string; says: string }, shape: Shape): TargetTensor {
    this.missing.push({ layer, line, says });
    const output = { id: this.count++, shape, order: identity(shape.length) };
    const write = (): string => `${layer} (${type}, line ${line}): ${says}`;
    this.lines.push({ output, uses: [], write, notes: [], isMissing: true });
    this.pending = [];
    return output;
  }

  /** Said before the line that comes next. */
  comment(text: string): void {
    this.pending.push(text);
  }

  /** The same tensor with its axes in that order. */
  aligned(value: TargetTensor, order: readonly number[]): TargetTensor {
    if (sameOrder(value.order, order)) return value;
    const axes = order.map((axis) => value.order.indexOf(axis));
    const write =
      this.target === 'pytorch'
        ? ([x]: readonly string[]) => `${x}.permute(${axes.join(', ')})`
        : ([x]: readonly string[]) => `ops.transpose(${x}, ${tuple(axes)})`;
    return this.line([value], write, value.shape, order);
  }

  /** With the source's own order of axes. */
  inSourceOrder(value: TargetTensor): TargetTensor {
    return this.aligned(value, identity(value.shape.length));
  }

  /** A name that no other layer has, nor anything else that is written. */
  unique(name: string): string {
    const bare = identifier(name);
    const isTaken = TAKEN.has(bare) || WRITTEN.test(bare) || (this.target === 'keras' && OF_KERAS.test(bare));
    const wanted = isTaken ? `${bare}_` : bare;
    let found = wanted;
    for (let number = 1; this.names.has(found); number++) found = `${wanted}_${number}`;
    this.names.add(found);
    return found;
  }

  /**
   * The expression by which a shared layer is called, if it was made before.
   *
   * @throws Untranslated where the sizes of this call ask for another layer than those of the first
   */
  known(key: string, constructor: string): string | undefined {
    const made = this.shared.get(key);
    if (made && made.constructor !== constructor)
      throw new Untranslated('the layer is called more than once, and each size would need other arguments');
    return made?.expression;
  }

  remember(key: string, constructor: string, expression: string): void {
    this.shared.set(key, { constructor, expression });
  }

  /** A line that makes a Keras layer which is called more than once. */
  define(name: string, constructor: string): void {
    this.lines.push({ output: null, uses: [], write: () => `${name} = ${constructor}`, notes: [], isMissing: false });
  }
}

/** Where an operation is written: what goes in, what the layer is called, what comes out. */
export class Place {
  constructor(
    readonly draft: Draft,
    readonly inputs: readonly TargetTensor[],
    readonly name: string,
    readonly output: Shape,
    /** The same for every call of one layer. */
    readonly key: string,
    readonly isShared: boolean,
    readonly sourceLine: number,
    /** How many layers the step has made: each call of a layer makes the same, in the same order. */
    private readonly made = { count: 0 },
  ) {}

  get input(): TargetTensor {
    return this.inputs[0] as TargetTensor;
  }

  with(input: TargetTensor): Place {
    const { draft, name, output, key, isShared, sourceLine, made } = this;
    return new Place(draft, [input], name, output, key, isShared, sourceLine, made);
  }

  /** The same place, for a layer that is called once more. */
  twice(): Place {
    return new Place(this.draft, this.inputs, this.name, this.output, this.key, true, this.sourceLine, this.made);
  }

  /** A note for the reader, in the code and beside it. */
  note(says: string, marks: { differs?: true } = {}): void {
    if (!this.draft.notes.some((one) => one.layer === this.name && one.says === says)) {
      this.draft.notes.push({ layer: this.name, line: this.sourceLine, says, ...marks });
    }
    this.draft.comment(`${this.name}: ${says}`);
  }

  /** What calls a layer: `self.conv` of PyTorch, `layers.Conv2D(…, name="conv")` of Keras. */
  layer(
    type: string,
    positional: readonly string[],
    named: readonly Argument[],
    weights: Weights = {},
    part = '',
  ): string {
    const entries = Object.entries(weights);
    const constructor = call(type, positional, named);
    // a layer without weights may be made once more, for each of the sizes that it is called on
    const key = `${this.key}/${this.made.count++}${entries.length > 0 ? '' : constructor}`;
    const known = this.draft.known(key, constructor);
    if (known) return known;
    const name = this.draft.unique(part ? `${this.name}_${part}` : this.name);
    if (entries.length > 0) this.draft.weights.set(name, entries);
    const expression =
      this.draft.target === 'pytorch'
        ? this.attribute(name, constructor)
        : this.kerasLayer(name, call(type, positional, [...named, ['name', `"${name}"`]]));
    this.draft.remember(key, constructor, expression);
    return expression;
  }

  private attribute(name: string, constructor: string): string {
    this.draft.made.set(name, constructor);
    return `self.${name}`;
  }

  private kerasLayer(name: string, constructor: string): string {
    if (!this.isShared) return constructor;
    this.draft.define(name, constructor);
    return name;
  }

  /** Apply what `layer` gave. */
  apply(
    expression: string,
    input: TargetTensor,
    order: readonly number[] = input.order,
    shape = this.output,
  ): TargetTensor {
    return this.draft.line([input], ([x]) => `${expression}(${x})`, shape, order);
  }
}

export type Writer<O extends Operation> = (operation: O, place: Place) => TargetTensor;

export const identity = (rank: number): number[] => Array.from({ length: rank }, (_, axis) => axis);

export const sameOrder = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((axis, index) => axis === other[index]);

/** Batch and channels where the framework's windows want them. */
export function spatialOrder(target: FrameworkName, rank: number, channels: number): number[] {
  const sizes = identity(rank + 2).filter((axis) => axis !== 0 && axis !== channels);
  return target === 'pytorch' ? [0, channels, ...sizes] : [0, ...sizes, channels];
}
