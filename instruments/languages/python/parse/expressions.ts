/** Expressions, from the parser's tree. */
import { ELLIPSIS } from '../values.ts';
import type { Argument, Clause, DictEntry, Expression, FormatPart, ParameterSyntax } from '../syntax.ts';
import { readNumber, splitString, unescape } from './literals.ts';
import { splitAt } from './reader.ts';
import type { Node, Reader } from './reader.ts';

type Read = (reader: Reader, node: Node) => Expression;

export function readExpression(reader: Reader, node: Node): Expression {
  const read = readers[node.name];
  if (!read) return reader.other(node, node.isError ? 'what is no Python' : node.name);
  return reader.deeper(() => read(reader, node));
}

/** `a, *b, c` without brackets is a tuple, `a` alone is itself. */
export function readList(reader: Reader, nodes: readonly Node[]): Expression {
  const first = nodes[0];
  const last = nodes.at(-1);
  if (!first || !last) return reader.other({ from: 0, to: 0 }, 'nothing where an expression must be');
  if (nodes.length === 1 && first.name !== ',') return readExpression(reader, first);
  const groups = splitAt(nodes, ',').filter((group) => group.length > 0);
  const items = groups.map((group) => readStarred(reader, group));
  const only = items[0];
  if (only && items.length === 1 && !nodes.some(({ name }) => name === ',')) return only;
  return { ...reader.place({ from: first.from, to: last.to }), kind: 'tuple', items };
}

function readStarred(reader: Reader, group: readonly Node[]): Expression {
  const [first, second] = group as [Node, Node?];
  if (first.name !== '*' || !second) return readExpression(reader, first);
  return { ...reader.place({ from: first.from, to: second.to }), kind: 'star', inner: readExpression(reader, second) };
}

const readers: Record<string, Read> = {
  VariableName: (reader, node) => ({ ...reader.place(node), kind: 'name', name: reader.of(node) }),
  Number(reader, node) {
    const value = readNumber(reader.of(node));
    if (value === undefined) return reader.other(node, `the number ${reader.of(node).slice(0, 30)}`);
    return { ...reader.place(node), kind: 'constant', value };
  },
  Boolean: (reader, node) => ({ ...reader.place(node), kind: 'constant', value: reader.of(node) === 'True' }),
  None: (reader, node) => ({ ...reader.place(node), kind: 'constant', value: null }),
  Ellipsis: (reader, node) => ({ ...reader.place(node), kind: 'constant', value: ELLIPSIS }),
  String: readString,
  FormatString: readFormat,
  ContinuedString(reader, node) {
    const parts = node.children.flatMap((child) => {
      const part = child.name === 'FormatString' ? readFormat(reader, child) : readString(reader, child);
      return part.kind === 'format' ? part.parts : [part.kind === 'constant' ? String(part.value) : ''];
    });
    return joined(reader, node, parts);
  },
  ParenthesizedExpression(reader, node) {
    const inner = node.children.filter(({ name }) => name !== '(' && name !== ')');
    const read = inner[0] ? readExpression(reader, inner[0]) : reader.other(node, 'empty brackets');
    // The place is that of the brackets, so that the text of `(a + b).shape` can be taken whole.
    // The line stays that of the expression, as in a traceback.
    return { ...read, from: node.from, to: node.to };
  },
  TupleExpression: (reader, node) => ({ ...reader.place(node), kind: 'tuple', items: readItems(reader, node) }),
  ArrayExpression: (reader, node) => ({ ...reader.place(node), kind: 'list', items: readItems(reader, node) }),
  SetExpression: (reader, node) => ({ ...reader.place(node), kind: 'set', items: readItems(reader, node) }),
  DictionaryExpression: (reader, node) => ({ ...reader.place(node), kind: 'dict', entries: readEntries(reader, node) }),
  ArrayComprehensionExpression: (reader, node) => readComprehension(reader, node, 'list'),
  SetComprehensionExpression: (reader, node) => readComprehension(reader, node, 'set'),
  DictionaryComprehensionExpression: (reader, node) => readComprehension(reader, node, 'dict'),
  ComprehensionExpression: (reader, node) => readComprehension(reader, node, 'generator'),
  MemberExpression: readMember,
  CallExpression(reader, node) {
    const [callee, list] = node.children as [Node, Node];
    // In a chain over several lines a traceback names the line of the method's name.
    const line = callee.name === 'MemberExpression' ? reader.line(callee.to - 1) : reader.line(node.from);
    return {
      ...reader.place(node),
      line,
      kind: 'call',
      callee: readExpression(reader, callee),
      args: readArguments(reader, list),
    };
  },
  UnaryExpression(reader, node) {
    const [operator, operand] = node.children as [Node, Node];
    if (operator.name === 'not') return readLogic(reader, node);
    return {
      ...reader.place(node),
      kind: 'unary',
      operator: reader.of(operator),
      operand: readExpression(reader, operand),
    };
  },
  BinaryExpression: readBinary,
  ConditionalExpression(reader, node) {
    const [yes, , test, , no] = node.children as Node[];
    if (!yes || !test || !no) return reader.other(node, 'half a conditional');
    return {
      ...reader.place(node),
      kind: 'conditional',
      test: readExpression(reader, test),
      yes: readExpression(reader, yes),
      no: readExpression(reader, no),
    };
  },
  LambdaExpression(reader, node) {
    const parts = node.children;
    const list = parts.find(({ name }) => name === 'ParamList');
    const body = parts.at(-1) as Node;
    const parameters = list ? readParameters(reader, list) : [];
    const { read } = reader.naming(() => readExpression(reader, body));
    return { ...reader.place(node), kind: 'lambda', parameters, body: read };
  },
  NamedExpression(reader, node) {
    const [target, , value] = node.children as [Node, Node, Node];
    return readNamed(reader, node, target, value);
  },
  YieldExpression: readYield,
  YieldStatement: readYield,
  AwaitExpression: (reader, node) => reader.other(node, 'await'),
};

/** `target := value` */
function readNamed(reader: Reader, place: { from: number; to: number }, target: Node, value: Node): Expression {
  const name = reader.of(target);
  reader.named.push(name);
  return { ...reader.place(place), kind: 'named', target: name, value: readExpression(reader, value) };
}

function readYield(reader: Reader, node: Node): Expression {
  const parts = node.children.slice(1).filter(({ isError }) => !isError);
  const from_ = parts[0]?.name === 'from';
  const values = from_ ? parts.slice(1) : parts;
  const value = values.length > 0 ? readList(reader, values) : null;
  return { ...reader.place(node), kind: 'yield', value, from_ };
}

function readString(reader: Reader, node: Node): Expression {
  const { prefix, body } = splitString(reader.of(node));
  if (prefix.includes('b')) return reader.other(node, 'bytes');
  return { ...reader.place(node), kind: 'constant', value: unescape(body, prefix.includes('r')) };
}

function readFormat(reader: Reader, node: Node): Expression {
  const whole = splitString(reader.of(node));
  const raw = whole.prefix.includes('r');
  const parts: (string | FormatPart)[] = [];
  let at = node.from + whole.start;
  const literal = (to: number): void => {
    const text = reader.text.slice(at, to).replaceAll('{{', '{').replaceAll('}}', '}');
    if (text) parts.push(unescape(text, raw));
  };
  for (const child of node.children) {
    if (child.name !== 'FormatReplacement') continue;
    literal(child.from);
    parts.push(readReplacement(reader, child));
    at = child.to;
  }
  literal(node.to - whole.quote.length);
  return joined(reader, node, parts);
}

function readReplacement(reader: Reader, node: Node): FormatPart {
  const parts = node.children;
  const find = (name: string): Node | undefined => parts.find((part) => part.name === name);
  const spec = find('FormatSpec');
  const own = find('FormatSelfDoc');
  const value = parts[1] as Node;
  return {
    value: readExpression(reader, value),
    conversion: find('FormatConversion') ? reader.of(find('FormatConversion') as Node).slice(1) : '',
    spec: spec ? reader.of(spec).slice(1) : '',
    own: own ? reader.text.slice(value.from, own.to) : '',
  };
}

function joined(reader: Reader, node: Node, parts: readonly (string | FormatPart)[]): Expression {
  const place = reader.place(node);
  if (parts.every((part) => typeof part === 'string')) return { ...place, kind: 'constant', value: parts.join('') };
  return { ...place, kind: 'format', parts };
}

function inside(node: Node): Node[] {
  return node.children.slice(1, -1);
}

function readItems(reader: Reader, node: Node): Expression[] {
  return splitAt(inside(node), ',')
    .filter((group) => group.length > 0)
    .map((group) => readStarred(reader, group));
}

function readEntries(reader: Reader, node: Node): DictEntry[] {
  return splitAt(inside(node), ',')
    .filter((group) => group.length > 0)
    .map((group) => {
      const [first, second, third] = group as [Node, Node, Node];
      if (first.name === '**') return { key: null, value: readExpression(reader, second) };
      return { key: readExpression(reader, first), value: readExpression(reader, third) };
    });
}

function readComprehension(
  reader: Reader,
  node: Node,
  of: 'list' | 'set' | 'dict' | 'generator',
  nodes = inside(node),
): Expression {
  const start = nodes.findIndex(({ name }) => name === 'for' || name === 'async');
  const head = nodes.slice(0, start);
  const element = readExpression(reader, head[0] as Node);
  const value = of === 'dict' ? readExpression(reader, head[2] as Node) : null;
  const clauses = readClauses(reader, nodes.slice(start));
  return { ...reader.place(node), kind: 'comprehension', of, element, value, clauses };
}

function readClauses(reader: Reader, nodes: readonly Node[]): Clause[] {
  const clauses: Clause[] = [];
  const groups = splitAt(
    nodes.filter(({ name }) => name !== 'async'),
    'for',
  ).filter((group) => group.length > 0);
  for (const group of groups) {
    const middle = group.findIndex(({ name }) => name === 'in');
    const [source, ...tests] = splitAt(group.slice(middle + 1), 'if');
    clauses.push({
      target: readList(reader, group.slice(0, middle)),
      source: readList(reader, source ?? []),
      tests: tests.map((test) => readList(reader, test)),
    });
  }
  return clauses;
}

function readMember(reader: Reader, node: Node): Expression {
  const [object, mark, ...rest] = node.children as [Node, Node, ...Node[]];
  const place = reader.place(node);
  const read = readExpression(reader, object);
  if (mark.name === '.') return { ...place, kind: 'attribute', object: read, name: reader.of(rest[0] as Node) };
  const inner = rest.slice(0, -1);
  const groups = splitAt(inner, ',').filter((group) => group.length > 0);
  const keys = groups.map((group) => readKey(reader, group));
  const only = keys[0];
  if (!only) return reader.other(node, 'empty brackets');
  const single = keys.length === 1 && !inner.some(({ name }) => name === ',');
  return {
    ...place,
    kind: 'item',
    object: read,
    key: single ? only : { ...reader.place({ from: mark.to, to: node.to - 1 }), kind: 'tuple', items: keys },
  };
}

function readKey(reader: Reader, group: readonly Node[]): Expression {
  if (!group.some(({ name }) => name === ':')) return readStarred(reader, group);
  const [start, stop, step] = splitAt(group, ':').map(([part]) => (part ? readExpression(reader, part) : null));
  const [first, last] = [group[0] as Node, group.at(-1) as Node];
  return {
    ...reader.place({ from: first.from, to: last.to }),
    kind: 'slice',
    start: start ?? null,
    stop: stop ?? null,
    step: step ?? null,
  };
}

/** Split at commas, but not at those of `f(x for i, x in y)`. */
function splitArguments(nodes: readonly Node[]): Node[][] {
  const groups: Node[][] = [[]];
  let inTarget = false;
  for (const node of nodes) {
    if (node.name === 'for') inTarget = true;
    else if (node.name === 'in') inTarget = false;
    if (node.name === ',' && !inTarget) groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups;
}

export function readArguments(reader: Reader, list: Node): Argument[] {
  return splitArguments(inside(list))
    .filter((group) => group.length > 0)
    .map((group) => {
      const [first, second, third] = group as [Node, Node?, Node?];
      if (first.name === '*' && second) return { value: readExpression(reader, second), name: null, stars: 1 };
      if (first.name === '**' && second) return { value: readExpression(reader, second), name: null, stars: 2 };
      if (group.some(({ name }) => name === 'for')) {
        const place = { from: first.from, to: (group.at(-1) as Node).to };
        const read = readComprehension(reader, first, 'generator', [...group]);
        return { value: { ...read, ...reader.place(place) }, name: null, stars: 0 };
      }
      if (second?.name === 'AssignOp' && third && reader.of(second) === '=') {
        return { value: readExpression(reader, third), name: reader.of(first), stars: 0 };
      }
      if (second?.name === 'AssignOp' && third) {
        // `f(n := 3)`, in which the parser sees no expression of its own
        return { value: readNamed(reader, { from: first.from, to: third.to }, first, third), name: null, stars: 0 };
      }
      return { value: readExpression(reader, first), name: null, stars: 0 };
    });
}

export function readParameters(reader: Reader, list: Node): ParameterSyntax[] {
  const found: ParameterSyntax[] = [];
  let kind: ParameterSyntax['kind'] = 'ordinary';
  const nodes = list.children.filter(({ name }) => name !== '(' && name !== ')');
  let before = list.from;
  for (const group of splitAt(nodes, ',')) {
    const [first, second] = group as [Node?, Node?];
    if (!first) {
      // The parser has no node for the `/` that ends the parameters without names.
      if (/\/\s*,?/.test(reader.text.slice(before, before + 20).replace(/^[\s,]*/, ''))) {
        found.forEach((earlier, index) => (found[index] = { ...earlier, kind: 'positional-only' }));
      }
      continue;
    }
    before = (group.at(-1) as Node).to;
    if (first.name === '**' && second) {
      found.push({ name: reader.of(second), kind: 'keywords', default: null });
    } else if (first.name === '*') {
      if (second) found.push({ name: reader.of(second), kind: 'rest', default: null });
      kind = 'named';
    } else {
      const equals = group.findIndex(({ name }) => name === 'AssignOp');
      const usual = equals >= 0 ? group[equals + 1] : undefined;
      found.push({ name: reader.of(first), kind, default: usual ? readExpression(reader, usual) : null });
    }
  }
  return found;
}

function readBinary(reader: Reader, node: Node): Expression {
  const parts = node.children;
  const [left, operator] = parts as [Node, Node];
  const right = parts.at(-1) as Node;
  if (operator.name === 'and' || operator.name === 'or') return readLogic(reader, node);
  const place = reader.place(node);
  if (['CompareOp', 'in', 'not', 'is'].includes(operator.name)) {
    const words = parts.slice(1, -1).map((part) => reader.of(part));
    const first = readExpression(reader, left);
    const link = { operator: words.join(' '), right: readExpression(reader, right) };
    const chained = first.kind === 'comparison' && left.name === 'BinaryExpression';
    if (chained) return { ...place, kind: 'comparison', first: first.first, rest: [...first.rest, link] };
    return { ...place, kind: 'comparison', first, rest: [link] };
  }
  return {
    ...place,
    kind: 'binary',
    operator: reader.of(operator),
    left: readExpression(reader, left),
    right: readExpression(reader, right),
  };
}

type LogicToken = 'not' | 'and' | 'or' | Expression;

/**
 * The parser lets `not` reach over `and` and `or` (`not a and b` as `not (a and b)`), so an unbracketed chain of the
 * three is taken apart and put together again by Python's precedence.
 */
function readLogic(reader: Reader, node: Node): Expression {
  const tokens: LogicToken[] = [];
  const collect = (part: Node): void => {
    const parts = part.children;
    const [first, second] = parts as [Node?, Node?];
    if (part.name === 'UnaryExpression' && first?.name === 'not' && second) {
      tokens.push('not');
      reader.deeper(() => collect(second));
    } else if (part.name === 'BinaryExpression' && first && (second?.name === 'and' || second?.name === 'or')) {
      reader.deeper(() => collect(first));
      tokens.push(second.name);
      reader.deeper(() => collect(parts.at(-1) as Node));
    } else {
      tokens.push(readExpression(reader, part));
    }
  };
  collect(node);
  let at = 0;
  const operand = (): Expression => {
    const token = tokens[at++];
    if (token === 'not') {
      const inner = operand();
      return { ...between(inner, inner), kind: 'unary', operator: 'not', operand: inner };
    }
    if (typeof token !== 'object') throw new Error('a chain of and, or, not without an operand');
    return token;
  };
  const chain = (operator: 'and' | 'or', next: () => Expression): Expression => {
    let left = next();
    while (tokens[at] === operator) {
      at++;
      const right = next();
      left = { ...between(left, right), kind: 'logic', operator, left, right };
    }
    return left;
  };
  return chain('or', () => chain('and', operand));
}

function between(left: Expression, right: Expression): { line: number; from: number; to: number } {
  return { line: left.line, from: left.from, to: right.to };
}
