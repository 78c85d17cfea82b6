/** Names and what they stand for: of the paste's top level, of a function's call, of a class's body. */
import { localNames } from './locals.ts';
import type { Block } from './syntax.ts';
import type { Value } from './values.ts';

export class Scope {
  readonly names = new Map<string, Value>();
  /** Names that `global` or `nonlocal` sends elsewhere. */
  readonly elsewhere = new Map<string, Scope>();

  constructor(
    readonly kind: 'module' | 'function' | 'class' | 'comprehension',
    readonly outer: Scope | null,
    /** Of a function that is no lambda: its statements. */
    private readonly body: Block | null = null,
  ) {}

  /** Python's order: here, then the functions around (never a class around), then the module. */
  get(name: string): Value | undefined {
    const own = (this.elsewhere.get(name) ?? this).names.get(name);
    if (own !== undefined || this.binds(name)) return own;
    for (let scope = this.outer; scope; scope = scope.outer) {
      if (scope.kind === 'class') continue;
      const value = scope.names.get(name);
      if (value !== undefined) return value;
      if (scope.binds(name)) return undefined;
    }
    return undefined;
  }

  /** Whether a function binds the name somewhere in its body: it is then its own from the first line on. */
  private binds(name: string): boolean {
    return this.body !== null && !this.elsewhere.has(name) && localNames(this.body).has(name);
  }

  /** Where a name belongs that has no value yet: to the function that runs, to one around it, or to none. */
  unbound(name: string): 'local' | 'free' | null {
    if (this.names.has(name)) return null;
    if (this.binds(name)) return 'local';
    for (let scope = this.outer; scope; scope = scope.outer) {
      if (scope.kind === 'class') continue;
      if (scope.names.has(name)) return null;
      if (scope.binds(name)) return 'free';
    }
    return null;
  }

  set(name: string, value: Value): void {
    (this.elsewhere.get(name) ?? this).names.set(name, value);
  }

  /** Where `:=` binds: of a comprehension what is around it. */
  get around(): Scope {
    return this.kind === 'comprehension' && this.outer ? this.outer.around : this;
  }

  delete(name: string): boolean {
    return (this.elsewhere.get(name) ?? this).names.delete(name);
  }

  get module(): Scope {
    return this.outer ? this.outer.module : this;
  }
}
