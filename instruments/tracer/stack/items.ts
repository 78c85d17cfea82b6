/** Where each layer of a chain stands in the text, from its statements. Whether they are a chain the interpreter says. */
import { layerNames, layerParameters } from '../../frameworks/keras/rules.ts';
import { assumed as assumedOfPyTorch } from '../../frameworks/pytorch/paths.ts';
import type { Block, Expression, Statement } from '../../languages/python/syntax.ts';
import type { Argument, Call, Item, Place } from './stack.ts';

type CallExpression = Extract<Expression, { kind: 'call' }>;

/** A call of what may be a layer, by its name; any other call is none. */
type LayerCall = CallExpression & { readonly isLayer?: true };

export interface Found {
  readonly items: readonly Item[];
  /** The place of each item's call among the expressions that were read. */
  readonly sites: readonly CallExpression[];
  /** Whether the layers stand alone, and no model is made of them. */
  readonly isAlone: boolean;
  readonly hasModel: boolean;
  /** How many models stand in the lists of others. */
  readonly nested: number;
  /** The model that layers are added to, or the tensor that the first is called on, where the text does not make it. */
  readonly lacking: { readonly name: string; readonly kind: 'model' | 'input' } | null;
}

const INPUT_PARAMETERS = 'shape batch_size dtype sparse ragged batch_shape name tensor optional'.split(' ');

const OF_KERAS = /^(?:keras|tensorflow|tf|tf_keras)(?:\.|$)/;

/** Functions that only show what they are given. */
const SHOWING: readonly string[] = ['display', 'plot_model', 'print', 'type'];

/** Statements that may stand beside a chain; what more they do to it, the interpreter says. */
const BESIDE: readonly string[] = ['import', 'from', 'pass', 'annotate', 'assert'];

/** null where the statements hold what is no chain. */
export function itemsOf(text: string, block: Block): Found | null {
  const search = new Search(text);
  let isEmpty = true;
  for (const statement of block) {
    isEmpty &&= statement.kind === 'import' || statement.kind === 'from';
    search.bind(statement);
    if (BESIDE.includes(statement.kind)) continue;
    if (statement.kind !== 'expression' && statement.kind !== 'assign') return null;
    if (!search.read(statement)) return null;
  }
  const found = search.found();
  const isStack =
    found.hasModel || found.isAlone || found.items.some(({ style }) => style === 'add' || style === 'apply');
  return isStack || isEmpty ? found : null;
}

/** The names of the layers and what they are given, as the text has them. */
class Search {
  private readonly items: Item[] = [];
  private readonly sites: CallExpression[] = [];
  private readonly bound = new Set<string>();
  /** Names of what the text does not make, by further names of it. */
  private readonly aliases = new Map<string, string>();
  private models = 0;
  private nested = 0;
  /** Whether something else is called by itself, which may stack layers too. */
  private isMixed = false;
  private lacking: Found['lacking'] = null;

  constructor(private readonly text: string) {}

  found(): Found {
    const { items, sites, nested } = this;
    const [alias] = this.aliases.values();
    const isBare = items.length === 0 && alias !== undefined; // all layers were taken out
    const lacking = isBare ? { name: alias, kind: 'input' as const } : this.lacking;
    const isAlone =
      this.models === 0 &&
      !this.isMixed &&
      items.length > 0 &&
      items.every(({ style }) => style === 'line' || style === 'list');
    return { items, sites, isAlone, hasModel: this.models > 0, nested, lacking };
  }

  /** What is imported from elsewhere is no layer of Keras. */
  bind(statement: Statement): void {
    if (statement.kind === 'import')
      for (const { path, as } of statement.modules) if (!OF_KERAS.test(path)) this.bound.add(as ?? path);
    if (statement.kind === 'from' && !OF_KERAS.test(statement.path))
      for (const { as } of statement.names) this.bound.add(as);
  }

  /** False where a statement cannot be one of a chain. */
  read(statement: Extract<Statement, { kind: 'expression' | 'assign' }>): boolean {
    const { value } = statement;
    const target = statement.kind === 'assign' ? nameOf(statement.targets[0]) : undefined;
    const where = { at: statement.from, end: statement.to, ...(target === undefined ? {} : { target }) };
    const isRead = this.value(value, where);
    const names = statement.kind === 'assign' ? statement.targets.map((one) => nameOf(one) ?? '') : [];
    const alias = nameOf(value);
    for (const name of names) {
      if (alias !== undefined && !this.bound.has(alias)) this.aliases.set(name, this.aliases.get(alias) ?? alias);
      this.bound.add(name);
    }
    return isRead;
  }

  private value(value: Expression, where: Place & { target?: string }): boolean {
    if (value.kind === 'list' || value.kind === 'tuple') return this.alone(value, where);
    if (value.kind !== 'call') return true;
    if (isNamed(value, /^Sequential$/)) return this.sequential(value, where);
    if (isNamed(value, /^(?:Model|Functional)$/)) return ++this.models === 1;
    // a layer that is kept under a name is called later, or is none; only an input stays where it is
    if (this.isLayer(value) && (where.target === undefined || isNamed(value, /^Input/)))
      return this.push(value, { ...where, style: 'line' });
    const { callee, args } = value;
    const [first] = args;
    if (callee.kind === 'call') {
      const isPlain = args.slice(1).every(({ name }) => name === 'training');
      return isPlain && this.isLayer(callee) && this.applied(callee, nameOf(first?.value), where);
    }
    if (callee.kind === 'attribute' && callee.name === 'add' && first && args.length === 1)
      return this.added(nameOf(callee.object), first.value, where);
    this.isMixed ||= where.target === undefined && callee.kind === 'name' && !SHOWING.includes(callee.name);
    return true;
  }

  /** Layers that no model is made of: several in a list, or between commas. */
  private alone(value: Extract<Expression, { kind: 'list' | 'tuple' }>, where: Place & { target?: string }): boolean {
    if (!value.items.some((item) => this.isLayer(item))) return true;
    if (where.target !== undefined) return false;
    const style = this.text[value.from] === '[' ? 'list' : 'line';
    return value.items.every(
      (item) => this.isLayer(item) && this.push(item, { ...placeOf(item, style, where), style }),
    );
  }

  private sequential(value: CallExpression, where: Place): boolean {
    if (++this.models > 1) return false;
    return this.listed(value, where);
  }

  private listed({ args }: CallExpression, where: Place): boolean {
    const given = args.find(({ name }) => name === null || name === 'layers')?.value;
    if (!given || given.kind === 'constant') return true;
    if (given.kind !== 'list' && given.kind !== 'tuple') return false;
    return given.items.every((item) => {
      if (item.kind === 'call' && isNamed(item, /^Sequential$/)) return ++this.nested > 0 && this.listed(item, where);
      return this.isLayer(item) && this.push(item, { ...where, style: 'list' });
    });
  }

  private added(model: string | undefined, value: Expression, where: Place): boolean {
    if (model === undefined || !this.isLayer(value)) return !this.isLayer(value) && model !== undefined;
    if (!this.bound.has(model)) this.lacking ??= { name: model, kind: 'model' };
    return this.push(value, { ...where, style: 'add', model });
  }

  private applied(layer: CallExpression, from: string | undefined, where: Place): boolean {
    if (from === undefined) return false;
    const name = this.aliases.get(from) ?? from;
    if (!this.bound.has(name)) this.lacking ??= { name, kind: 'input' };
    return this.push(layer, { ...where, style: 'apply', from });
  }

  private push(site: CallExpression, item: Omit<Item, 'node'>): true {
    this.items.push({ node: callOf(this.text, site), ...item });
    this.sites.push(site);
    return true;
  }

  private isLayer(value: Expression): value is LayerCall {
    if (value.kind !== 'call') return false;
    const name = lastName(value.callee);
    if (name === undefined || !/^\p{Lu}/u.test(name) || /^(?:Sequential|Model|Functional)$/.test(name)) return false;
    const root = rootOf(value.callee) ?? '';
    return !this.bound.has(name) && !this.bound.has(root) && !isOfPyTorch(root);
  }
}

/** Whether a name is one that pastes use for PyTorch without importing it: nn. */
const isOfPyTorch = (name: string): boolean => assumedOfPyTorch(name)?.startsWith('torch') ?? false;

/** Of layers between commas each has its own place, of those in a list the statement's. */
function placeOf(item: Expression, style: 'list' | 'line', { at, end }: Place): Place {
  return style === 'line' ? { at: item.from, end: item.to } : { at, end };
}

const isNamed = ({ callee }: CallExpression, names: RegExp): boolean => names.test(lastName(callee) ?? '');

const nameOf = (node: Expression | undefined): string | undefined => (node?.kind === 'name' ? node.name : undefined);

function lastName(node: Expression): string | undefined {
  return node.kind === 'name' || node.kind === 'attribute' ? node.name : undefined;
}

function rootOf(node: Expression): string | undefined {
  return node.kind === 'attribute' ? rootOf(node.object) : nameOf(node);
}

/** A call as the page changes it. */
function callOf(text: string, { from, to, callee, args }: CallExpression): Call {
  const name = lastName(callee) ?? '';
  const parameters = parametersOf(name);
  const first = args[0]?.value;
  const given = args.map(({ name: key, value }, i): Argument => {
    const at = key === null ? value.from : text.lastIndexOf(key, value.from - 1);
    return { key: key ?? parameters[i] ?? null, at, end: value.to, value: { at: value.from, end: value.to } };
  });
  const isWrapper = name === 'TimeDistributed' && first?.kind === 'call';
  return {
    at: from,
    end: to,
    path: text.slice(callee.from, callee.to),
    name,
    nameAt: callee.to - name.length,
    open: text.indexOf('(', callee.to) + 1,
    args: given,
    inner: isWrapper ? callOf(text, first) : null,
  };
}

export function parametersOf(name: string): readonly string[] {
  if (name === 'Input') return INPUT_PARAMETERS;
  const type = layerNames.get(name) ?? name;
  return layerParameters(type).filter((key) => !key.startsWith('*'));
}
