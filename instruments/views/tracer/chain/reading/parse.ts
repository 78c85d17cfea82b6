/** Reads the part of Python in which stacks of layers are written. Nothing is executed: text becomes nodes, each with its place. */
import { sequence } from './nodes.ts';
import type { Argument, Node } from './nodes.ts';
import { Stack } from './stack.ts';
import type { Item } from './stack.ts';
import { closing, isClosing, tokenize } from './tokens.ts';
import type { Fault, Token } from './tokens.ts';
import { PRODUCTS, SUMS, computed, negated, readNumber, readString } from './values.ts';

/** Characters that are read. */
export const LIMIT = 20_000;
/** Lines that are read. */
export const LINES = 1_000;

const KEYWORD =
  /^(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|global|if|in|is|lambda|match|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/;

interface Parsed {
  /** The layers that a text stacks, in order, as far as it could be followed. */
  readonly items: readonly Item[];
  readonly fault: Fault | null;
  readonly tokens: readonly Token[];
}

export function parse(text: string): Parsed {
  const lines = text.split('\n', LINES + 2).length;
  if (text.length > LIMIT || lines > LINES) {
    const all = { at: 0, end: text.length };
    const code = text.length > LIMIT ? 'long' : 'lines';
    const fault = { ...all, code, got: text, limit: LIMIT, most: LINES };
    return { items: [], tokens: [{ ...all, kind: 'unread', text }], fault };
  }
  const { tokens, words, fault: before } = tokenize(text);
  const stack = new Stack(text);
  const fault = new Parser(words, stack).read();
  // what is wrong with a bracket was seen first, and what could not be read then is its consequence
  const first = before && (before.code === 'unclosed' || !fault || fault.at >= before.at) ? before : fault;
  return { items: stack.items, fault: first, tokens };
}

class Parser {
  private place = 0;
  private fault: Fault | null = null;

  constructor(
    private readonly words: readonly Token[],
    private readonly stack: Stack,
  ) {}

  /** Reads statement by statement, up to the first fault. */
  read(): Fault | null {
    while (this.token.kind !== 'end')
      if (this.token.kind === 'line') this.next();
      else this.statement();
    return this.fault;
  }

  private get token(): Token {
    return this.words[Math.min(this.place, this.words.length - 1)] as Token;
  }

  private get following(): Token | undefined {
    return this.words[this.place + 1];
  }

  /** Where what was read last ends. */
  private get end(): number {
    return this.words[this.place - 1]?.end ?? 0;
  }

  private next(): Token {
    const taken = this.token;
    this.place++;
    return taken;
  }

  private take(text: string): boolean {
    if (this.token.text !== text || this.isEnded()) return false;
    this.next();
    return true;
  }

  private isEnded(): boolean {
    return this.token.kind === 'line' || this.token.kind === 'end';
  }

  /** The first fault is kept, and the rest of the text is left unread. */
  private fail(fault: Fault): Node {
    this.fault ??= { ...fault, end: Math.max(fault.end, fault.at + 1) };
    this.place = this.words.length - 1;
    return { kind: 'other', at: fault.at, end: fault.end, broken: true };
  }

  private failAt({ at, end, text }: Token, code: string, want?: string): Node {
    return this.fail({ code, at, end, got: text, want });
  }

  /** What is due here is not here; a keyword in its place is Python, which is not read. */
  private unexpected(want: string): Node {
    const isKeyword = this.token.kind === 'name' && KEYWORD.test(this.token.text);
    return isKeyword ? this.failAt(this.token, 'statement') : this.failAt(this.token, 'expected', want);
  }

  private expression(): Node {
    return this.chain(SUMS, () => this.chain(PRODUCTS, () => this.unary()));
  }

  private chain(signs: readonly string[], operand: () => Node): Node {
    let left = operand();
    while (signs.includes(this.token.text)) left = computed(left, this.next().text, operand());
    return left;
  }

  private unary(): Node {
    const { at } = this.token;
    let sign = 1;
    while (this.take('-')) sign = -sign;
    const node = this.postfix();
    return node.at === at ? node : negated(node, sign, at);
  }

  /** A value, and what is called of it or taken from it. */
  private postfix(): Node {
    let node = this.primary();
    for (;;) {
      if (this.token.text === '(') node = this.called(node);
      else if (this.token.text === '[') node = this.indexed(node);
      else if (this.take('.')) node = this.attribute(node);
      else {
        const constant = node.kind === 'name' ? this.stack.names.constants.get(node.value) : undefined;
        return constant ? { ...constant, at: node.at, end: node.end } : node;
      }
    }
  }

  private called(node: Node): Node {
    const { at } = node;
    const open = this.token.end;
    const args = this.inside(() => this.argument());
    const call = { at, end: this.end, open, args, broken: this.fault !== null };
    if (node.kind !== 'name' && node.kind !== 'path') return { kind: 'apply', fn: node, ...call };
    return { kind: 'call', path: node.value, name: node.name, nameAt: node.nameAt, ...call };
  }

  /** An index or a slice, which only has to end. */
  private indexed({ at }: Node): Node {
    let open = 0;
    do {
      if (closing(this.token.text)) open++;
      else if (isClosing(this.token.text)) open--;
      this.next();
    } while (open > 0 && !this.isEnded());
    if (open > 0) this.unexpected(']');
    return { kind: 'other', at, end: this.end };
  }

  /** What is taken from something that is no name. */
  private attribute({ at }: Node): Node {
    if (this.token.kind === 'path') this.next();
    const { end, kind } = this.token;
    if (kind === 'name') this.next();
    else this.unexpected('name');
    return { kind: 'other', at, end };
  }

  private argument(): Argument {
    const { at, kind, text } = this.token;
    const isNamed = kind === 'name' && this.following?.text === '=';
    if (isNamed) this.place += 2;
    const value = this.expression();
    return { key: isNamed ? text : null, value, at, end: value.end };
  }

  /** What stands between brackets, separated by commas. */
  private inside<Part extends Node | Argument>(read: () => Part): Part[] {
    const close = closing(this.next().text) ?? '';
    const found: Part[] = [];
    while (!this.isEnded() && this.token.text !== close) {
      found.push(read());
      if (!this.take(',')) break;
    }
    if (this.take(close)) return found;
    const last = found.at(-1);
    // more stands there than was read
    if (last && !this.isEnded()) ('key' in last ? last.value : (last as Node)).broken = true;
    this.unexpected(close);
    return found;
  }

  private primary(): Node {
    const { at } = this.token;
    const path = this.token.kind === 'path' ? this.next().text : '';
    const { kind, text, end } = this.token;
    if (path && kind !== 'name') return this.failAt(this.token, 'expected', 'name');
    if (kind === 'op' && closing(text)) return this.bracketed(text);
    if (kind === 'name' && !path && KEYWORD.test(text)) return this.failAt(this.token, 'statement');
    if (kind !== 'str' && kind !== 'name' && kind !== 'num') return this.unexpected('value');
    const token = this.next();
    const place = { at, end };
    if (kind === 'str') return readString(text, place);
    if (kind === 'num') return readNumber(text, place) ?? this.failAt(token, 'big');
    if (text === 'None') return { kind: 'none', value: null, ...place };
    if (text === 'True' || text === 'False') return { kind: 'bool', value: text === 'True', ...place };
    return { kind: path ? 'path' : 'name', value: path + text, name: text, nameAt: token.at, ...place };
  }

  /** A tuple, a list, a set, a dict, or a value in brackets. */
  private bracketed(open: string): Node {
    const { at } = this.token;
    const found = this.inside(() => {
      const one = this.expression();
      return open === '{' && this.take(':') ? this.expression() : one;
    });
    const { end } = this;
    const [only] = found;
    const isTuple = this.words[this.place - 2]?.text === ',';
    if (open === '(' && only && found.length === 1 && !isTuple) return { ...only, at, end };
    return open === '{' ? { kind: 'other', at, end } : sequence(found, at, end);
  }

  private statement(): void {
    const first = this.place;
    const { kind, text, at } = this.token;
    if (text === 'import' || text === 'from') {
      while (!this.isEnded()) this.next();
      this.stack.names.imports(this.words.slice(first, this.place));
      return;
    }
    // a keyword such as `for`, or one that Python has no more: no other name stands before a value
    const isOther = KEYWORD.test(text) || /^(?:path|name|num|str)$/.test(this.following?.kind ?? '');
    if (kind === 'name' && isOther) return void this.failAt(this.token, 'statement');
    let values = this.row();
    const targets: Node[][] = [];
    while (this.take('=')) {
      targets.push(values);
      values = this.row();
    }
    const end = values.at(-1)?.end ?? at;
    const isWhole = this.fault === null;
    if (!this.isEnded()) this.unexpected('line');
    if (isWhole && this.fault) return; // more stands there than was read
    const stop = this.stack.follow({ targets, values, at, end, words: this.words.slice(first, this.place) });
    if (stop) this.fail(stop);
  }

  /** What stands between commas without brackets. */
  private row(): Node[] {
    const found = [this.expression()];
    while (this.take(',') && !this.isEnded() && this.token.text !== '=') found.push(this.expression());
    return found;
  }
}
