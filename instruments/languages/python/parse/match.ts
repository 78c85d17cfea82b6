/** `match` and the patterns of its cases. */
import { parser } from '@lezer/python';
import type { Block, Case, Expression, Pattern, Place } from '../syntax.ts';
import { readExpression, readList } from './expressions.ts';
import { walk } from '../walk.ts';
import { Reader, splitAt } from './reader.ts';
import type { Node } from './reader.ts';

interface Match {
  readonly kind: 'match';
  readonly subject: Expression;
  readonly cases: readonly Case[];
}

/** A pattern that the parser could not read. */
class Unread extends Error {}

/** Null where a pattern cannot be read. @param readBlock reads the statements of a case */
export function readMatch(reader: Reader, parts: readonly Node[], readBlock: (node: Node) => Block): Match | null {
  const body = parts.findIndex(({ name }) => name === 'MatchBody');
  const clauses = parts[body]?.children.filter(({ name }) => name !== ':') ?? [];
  try {
    const cases = clauses.map((clause) => readCase(reader, clause, readBlock));
    return { kind: 'match', subject: readSubject(reader, parts, body), cases };
  } catch (error) {
    if (error instanceof Unread) return null;
    throw error;
  }
}

/** The head of a `match`, up to its first case. */
const HEAD = /^([ \t]*match[ \t]+)([^\n]*,[^\n]*)(?=:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]+case\b)/gm;

/** The parser refuses `match a, *b:`, a tuple without brackets. It gets operators for such commas; the text is read as it stands. */
export function withoutBareTuples(text: string): string {
  if (!/^[ \t]*match[ \t]/m.test(text)) return text;
  return text.replace(HEAD, (_, word: string, subject: string) => word + joined(subject));
}

function joined(subject: string): string {
  const signs = subject.split('');
  let depth = 0;
  const replace = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const sign = signs[at] ?? '';
      if ('([{'.includes(sign)) depth++;
      else if (')]}'.includes(sign)) depth--;
      else if (sign === ',' && depth === 0) signs[at] = subject.slice(at + 1).trim() ? '|' : ' ';
    }
  };
  walk(subject, replace, () => undefined);
  return signs.join('').replace(/(^|\|)([ \t]*)\*/g, '$1$2 ');
}

/** Of several values the brackets are added that the parser asks for, at the place where they stand. */
function readSubject(reader: Reader, parts: readonly Node[], body: number): Expression {
  const [from, to] = [parts[0]?.to ?? 0, parts[body]?.from ?? 0];
  const subject = reader.of({ from, to });
  if (!subject.includes(',')) return readList(reader, parts.slice(1, body));
  const text = `${'\n'.repeat(from - 1)}(${subject})`;
  const anew = new Reader(reader.text, parser.parse(text));
  const [statement] = anew.top.children;
  const [tuple] = statement?.children ?? [];
  if (!tuple || anew.isBroken(0, text.length)) throw new Unread();
  const { read, named } = anew.naming(() => readExpression(anew, tuple));
  reader.named.push(...named);
  return read;
}

function readCase(reader: Reader, clause: Node, readBlock: (node: Node) => Block): Case {
  const at = (name: string): Node | undefined => clause.children.find((child) => child.name === name);
  const [guard, body] = [at('Guard'), at('Body')];
  if (clause.name !== 'MatchClause' || !body) throw new Unread();
  const patterns = clause.children.slice(1).filter((child) => child !== guard && child !== body);
  const isSequence = patterns.some(({ name }) => name === ',');
  const pattern = isSequence ? sequence(reader, patterns) : readPattern(reader, patterns[0]);
  return { pattern, guard: guard ? readList(reader, guard.children.slice(1)) : null, body: readBlock(body) };
}

const sequence = (reader: Reader, nodes: readonly Node[]): Pattern => ({
  kind: 'sequence',
  items: listed(nodes).map((node) => readPattern(reader, node)),
});

/** What stands between commas. Of empty brackets the parser makes a pattern without text. */
const listed = (nodes: readonly Node[]): Node[] =>
  splitAt(nodes, ',').flatMap(([first]) => (first && first.to > first.from ? [first] : []));

/** @throws Unread */
function readPattern(reader: Reader, node: Node | undefined): Pattern {
  const read = node && readers[node.name];
  if (!read) throw new Unread();
  return read(reader, node, node.children);
}

const nameIn = (reader: Reader, nodes: readonly Node[]): string => {
  const name = nodes.findLast((node) => node.name === 'VariableName');
  if (!name) throw new Unread();
  return reader.of(name);
};

const readers: Record<string, (reader: Reader, node: Node, parts: readonly Node[]) => Pattern> = {
  CapturePattern: (reader, _, parts) => ({ kind: 'capture', name: nameIn(reader, parts) }),
  LiteralPattern: (reader, node, parts) => ({ kind: 'value', value: literal(reader, node, parts) }),
  AttributePattern: (reader, _, parts) => ({ kind: 'value', value: dotted(reader, parts) }),
  OrPattern: (reader, _, parts) => {
    const options = parts.filter(({ name }) => name !== 'LogicOp').map((one) => readPattern(reader, one));
    const last = options.at(-1);
    if (last?.kind !== 'as') return { kind: 'or', options };
    const all: Pattern = { kind: 'or', options: [...options.slice(0, -1), last.pattern] };
    return { ...last, pattern: all }; // to the parser `as` is of the last one alone
  },
  AsPattern: (reader, _, parts) => ({
    kind: 'as',
    pattern: readPattern(reader, parts[0]),
    name: nameIn(reader, parts),
  }),
  StarPattern: (reader, _, parts) => ({ kind: 'star', name: nameIn(reader, parts[1]?.children ?? []) }),
  SequencePattern: (reader, _, parts) => {
    const inner = parts.slice(1, -1);
    const isBracketed = parts[0]?.name === '(' && !inner.some(({ name }) => name === ',') && inner.length === 1;
    return isBracketed ? readPattern(reader, inner[0]) : sequence(reader, inner);
  },
  GroupPattern: (reader, _, parts) => readPattern(reader, parts[1]),
  MappingPattern: readMapping,
  ClassPattern: readClassPattern,
};

/** A number, a text, None, True or False; a number may have a sign. */
function literal(reader: Reader, node: Node, parts: readonly Node[]): Expression {
  const [first, second] = parts;
  if (!first || first.isError) throw new Unread();
  if (first.name !== 'ArithOp') return readExpression(reader, first);
  if (!second) throw new Unread();
  return { ...reader.place(node), kind: 'unary', operator: reader.of(first), operand: readExpression(reader, second) };
}

function dotted(reader: Reader, parts: readonly Node[]): Expression {
  const [first, ...others] = parts.filter(({ name }) => name === 'VariableName' || name === 'PropertyName');
  if (!first) throw new Unread();
  return others.reduce<Expression>(
    (object, name) => {
      const place: Place = reader.place({ from: first.from, to: name.to });
      return { ...place, kind: 'attribute', object, name: reader.of(name) };
    },
    readExpression(reader, first),
  );
}

function readMapping(reader: Reader, _: Node, parts: readonly Node[]): Pattern {
  const entries: (readonly [Expression, Pattern])[] = [];
  let rest: string | null = null;
  for (const group of splitAt(parts.slice(1, -1), ',').filter(({ length }) => length > 0)) {
    const [key, , value] = group;
    if (key?.name === '**') rest = nameIn(reader, group[1]?.children ?? []);
    else {
      const read = readPattern(reader, key);
      if (read.kind !== 'value') throw new Unread();
      entries.push([read.value, readPattern(reader, value)]);
    }
  }
  return { kind: 'mapping', entries, rest };
}

function readClassPattern(reader: Reader, _: Node, [cls, list]: readonly Node[]): Pattern {
  if (!cls || !list) throw new Unread();
  const args = listed(list.children.slice(1, -1));
  const keywords = args.filter(({ name }) => name === 'KeywordPattern');
  return {
    kind: 'class',
    cls: dotted(reader, cls.name === 'AttributePattern' ? cls.children : [cls]),
    positional: args.filter((one) => !keywords.includes(one)).map((one) => readPattern(reader, one)),
    keywords: keywords.map((one) => [nameIn(reader, one.children), readPattern(reader, one.children.at(-1))]),
  };
}
