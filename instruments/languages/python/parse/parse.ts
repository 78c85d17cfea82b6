/** Statements, from the parser's tree. What is broken becomes a statement of kind `other`, the rest is read. */
import { NodeType } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Block, Expression, FunctionSyntax, Handler, Place, Statement, WithItem } from '../syntax.ts';
import { readArguments, readExpression, readList, readParameters } from './expressions.ts';
import { readMatch, withoutBareTuples } from './match.ts';
import { Reader, splitAt, TooDeep } from './reader.ts';
import type { Node } from './reader.ts';

/**
 * The parser breaks off where it takes a tree for too deep, and counts terms to which it gives no node among what nests, as it
 * meets with comments in a long block: a node without a name says that they do not.
 */
function nameTerms(): void {
  const types = parser.nodeSet.types as NodeType[];
  const { maxTerm } = parser as unknown as { readonly maxTerm: number };
  while (types.length <= maxTerm) types.push(NodeType.none);
}

nameTerms();

/** Read a cleaned paste. Never throws: what cannot be read is a statement that says so. */
export function parse(text: string): Block {
  // The parser knows no `6.` and no `1.e5`. It gets a digit for such a point; the text is read as it stands.
  const known = text.replace(/(?<![\w.])(\d[\d_]*)\.(?=[eE][+-]?\d|[jJ]\b|[^\w.]|$)/g, '$10');
  const reader = new Reader(text, parser.parse(withoutBareTuples(known)));
  return readBlock(reader, reader.top);
}

function readBlock(reader: Reader, node: Node): Statement[] {
  const statements: Statement[] = [];
  for (const child of node.children) {
    if (child.name === ':' || child.name === ';') continue;
    if (child.name === 'StatementGroup') statements.push(...readBlock(reader, child));
    else if (child.isError) addBroken(reader, child, statements);
    else statements.push(readSafely(reader, child));
  }
  return statements;
}

/** One line that is no Python becomes one statement, however many pieces the parser makes of it. */
function addBroken(reader: Reader, node: Node, statements: Statement[]): void {
  const line = reader.line(node.from);
  const last = statements.at(-1);
  if (last && last.kind === 'other' && last.line === line) return;
  statements.push(broken(reader, node));
}

function broken(reader: Reader, node: { from: number; to: number }): Statement {
  return other(reader, node, 'not Python that is read here');
}

function other(reader: Reader, node: { from: number; to: number }, what: string): Statement {
  const names = namesIn(reader.of(node));
  return { ...reader.place(node), kind: 'other', what, names, returns: names.includes('return') };
}

function namesIn(text: string): string[] {
  return [...new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [])];
}

function readSafely(reader: Reader, node: Node): Statement {
  const depth = reader.depth;
  const definition = node.name === 'DecoratedStatement' ? (node.children.at(-1) as Node) : node;
  const body = definition.children.find(({ name }) => name === 'Body' || name === 'MatchBody');
  const header = body ? body.from : node.to;
  const empty = body !== undefined && body.children.every((child) => child.name === ':' || child.isError);
  const bare = node.name === 'YieldStatement' && reader.of(node).trim() === 'yield'; // is broken to the parser
  if (!bare && (empty || reader.isBroken(node.from, header))) return broken(reader, node);
  try {
    return reader.deeper(() => readStatement(reader, node));
  } catch (error) {
    reader.depth = depth;
    if (error instanceof TooDeep || error instanceof RangeError) {
      return { ...reader.place(node), kind: 'other', what: 'nested too deep to be read', names: [], returns: false };
    }
    throw error;
  }
}

function readStatement(reader: Reader, node: Node): Statement {
  const readBare = readers[node.name];
  if (!readBare) return other(reader, node, `${node.name} is not read`);
  const { read, named } = reader.naming(() => readBare(reader, node, node.children));
  const own = named.length > 0 ? { named } : {}; // of few statements
  return { ...reader.place(node), ...read, ...own };
}

type Bare = Statement extends infer One ? (One extends Statement ? Omit<One, keyof Place> : never) : never;

const readers: Record<string, (reader: Reader, node: Node, parts: Node[]) => Bare> = {
  ExpressionStatement: (reader, _, parts) => ({ kind: 'expression', value: readList(reader, parts) }),
  PrintStatement: () => ({ kind: 'pass' }),
  AssignStatement: readAssignment,
  UpdateStatement(reader, node, parts) {
    const [target, operator, ...value] = parts as [Node, Node, ...Node[]];
    if (!isTarget(target)) return other(reader, node, NO_TARGET);
    return {
      kind: 'update',
      target: readExpression(reader, target),
      operator: reader.of(operator).slice(0, -1),
      value: readList(reader, value),
    };
  },
  ReturnStatement: (reader, _, [, ...value]) => ({
    kind: 'return',
    value: value.length > 0 ? readList(reader, value) : null,
  }),
  YieldStatement: (reader, node) => ({ kind: 'expression', value: readExpression(reader, node) }),
  RaiseStatement: (reader, _, [, value]) => ({ kind: 'raise', value: value ? readExpression(reader, value) : null }),
  AssertStatement(reader, _, [, ...rest]) {
    const [test, message] = splitAt(rest, ',');
    return {
      kind: 'assert',
      test: readList(reader, test ?? []),
      message: message?.[0] ? readExpression(reader, message[0]) : null,
    };
  },
  DeleteStatement: (reader, _, [, ...rest]) => ({
    kind: 'delete',
    targets: splitAt(rest, ',').map((group) => readList(reader, group)),
  }),
  PassStatement: () => ({ kind: 'pass' }),
  BreakStatement: () => ({ kind: 'break' }),
  ContinueStatement: () => ({ kind: 'continue' }),
  ImportStatement: readImport,
  ScopeStatement: (reader, _, [word, ...rest]) => ({
    kind: 'scope',
    scope: word?.name === 'global' ? 'global' : 'nonlocal',
    names: rest.filter(({ name }) => name === 'VariableName').map((one) => reader.of(one)),
  }),
  IfStatement: (reader, _, parts) => readIf(reader, parts),
  WhileStatement(reader, _, parts) {
    const [, test] = parts as [Node, Node];
    return { kind: 'while', test: readExpression(reader, test), ...bodies(reader, parts) };
  },
  ForStatement(reader, _, all) {
    const parts = all.filter(({ name }) => name !== 'async');
    const middle = parts.findIndex(({ name }) => name === 'in');
    const end = parts.findIndex(({ name }) => name === 'Body');
    return {
      kind: 'for',
      target: readList(reader, parts.slice(1, middle)),
      source: readList(reader, parts.slice(middle + 1, end)),
      ...bodies(reader, parts),
    };
  },
  TryStatement: (reader, _, parts) => readTry(reader, parts),
  MatchStatement: (reader, node, parts) =>
    readMatch(reader, parts, (body) => readBlock(reader, body)) ?? broken(reader, node),
  WithStatement: (reader, _, parts) =>
    readWith(
      reader,
      parts.filter(({ name }) => name !== 'async'),
    ),
  FunctionDefinition: (reader, node) => readFunction(reader, node, []),
  ClassDefinition: (reader, node) => readClass(reader, node, []),
  DecoratedStatement(reader, _, parts) {
    const decorators = parts.filter(({ name }) => name === 'Decorator').map((one) => readDecorator(reader, one));
    const definition = parts.at(-1) as Node;
    if (definition.name === 'ClassDefinition') return readClass(reader, definition, decorators);
    return readFunction(reader, definition, decorators);
  },
};

const NO_TARGET = 'not Python that is read here';

/** Whether something can be assigned to it: `f(x) = 3` and `f(x) += 3` are no Python. */
const isTarget = ({ name }: Node): boolean =>
  !/^(CallExpression|Number|String|BinaryExpression|LambdaExpression)$/.test(name);

function readAssignment(reader: Reader, node: Node, parts: Node[]): Bare {
  const plain = parts.filter(({ name }) => name !== 'TypeDef');
  const sides = splitAt(plain, 'AssignOp');
  const type = parts.find(({ name }) => name === 'TypeDef');
  const annotated = type !== undefined && !reader.of(type).includes('ClassVar'); // that one is no field of a dataclass
  if (sides.slice(0, -1).some((side) => side.some((part) => !isTarget(part)))) return other(reader, node, NO_TARGET);
  if (sides.length === 1) return { kind: 'annotate', name: reader.of(parts[0] as Node) };
  const value = readList(reader, sides.at(-1) as Node[]);
  return { kind: 'assign', targets: sides.slice(0, -1).map((side) => readList(reader, side)), value, annotated };
}

function readImport(reader: Reader, _: Node, parts: Node[]): Bare {
  const dotted = (nodes: readonly Node[]): string => nodes.map((node) => reader.of(node)).join('');
  const named = (group: readonly Node[]): { name: string; as: string | null } => {
    const [name, alias] = splitAt(group, 'as');
    return { name: dotted(name ?? []), as: alias?.[0] ? reader.of(alias[0]) : null };
  };
  const groups = (nodes: readonly Node[]): Node[][] =>
    splitAt(
      nodes.filter(({ name }) => name !== '(' && name !== ')'),
      ',',
    ).filter((group) => group.length > 0);
  if (parts[0]?.name === 'import') {
    const modules = groups(parts.slice(1)).map(named);
    return { kind: 'import', modules: modules.map(({ name, as }) => ({ path: name, as })) };
  }
  const middle = parts.findIndex(({ name }) => name === 'import');
  const names = groups(parts.slice(middle + 1)).map(named);
  return {
    kind: 'from',
    path: dotted(parts.slice(1, middle)),
    names: names.map(({ name, as }) => ({ name, as: as ?? name })),
  };
}

function readIf(reader: Reader, parts: readonly Node[]): Bare {
  const [, test, body, ...rest] = parts as [Node, Node, Node, ...Node[]];
  const next = rest[0];
  let otherwise: Statement[] = [];
  if (next?.name === 'elif') {
    const last = rest.at(-1) as Node;
    const inner = reader.deeper(() => readIf(reader, rest));
    otherwise = [{ ...reader.place({ from: next.from, to: last.to }), ...inner } as Statement];
  } else if (next && rest[1]) {
    otherwise = readBlock(reader, rest[1]);
  }
  return { kind: 'if', test: readExpression(reader, test), body: readBlock(reader, body), otherwise };
}

function bodies(reader: Reader, parts: readonly Node[]): { body: Block; otherwise: Block } {
  const [body, otherwise] = parts.filter(({ name }) => name === 'Body');
  return {
    body: body ? readBlock(reader, body) : [],
    otherwise: otherwise ? readBlock(reader, otherwise) : [],
  };
}

function readTry(reader: Reader, parts: readonly Node[]): Bare {
  const handlers: Handler[] = [];
  const blocks: Record<string, Block> = {};
  let head: Node[] = [];
  for (const part of parts) {
    if (part.name !== 'Body') {
      head.push(part);
      continue;
    }
    const [word, type, as, name] = head;
    if (word?.name === 'except') {
      handlers.push({
        type: type && type.name !== '*' ? readExpression(reader, type) : null,
        name: as && name ? reader.of(name) : null,
        body: readBlock(reader, part),
      });
    } else if (word) blocks[word.name] = readBlock(reader, part);
    head = [];
  }
  const { try: body = [], else: otherwise = [], finally: final = [] } = blocks;
  return { kind: 'try', body, handlers, otherwise, final };
}

function readWith(reader: Reader, parts: readonly Node[]): Bare {
  const end = parts.findIndex(({ name }) => name === 'Body');
  const items = splitAt(parts.slice(1, end), ',').map((group): WithItem => {
    const [value, target] = splitAt(group, 'as');
    return { value: readList(reader, value ?? []), target: target ? readList(reader, target) : null };
  });
  const [only] = items;
  // `with (a, b):` in brackets is two items.
  const several = only && items.length === 1 && !only.target && only.value.kind === 'tuple' ? only.value.items : null;
  const all = several ? several.map((value): WithItem => ({ value, target: null })) : items;
  return { kind: 'with', items: all, body: bodies(reader, parts).body };
}

function readDecorator(reader: Reader, node: Node): Expression {
  const parts = node.children.slice(1);
  const list = parts.find(({ name }) => name === 'ArgList');
  const names = parts.filter(({ name }) => name === 'VariableName' || name === 'PropertyName');
  const first = names[0];
  if (!first) return reader.other(node, 'a decorator');
  let read = readExpression(reader, first);
  for (const name of names.slice(1)) {
    const place = reader.place({ from: first.from, to: name.to });
    read = { ...place, kind: 'attribute', object: read, name: reader.of(name) };
  }
  if (!list) return read;
  const place = reader.place({ from: first.from, to: list.to });
  return { ...place, kind: 'call', callee: read, args: readArguments(reader, list) };
}

function readFunction(reader: Reader, node: Node, decorators: Expression[]): Omit<FunctionSyntax, never> {
  const parts = node.children;
  const find = (name: string): Node => parts.find((part) => part.name === name) as Node;
  const body = find('Body');
  return {
    kind: 'function',
    name: reader.of(find('VariableName')),
    parameters: readParameters(reader, find('ParamList')),
    body: readBlock(reader, body),
    decorators,
    isGenerator: reader.of(body).includes('yield') && hasYield(body), // few have the word, and a body may be long
  };
}

function hasYield(node: Node): boolean {
  return node.children.some(
    (child) =>
      child.name === 'YieldStatement' ||
      child.name === 'YieldExpression' ||
      (child.name !== 'FunctionDefinition' &&
        child.name !== 'LambdaExpression' &&
        child.name !== 'ClassDefinition' &&
        hasYield(child)),
  );
}

function readClass(reader: Reader, node: Node, decorators: Expression[]): Bare {
  const parts = node.children;
  const list = parts.find(({ name }) => name === 'ArgList');
  return {
    kind: 'class',
    name: reader.of(parts.find(({ name }) => name === 'VariableName') as Node),
    bases: list ? readArguments(reader, list) : [],
    body: readBlock(reader, parts.find(({ name }) => name === 'Body') as Node),
    decorators,
  };
}
