/** Which names are a function's own: those that it binds anywhere in its body, from its first line on. */
import type { Block, Expression, Pattern, Statement } from './syntax.ts';

const found = new WeakMap<Block, ReadonlySet<string>>();

/** The names that a body binds and does not send elsewhere by `global` or `nonlocal`; parameters are not among them. */
export function localNames(body: Block): ReadonlySet<string> {
  let names = found.get(body);
  if (!names) {
    const binding = new Binding();
    binding.block(body);
    names = new Set([...binding.bound].filter((name) => !binding.elsewhere.has(name)));
    found.set(body, names);
  }
  return names;
}

class Binding {
  readonly bound = new Set<string>();
  /** Names of other scopes, and what a line that is not read may bind. */
  readonly elsewhere = new Set<string>();

  block(body: Block): void {
    for (const statement of body) this.statement(statement);
  }

  private statement(node: Statement): void {
    node.named?.forEach((name) => this.bound.add(name));
    if (node.kind === 'function' || node.kind === 'class') {
      this.bound.add(node.name); // what is inside binds names of its own
      return;
    }
    if (node.kind === 'assign' || node.kind === 'delete') node.targets.forEach((one) => this.target(one));
    else if (node.kind === 'annotate') this.bound.add(node.name);
    else if (node.kind === 'update' || node.kind === 'for') this.target(node.target);
    else if (node.kind === 'with') node.items.forEach(({ target }) => target && this.target(target));
    else if (node.kind === 'import')
      for (const { path, as } of node.modules) this.bound.add(as ?? path.split('.')[0] ?? '');
    else if (node.kind === 'from') node.names.forEach(({ as }) => this.bound.add(as));
    else if (node.kind === 'try') node.handlers.forEach(({ name }) => name !== null && this.bound.add(name));
    else if (node.kind === 'match') node.cases.forEach(({ pattern }) => this.pattern(pattern));
    else if (node.kind === 'scope' || node.kind === 'other') node.names.forEach((name) => this.elsewhere.add(name));
    this.blocksOf(node).forEach((block) => this.block(block));
  }

  private target(node: Expression): void {
    if (node.kind === 'name') this.bound.add(node.name);
    else if (node.kind === 'tuple' || node.kind === 'list') node.items.forEach((one) => this.target(one));
    else if (node.kind === 'star') this.target(node.inner);
  }

  private pattern(node: Pattern): void {
    if ((node.kind === 'capture' || node.kind === 'star' || node.kind === 'as') && node.name !== '_')
      this.bound.add(node.name);
    if (node.kind === 'mapping' && node.rest !== null) this.bound.add(node.rest);
    if (node.kind === 'or') node.options.forEach((one) => this.pattern(one));
    else if (node.kind === 'as') this.pattern(node.pattern);
    else if (node.kind === 'sequence') node.items.forEach((one) => this.pattern(one));
    else if (node.kind === 'mapping') node.entries.forEach(([, one]) => this.pattern(one));
    else if (node.kind === 'class')
      [...node.positional, ...node.keywords.map(([, one]) => one)].forEach((one) => this.pattern(one));
  }

  private blocksOf(node: Statement): readonly Block[] {
    switch (node.kind) {
      case 'if':
      case 'while':
      case 'for':
        return [node.body, node.otherwise];
      case 'with':
        return [node.body];
      case 'try':
        return [node.body, ...node.handlers.map(({ body }) => body), node.otherwise, node.final];
      case 'match':
        return node.cases.map(({ body }) => body);
      default:
        return [];
    }
  }
}
