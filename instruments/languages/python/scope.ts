/** Names and what they stand for: of the paste's top level, of a function's call, of a class's body. */
import type { Value } from './values.ts';

export class Scope {
  readonly names = new Map<string, Value>();
  /** Names that `global` or `nonlocal` sends elsewhere. */
  readonly elsewhere = new Map<string, Scope>();

  constructor(
    readonly kind: 'module' | 'function' | 'class' | 'comprehension',
    readonly outer: Scope | null,
  ) {}

  /** Python's order: here, then the functions around (never a class around), then the module. */
  get(name: string): Value | undefined {
    const own = (this.elsewhere.get(name) ?? this).names.get(name);
    if (own !== undefined) return own;
    for (let scope = this.outer; scope; scope = scope.outer) {
      if (scope.kind === 'class') continue;
      const value = scope.names.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
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
