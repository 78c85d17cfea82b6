/** `nn.Module`: how every module is made, registered and called. */
import type { Call } from '../../graph/graph.ts';
import { mapTensors, unknownIn } from '../../graph/graph.ts';
import { INPUT } from '../../graph/receptive.ts';
import type { Shape, Tensor } from '../../graph/tensor.ts';
import { cells, Tensor as TensorClass } from '../../graph/tensor.ts';
import { method, NativeFunction } from '../../languages/python/callables.ts';
import type { Arguments } from '../../languages/python/callables.ts';
import { Class, Instance } from '../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../languages/python/errors.ts';
import type { Copyable } from '../../languages/python/library/copy.ts';
import { Dict, Iterator, List, Property, Tuple, Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import type { Session } from './session.ts';

export interface Parameter {
  readonly name: string;
  shape: Shape;
  readonly isBuffer: boolean;
  /** What stands for it when the paste freezes it: the tensor of an `nn.Parameter`, else itself. */
  readonly origin?: Tensor;
}

/** What is kept in `instance.state` of every module. */
export class ModuleState implements Copyable {
  /** Parameters and buffers of its own. */
  readonly parameters: Parameter[] = [];
  /** Children of containers that keep them without attributes: `Sequential`, `ModuleList`, `ModuleDict`. */
  readonly children = new Map<string, Instance | null>();
  /** What a built-in module keeps of its arguments. */
  settings: unknown = undefined;
  /** The arguments with which a built-in module was made. */
  given: ReadonlyMap<string, Value> = new Map();
  /** What the paste has called after each call of the module, and before. */
  readonly hooks: Value[] = [];
  readonly hooksAhead: Value[] = [];
  /** What `copy.deepcopy` made of the module. */
  readonly copies: Instance[] = [];

  copied(inner: (value: Value) => Value, made: Instance): ModuleState {
    this.copies.push(made);
    const copy = new ModuleState();
    copy.parameters.push(...this.parameters.map((parameter) => ({ ...parameter })));
    for (const [name, child] of this.children) copy.children.set(name, inner(child) as Instance | null);
    copy.hooks.push(...this.hooks.map(inner));
    copy.hooksAhead.push(...this.hooksAhead.map(inner));
    copy.settings = this.settings;
    copy.given = this.given;
    return copy;
  }
}

/** @throws Refusal AttributeError where a class of the paste forgot `super().__init__()` */
export function stateOf(module: Instance): ModuleState {
  if (module.state === undefined) {
    throw new Refusal('AttributeError', 'cannot assign module before Module.__init__() call', 'super');
  }
  return module.state as ModuleState;
}

/** @throws Refusal AttributeError where a module or parameter is set ahead of `super().__init__()` */
function requireInitialized(value: Value): void {
  const isParameter = value instanceof TensorClass && value.meta === 'parameter';
  if (!isParameter && !isModule(value)) return;
  const what = isParameter ? 'parameters' : 'module';
  throw new Refusal('AttributeError', `cannot assign ${what} before Module.__init__() call`, 'super');
}

export function initialize(self: Instance): ModuleState {
  const state = new ModuleState();
  self.state = state;
  return state;
}

export function isModule(value: Value | undefined): value is Instance {
  return value instanceof Instance && value.cls.mro.some(({ name, module }) => name === 'Module' && module !== null);
}

/** The modules in a module, by their names, in the order in which they were registered. */
export function childrenOf(module: Instance): Map<string, Instance> {
  const found = new Map<string, Instance>();
  for (const [name, child] of placesOf(module)) if (child) found.set(name, child);
  return found;
}

/** The same, with the places of a container in which None stands. */
export function placesOf(module: Instance): Map<string, Instance | null> {
  const found = new Map((module.state as ModuleState | undefined)?.children ?? []);
  for (const [name, value] of module.attributes) if (isModule(value)) found.set(name, value);
  return found;
}

/** How many `childrenOf` finds. A long `Sequential` asks so as each of its modules comes in: none of them is copied. */
export function countChildren(module: Instance): number {
  const kept = (module.state as ModuleState | undefined)?.children;
  let count = kept?.size ?? 0;
  for (const [name, value] of module.attributes) if (isModule(value) && !kept?.has(name)) count++;
  return count;
}

/** A module and all in it: qualified name → module, each once. */
export function namedModules(module: Instance): [string, Instance][] {
  const found: [string, Instance][] = [];
  const seen = new Set<Instance>();
  const visit = (one: Instance, name: string): void => {
    if (seen.has(one)) return;
    seen.add(one);
    found.push([name, one]);
    if (countChildren(one) === 0) return; // as most have none
    for (const [inner, child] of childrenOf(one)) visit(child, name ? `${name}.${inner}` : inner);
  };
  visit(module, '');
  return found;
}

function ownParameters(module: Instance): Parameter[] {
  const found = [...((module.state as ModuleState | undefined)?.parameters ?? [])];
  for (const [name, value] of module.attributes) {
    if (value instanceof TensorClass && value.meta === 'parameter')
      found.push({ name, shape: value.shape, isBuffer: false, origin: value });
  }
  return found;
}

/** Whether a module was not followed to its end, or holds something that is not known and may have parameters. */
function isDoubtful(module: Instance): boolean {
  return module.doubt !== null || [...module.attributes.values()].some((it) => it instanceof Unknown && !it.harmless);
}

/** Null where it is not known: a module is not followed, or a lazy one has not seen its input. */
export interface Counts {
  readonly parameters: number | null;
  /** Of the parameters those that training changes. */
  readonly trainable: number | null;
  readonly buffers: number | null;
}

/** The parameters of a module and of all in it, each module once. */
export function countParameters(module: Instance): Counts {
  const modules = namedModules(module);
  if (modules.some(([, one]) => isDoubtful(one))) return { parameters: null, trainable: null, buffers: null };
  const each = new Map<object, Parameter>(); // a weight that two modules share is one
  for (const [, one] of modules) for (const own of ownParameters(one)) each.set(own.origin ?? own, own);
  const [buffers, parameters] = [true, false].map((isBuffer) =>
    [...each.values()].filter((one) => one.isBuffer === isBuffer),
  ) as [Parameter[], Parameter[]];
  return {
    parameters: cellsOf(parameters),
    trainable: cellsOf(parameters.filter((one) => !isFrozen(one))),
    buffers: cellsOf(buffers),
  };
}

function cellsOf(parameters: readonly Parameter[]): number | null {
  let sum = 0;
  for (const { shape } of parameters) {
    const count = cells(shape);
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

/** Parameters that the paste keeps from training, and the tensors that it got for them. */
const frozen = new WeakSet<object>();
const handedOut = new WeakMap<Tensor, Parameter>();
/** Other tensors of which the paste asks for gradients. */
const asked = new WeakSet<Tensor>();

const isFrozen = (parameter: Parameter): boolean => frozen.has(parameter.origin ?? parameter);

/** `parameter.requires_grad = False` */
export function setTrained(tensor: Tensor, isTrained: boolean): void {
  const parameter = handedOut.get(tensor);
  const key = parameter?.origin ?? parameter ?? tensor;
  if (isTrained) {
    frozen.delete(key);
    asked.add(tensor);
  } else frozen.add(key);
}

/** `parameter.requires_grad`: whether it is one that training changes; of other tensors one whose gradient the paste asks for. */
export function isTrained(tensor: Tensor): boolean {
  const parameter = handedOut.get(tensor);
  const isParameter = parameter ? !parameter.isBuffer : tensor.meta === 'parameter';
  return (isParameter || asked.has(tensor)) && !frozen.has(parameter?.origin ?? parameter ?? tensor);
}

/** The class `nn.Module`. */
export function moduleClass(session: Session): Class {
  const members = new Map<string, Value>(
    Object.entries({ ...ownMembers(session), ...namingMembers(session), ...trainingMembers(session) }),
  );
  for (const name of UNCHANGED)
    members.set(
      name,
      method(name, (self) => self),
    );
  return new Class('Module', [], members, 'torch.nn');
}

/** Methods after which the module is what it was, as shapes are concerned. */
const UNCHANGED = `apply to cuda cpu float half double type compile bfloat16 share_memory`.split(' ');

/** How a module is made and called. */
function ownMembers(session: Session): Record<string, Value> {
  return {
    __init__: method('__init__', (self) => {
      initialize(self);
      return null;
    }),
    __init_subclass__: new NativeFunction('__init_subclass__', ({ positional: [cls] }) => {
      if (cls instanceof Class) session.classes.push(cls);
      return null;
    }),
    __call__: method('__call__', (self, args) => callModule(self, args, session)),
    __setattr__: method('__setattr__', (self, { positional: [name, value = null] }) => {
      if (self.state === undefined) requireInitialized(value);
      self.attributes.set(String(name), value);
      return null;
    }),
    __getattr__: method('__getattr__', (self, { positional: [name] }) => attributeOf(self, String(name), session)),
    forward: method('forward', (self) => {
      const message = `Module [${self.cls.name}] is missing the required "forward" function`;
      throw new Refusal('NotImplementedError', message, 'call');
    }),
  };
}

/** How its modules and tensors come in by name, and are gone through. */
function namingMembers(session: Session): Record<string, Value> {
  return {
    add_module: method('add_module', (self, args) => register(self, args)),
    register_module: method('register_module', (self, args) => register(self, args)),
    register_buffer: method('register_buffer', (self, args) => registerTensor(self, args, session)),
    register_parameter: method('register_parameter', (self, args) => registerTensor(self, args, session)),
    children: method('children', (self) => iterate(childrenOf(self).values())),
    modules: method('modules', (self) => iterate(namedModules(self).map(([, one]) => one))),
    named_children: method('named_children', (self) => iterate(pairs(childrenOf(self)))),
    named_modules: method('named_modules', (self) => iterate(pairs(namedModules(self)))),
    parameters: method('parameters', (self) => parametersOf(self, session)),
    named_parameters: method('named_parameters', (self) => iterate(pairs(tensorsByName(self, session)))),
  };
}

function setTraining(self: Instance, isTraining: boolean, { evaluating }: Session): Instance {
  for (const [, one] of namedModules(self)) {
    one.attributes.delete('training'); // as the paste had set it
    if (isTraining) evaluating.delete(one);
    else evaluating.add(one);
  }
  return self;
}

/** What is done with it before, in and after training. */
function trainingMembers(session: Session): Record<string, Value> {
  return {
    training: new Property(
      method('training', (self) => self.attributes.get('training') ?? !session.evaluating.has(self)),
    ),
    eval: method('eval', (self) => setTraining(self, false, session)),
    train: method('train', (self, { positional: [given], keywords }) =>
      setTraining(self, (given ?? keywords.get('mode')) !== false, session),
    ),
    state_dict: weights(session),
    ...hookMembers(session),
    load_state_dict: method('load_state_dict', () => null),
    requires_grad_: method('requires_grad_', (self, args) => {
      const isTrained = (args.positional[0] ?? args.keywords.get('requires_grad')) !== false;
      for (const [, tensor] of tensorsByName(self, session)) setTrained(tensor, isTrained);
      return self;
    }),
    zero_grad: method('zero_grad', () => null),
  };
}

/** Modules by their names where they are kept aside, as `add_module` does; what the paste never set is refused. */
function attributeOf(self: Instance, name: string, { context, wrapped }: Session): Value {
  if (name === 'module' && wrapped.has(self)) return self;
  const child = (self.state as ModuleState | undefined)?.children.get(name);
  if (child) return child;
  const bases = self.cls.mro.filter(({ module }) => module !== null);
  const isPlain = self.cls.module === null && bases.length === 1 && bases[0]?.name === 'Module';
  if (isPlain && self.state !== undefined && !self.doubt && !isOfTorch(name)) {
    throw new Refusal('AttributeError', `'${self.cls.name}' object has no attribute '${name}'`, 'name', { name });
  }
  return context.unknown(`\`${name}\` of ${self.cls.name} is not known here`);
}

/** What `nn.Module` has and is not told of here. */
function isOfTorch(name: string): boolean {
  return /^_|^(named_|register_|get_|set_|buffers$|dump_patches$|ipu$|mtia$|xpu$|to_empty$|extra_repr$|call_super_init$|T_destination$)/.test(
    name,
  );
}

function iterate(items: Iterable<Value>): Iterator {
  return new Iterator([...items][Symbol.iterator]() as IterableIterator<Value>);
}

function pairs(named: Iterable<readonly [string, Value]>): Value[] {
  return [...named].map(([name, value]) => new Tuple([name, value]));
}

function tensorsByName(self: Instance, session: Session): [string, Tensor][] {
  return namedModules(self).flatMap(([prefix, one]) =>
    ownParameters(one)
      .filter(({ isBuffer }) => !isBuffer)
      .map((parameter): [string, Tensor] => {
        const tensor = handOut(parameter, session);
        return [prefix ? `${prefix}.${parameter.name}` : parameter.name, tensor];
      }),
  );
}

/** A module's own weight by its name, as the paste reads it. */
export function parameterOf(self: Instance, name: string, session: Session): Tensor | undefined {
  const parameter = stateOf(self).parameters.find((one) => one.name === name);
  if (!parameter) return undefined;
  return handOut(parameter, session);
}

/** A weight as the paste gets it: a `Parameter`, but for buffers. */
function handOut(parameter: Parameter, session: Session): Tensor {
  const cls = parameter.isBuffer ? session.tensors : session.parameters;
  const tensor = new TensorClass(cls, parameter.shape, 'float32');
  handedOut.set(tensor, parameter);
  return tensor;
}

/** `self.decoder.weight = self.encoder.weight`: both have one weight from now on. Whether there was one by that name. */
export function tie(self: Instance, name: string, tensor: Tensor): boolean {
  const { parameters } = stateOf(self);
  const index = parameters.findIndex((one) => one.name === name);
  if (index < 0) return false;
  const other = handedOut.get(tensor);
  parameters[index] = other ?? { name, shape: tensor.shape, isBuffer: false, origin: tensor };
  return true;
}

function parametersOf(self: Instance, session: Session): Value {
  return iterate(tensorsByName(self, session).map(([, tensor]) => tensor));
}

function register(self: Instance, args: Arguments): Value {
  const [name = args.keywords.get('name') ?? null, module = args.keywords.get('module') ?? null] = args.positional;
  if (typeof name === 'string' && isModule(module)) stateOf(self).children.set(name, module);
  return null;
}

function registerTensor(self: Instance, args: Arguments, session: Session): Value {
  const [name = args.keywords.get('name') ?? null, tensor = args.keywords.get('tensor') ?? null] = args.positional;
  if (typeof name === 'string') session.context.setAttribute(self, name, tensor);
  return null;
}

/** `module(x)`: a node of the graph, whatever its `forward` does. */
function callModule(self: Instance, args: Arguments, session: Session): Value {
  const { context } = session;
  stateOf(self);
  const isOutermost = context.graph.current === null;
  if (isOutermost) args = asInputs(args);
  let call: Call | null = null;
  try {
    return context.graph.traced(
      { callee: self, type: self.cls.name, args, line: context.line, site: context.site },
      () => {
        call = context.graph.current;
        const missing = unknownIn(args.positional);
        if (missing) throw new NotFollowed(missing, `what goes into ${self.cls.name}`);
        return withHooks(self, args, session);
      },
    );
  } finally {
    if (isOutermost && call && !isProbe(call, session)) session.calls.push(call);
  }
}

/** What a module puts through its parts as it is made, to count their features, is no model of the paste. */
function isProbe({ callee, fault }: Call, { context }: Session): boolean {
  const maker = context.making.find((one) => isModule(one));
  return maker !== undefined && maker !== callee && fault === null;
}

/** `forward` and what the paste hung on the module: a hook that gives something back changes what goes in or comes out. */
function withHooks(self: Instance, args: Arguments, { context }: Session): Value {
  const { hooks, hooksAhead } = stateOf(self);
  for (const hook of hooksAhead) {
    const given = context.call(hook, { positional: [self, new Tuple(args.positional)] });
    if (given !== null) args = { ...args, positional: given instanceof Tuple ? given.items : [given] };
  }
  let output = context.call(context.attribute(self, 'forward') ?? null, args);
  for (const hook of hooks)
    output = context.call(hook, { positional: [self, new Tuple(args.positional), output] }) ?? output;
  return output;
}

/** What is saved of a module, and changes nothing of it. */
function weights({ context }: Session): NativeFunction {
  const read = (): Value => context.unknown('weights have no values here', { harmless: true });
  return new NativeFunction('state_dict', read, true);
}

function hookMembers(session: Session): Record<string, Value> {
  const on = (name: string, which: 'hooks' | 'hooksAhead'): Record<string, Value> => ({
    [name]: method(name, (self, args) => hooked(stateOf(self)[which], args, session)),
  });
  return { ...on('register_forward_hook', 'hooks'), ...on('register_forward_pre_hook', 'hooksAhead') };
}

/** Hangs a hook on a module; gives the handle that takes it off. */
function hooked(hooks: Value[], { positional: [hook = null], keywords }: Arguments, session: Session): Value {
  const given = keywords.get('hook') ?? hook;
  hooks.push(given);
  const handle = new Instance(session.handles);
  handle.state = () => hooks.splice(hooks.indexOf(given), 1);
  return handle;
}

/** What the paste itself puts into a module is the input whose cells are counted. */
function asInputs({ positional, keywords }: Arguments): Arguments {
  const fresh = (value: Value): Value =>
    mapTensors(value, (tensor) => {
      const input = tensor.copy();
      input.producer = tensor.producer;
      input.site = tensor.site;
      input.field = INPUT;
      return input;
    });
  return {
    positional: positional.map(fresh),
    keywords: new Map([...keywords].map(([name, value]) => [name, fresh(value)] as const)),
  };
}

/** Sub-modules that are in no attribute and so unknown to PyTorch: kept in a plain list or dict. */
export function unregistered(module: Instance): string[] {
  const names: string[] = [];
  for (const [name, value] of module.attributes) if (!isModule(value) && modulesIn(value).length > 0) names.push(name);
  return names;
}

/** The modules that a value is, or holds in lists and dicts. */
export function modulesIn(value: Value): Instance[] {
  if (isModule(value)) return [value];
  if (value instanceof List || value instanceof Tuple) return value.items.flatMap(modulesIn);
  return value instanceof Dict ? value.values().flatMap(modulesIn) : [];
}
