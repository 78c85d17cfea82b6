/**
 * Which statements of a text put a layer on the one chain that is followed, and which leave it alone. Where one is neither,
 * it is a stop: what it does to the chain is not known, and so is nothing after it.
 */
import {
  APART,
  ASKING,
  CHANGING,
  ONE_NAME,
  SHOWING,
  isInput,
  isLayer,
  isModel,
  isSequential,
  ownerOf,
  rootOf,
} from './known.ts';
import { Names } from './names.ts';
import { isLiteral, sequence } from './nodes.ts';
import type { Application, Call, Node, Place, Sequence } from './nodes.ts';
import { isClosing, closing } from './tokens.ts';
import type { Fault, Token } from './tokens.ts';

interface Statement extends Place {
  /** What stands before each `=`. */
  readonly targets: readonly (readonly Node[])[];
  /** What stands between commas. */
  readonly values: readonly Node[];
  readonly words: readonly Token[];
}

/** How a layer stands in a text: in a list, in `model.add(…)`, on a line of its own, called on a tensor. */
type Style = 'list' | 'add' | 'line' | 'apply';

/** A layer of the stack, and the statement that it stands in. */
export interface Item extends Place {
  readonly node: Call;
  readonly style: Style;
  /** What the model is called; of a list, what stands before `Sequential`. */
  readonly model?: string | undefined;
  /** The name that is given its output. */
  readonly target?: string | undefined;
  /** The name of the tensor that it is called on. */
  readonly from?: string | undefined;
}

/** Why a statement is not followed; undefined where it is. */
type Stopped = Fault | undefined;

interface Where extends Place {
  readonly target?: string | undefined;
}

export class Stack {
  readonly items: Item[] = [];
  readonly names = new Names();
  /** The name of the model that is made, "" where it has none; undefined where none is. */
  private model: string | undefined;
  /** Whether the model is one of tensors, from an input to an output, and made. */
  private isClosed = false;

  constructor(private readonly text: string) {}

  follow(statement: Statement): Stopped {
    const { targets, values, words } = statement;
    const torch = words.find((word, i) => begins(words, i) && this.names.isTorch(word.text));
    if (torch) return this.stop('pytorch', torch);
    const changing = words.find(({ kind, text }) => kind === 'name' && CHANGING.test(text));
    if (changing) return this.stop('changing', changing);
    if (targets.length === 0) return this.stated(values, statement);
    const names = targets.flat().map(({ at, end }) => this.text.slice(at, end));
    const areNames = names.every((name) => ONE_NAME.test(name));
    if (areNames && targets.every(({ length }) => length === 1)) return this.assigned(statement, names);
    const stop = this.harmless(statement);
    if (!stop) for (const name of names.filter((one) => ONE_NAME.test(one))) this.names.rename(name, 'other');
    return stop;
  }

  private assigned(statement: Statement, names: readonly string[]): Stopped {
    const { values, at, end } = statement;
    const [value] = values;
    const target = names[0] ?? '';
    const where = { at, end, target };
    if (value && values.length === 1) {
      const isOwn = value.kind === 'call' && !this.foreign(value);
      if (isOwn && isSequential(value)) return this.sequential(value, where);
      if (isOwn && isModel(value)) return this.functional(value, target);
      if (isOwn && isLayer(value) && isInput(value)) return this.begun(value, where, names);
      if (value.kind === 'apply' && value.fn.kind === 'call') return this.applied(value, where, names);
      if (value.kind === 'name' && this.names.last.has(value.value)) return void this.names.also(names);
      if (value.kind === 'name' && this.items.length === 0 && !this.names.has(value.value))
        return void this.names.supposed([...names, value.value]);
    }
    const stop = this.harmless(statement);
    if (stop) return stop;
    const constant = value && values.length === 1 ? value : sequence(values, values[0]?.at ?? at, end);
    for (const name of names) {
      this.names.rename(name, 'other');
      if (isLiteral(constant)) this.names.constants.set(name, constant);
    }
    return undefined;
  }

  /** What stands by itself: layers, one a line or in a list; a model; a call. */
  private stated(values: readonly Node[], statement: Statement): Stopped {
    return firstOf(values, (value) => this.one(value, statement));
  }

  private one(value: Node, statement: Statement): Stopped {
    const { at, end, words } = statement;
    const where = { at, end };
    if (value.kind === 'seq' && !isLiteral(value)) return this.alone(value) ?? this.list(value, where, undefined);
    if (value.kind === 'apply' && value.fn.kind === 'call') return this.applied(value, where, []);
    if (value.kind === 'call') {
      const { name, path } = value;
      if (isSequential(value)) return this.foreign(value) ?? this.sequential(value, where);
      if (isModel(value)) return this.foreign(value) ?? this.functional(value, '');
      if (name === 'add' && this.isModels(value)) return this.added(value, where);
      if (isLayer(value))
        return this.foreign(value) ?? this.alone(value) ?? this.push(value, { ...where, style: 'line' });
      const isApart = APART.has(name) || (path !== name && !/(?:^|\.)layers\./.test(path));
      if (!isApart) return this.stop('function', value);
    }
    return words.some(({ text }) => text === '(') ? this.harmless({ ...statement, values: [value] }) : undefined;
  }

  /** Layers that stand alone are a stack, where no model is made of others. */
  private alone(value: Node): Stopped {
    return this.model === undefined ? undefined : this.stop('apart', value);
  }

  /** @param model what stands before `Sequential` */
  private list(list: Pick<Sequence, 'value'>, where: Where, model: string | undefined): Stopped {
    return firstOf(list.value, (node) => this.listed(node, where, model));
  }

  private listed(node: Node, where: Where, model: string | undefined): Stopped {
    const { at, end } = where;
    const isCall = node.kind === 'call' || node.kind === 'apply';
    if (isSequential(node)) {
      const inner = this.layersOf(node);
      return this.foreign(node) ?? ('code' in inner ? inner : this.list(inner, where, `inside of ${model} ${node.at}`));
    }
    if (isLayer(node)) return this.foreign(node) ?? this.push(node, { at, end, style: 'list', model });
    if (node.kind === 'name' || node.kind === 'path') return this.unnamed(node);
    return this.stop(isCall ? 'function' : 'layer', node);
  }

  /** The list in a call of Sequential, or why that is not followed. */
  private layersOf({ args }: Call): Pick<Sequence, 'value'> | Fault {
    const [first, ...rest] = args;
    const isKnown = first?.key === undefined || first.key === null || first.key === 'layers' || first.key === 'name';
    const odd = isKnown ? rest.find(({ key }) => key !== 'name') : first;
    if (odd) return this.stop('sequential', odd);
    const value = first?.key === 'name' ? undefined : first?.value;
    if (!value || value.kind === 'none') return { value: [] };
    if (value.kind === 'seq') return value;
    if (value.kind === 'name' || value.kind === 'path') return this.unnamed(value);
    return this.stop(isLayer(value) ? 'sequential' : 'layer', value);
  }

  private sequential(node: Call, where: Where): Stopped {
    if (this.model !== undefined || this.items.length > 0) return this.another(node);
    const { target } = where;
    const found = this.layersOf(node);
    this.model = target ?? '';
    if (target) this.names.rename(target, 'model');
    return 'code' in found ? found : this.list(found, where, ownerOf(node.path));
  }

  /** Layers of another model than the one that is followed, or of one that begins with an input kept under a name. */
  private another(node: Node): Fault {
    const [first] = this.items;
    const isBegun = first !== undefined && this.items.length === 1 && isInput(first.node);
    return this.stop(isBegun ? 'unread' : 'models', node);
  }

  /** Whether `….add(…)` is a model's, not a set's or Keras's own. */
  private isModels({ path, args }: Call): boolean {
    const owner = ownerOf(path);
    const value = args[0]?.value;
    if (owner !== '' && owner === this.model) return true;
    if (owner === '' || /(?:^|\.)(?:layers|ops|math|keras|tf|np|K)$/.test(owner)) return false;
    if (!value || isLiteral(value) || value.kind === 'seq') return false;
    return this.names.kindOf(rootOf(owner)) !== 'other';
  }

  private added(node: Call, where: Where): Stopped {
    const owner = ownerOf(node.path);
    const isOther = this.items.some(({ style }) => style === 'line' || style === 'apply');
    if (this.isClosed || (this.model ?? owner) !== owner || isOther) return this.another(node);
    this.model = owner;
    this.names.rename(owner, 'model');
    const [argument, ...more] = node.args;
    if (!argument || more.length > 0 || (argument.key !== null && argument.key !== 'layer'))
      return this.stop('function', node);
    const { value } = argument;
    if (!isLayer(value)) return this.listed(value, where, owner);
    return this.foreign(value) ?? this.push(value, { ...where, style: 'add', model: owner });
  }

  /** `inputs = keras.Input(…)` */
  private begun(node: Call, where: Where, names: readonly string[]): Stopped {
    if (this.items.length > 0 || this.model !== undefined) return this.stop('inputs', node);
    this.push(node, { ...where, style: 'line' });
    this.names.begin(names);
    return undefined;
  }

  /** A layer called on the chain's last output: `x = layers.Dense(10)(x)`. */
  private applied(node: Application, where: Where, names: readonly string[]): Stopped {
    const { fn, args } = node;
    const [first, ...rest] = args;
    const foreign = fn.kind === 'call' ? this.foreign(fn) : undefined;
    if (foreign || !isLayer(fn) || isInput(fn)) return foreign ?? this.stop('function', fn);
    if (this.isClosed || this.model !== undefined) return this.stop('models', node);
    if (!first || (first.key !== null && first.key !== 'inputs')) return this.stop('function', node);
    if (first.value.kind === 'seq') return this.stop('merge', node);
    if (first.value.kind !== 'name') return this.stop('unread', first.value);
    const odd = rest.find(({ key, value }) => key !== 'training' || (value.kind !== 'bool' && value.kind !== 'none'));
    if (odd) return this.stop('second', odd);
    const from = first.value.value;
    const stop = this.calledOn(first.value, from);
    if (stop) return stop;
    this.push(fn, { ...where, style: 'apply', from });
    return void this.names.output(names);
  }

  /** A layer is called on this name, which has to be the last output, or the input where there is no layer yet. */
  private calledOn(node: Node, from: string): Stopped {
    const { names } = this;
    if (this.items.length > 0 ? !names.last.has(from) : names.has(from)) {
      if (names.kindOf(from) === 'other') return this.unnamed(node);
      return { ...this.stop('branch', node), last: [...names.last].at(-1) ?? '' };
    }
    if (this.items.length > 0) return undefined;
    names.supposed([from]);
    return void names.confirm();
  }

  /** `keras.Model(inputs, outputs)`, of the one input and the last output. */
  private functional(node: Call, target: string): Stopped {
    const { args } = node;
    const { names } = this;
    if (this.model !== undefined) return this.stop('models', node);
    const given = (key: string, place: number): string =>
      nameOf(args.find((one, i) => (one.key ? one.key === key : i === place))?.value);
    const ends = this.items.length > 0 ? names.last : names.inputs;
    const fits = names.inputs.has(given('inputs', 0)) && ends.has(given('outputs', 1));
    const isOdd = args.some(({ key }, i) => (key ? !/^(?:inputs|outputs|name)$/.test(key) : i > 1));
    if (!fits || isOdd) return this.stop('outputs', node);
    this.model = target;
    this.isClosed = true;
    if (target) names.rename(target, 'model');
    return undefined;
  }

  private push(node: Call & { broken?: boolean }, item: Omit<Item, 'node'>): undefined {
    if (!node.broken) this.items.push({ node, ...item });
  }

  /** A name that is not, or not only, what Keras means by it. */
  private foreign(node: Call): Stopped {
    return this.names.has(rootOf(node.path)) ? this.stop('stored', node) : undefined;
  }

  /** A name in the place of a layer or a tensor. */
  private unnamed(node: Node): Fault {
    const name = node.kind === 'name' || node.kind === 'path' ? node.value : '';
    const isStored = this.names.has(rootOf(name)) || this.names.constants.has(name);
    return this.stop(isStored ? 'stored' : 'name', node);
  }

  /** A statement that is not read: it may only ask what it names of the chain. */
  private harmless({ values, words }: Pick<Statement, 'values' | 'words'>): Stopped {
    const [only, ...others] = values;
    const isShown = only?.kind === 'call' && others.length === 0 && SHOWING.has(only.name);
    let open = 0;
    for (const [i, { kind, text }] of words.entries()) {
      if (kind === 'op') open += closing(text) ? 1 : isClosing(text) ? -1 : 0;
      const after = words[i + 1];
      if (!begins(words, i) || (kind === 'name' && after?.text === '=' && open > 0)) continue; // an argument's name
      const parts = text.split('.').map((part) => part.trim());
      const first = parts[0] ?? '';
      const named = this.names.kindOf(first);
      if (named !== 'model' && named !== 'tensor') continue;
      const isPath = kind === 'path';
      const asked = [...parts.slice(1, -1), after?.text ?? ''];
      if (isPath ? asked.every((part) => ASKING.has(part)) : isShown) continue;
      const place = { at: words[0]?.at ?? 0, end: words.at(-1)?.end ?? 0 };
      return { ...this.stop('touched', place), last: first };
    }
    return undefined;
  }

  private stop(code: string, { at, end }: Place): Fault {
    const [line = '', ...rest] = this.text.slice(at, end).split('\n');
    const short = line.slice(0, 40);
    return { code, at, end, got: short === line && rest.length === 0 ? line : `${short.trimEnd()}…` };
  }
}

/** Whether a word begins a name: none with a dot before it. */
function begins(words: readonly Token[], i: number): boolean {
  const kind = words[i]?.kind;
  return (kind === 'path' || kind === 'name') && words[i - 1]?.kind !== 'path';
}

/** The first answer that there is. */
function firstOf<Value>(values: readonly Value[], ask: (value: Value) => Stopped): Stopped {
  for (const value of values) {
    const found = ask(value);
    if (found) return found;
  }
  return undefined;
}

/** The name that is given as an input or output, also as the only one of a list; "" where it is no name. */
function nameOf(value: Node | undefined): string {
  const [only, ...others] = value?.kind === 'seq' ? value.value : value ? [value] : [];
  return only?.kind === 'name' && others.length === 0 ? only.value : '';
}
