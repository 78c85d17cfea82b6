/** What the names of a text stand for, as far as a chain of layers is concerned. */
import { OF_KERAS, OF_TORCH, rootOf } from './known.ts';
import type { Node } from './nodes.ts';
import type { Token } from './tokens.ts';

/** `other`: nothing of the chain, and not followed. */
type Kind = 'model' | 'tensor' | 'other';

export class Names {
  /** Names of numbers, words and tuples. */
  readonly constants = new Map<string, Node>();
  /** The names of the last layer's output. */
  readonly last = new Set<string>();
  /** The names of the chain's input. */
  readonly inputs = new Set<string>();
  private readonly kinds = new Map<string, Kind>();
  /** What PyTorch's modules are called. */
  private readonly torch = new Set(['nn', 'torch', 'torchvision']);

  kindOf(name: string): Kind | undefined {
    return this.kinds.get(name);
  }

  has(name: string): boolean {
    return this.kinds.has(name);
  }

  isTorch(path: string): boolean {
    return this.torch.has(rootOf(path));
  }

  /** A name stands for something else from now on. */
  rename(name: string, kind: Kind): void {
    this.constants.delete(name);
    this.inputs.delete(name);
    this.last.delete(name);
    this.kinds.set(name, kind);
  }

  /** More names for the last output. */
  also(names: readonly string[]): void {
    for (const name of names) {
      this.rename(name, 'tensor');
      this.last.add(name);
    }
  }

  /** These names have the chain's last output now. */
  output(names: readonly string[]): void {
    this.last.clear();
    this.also(names);
  }

  /** The chain begins at what these names have. */
  begin(names: readonly string[]): void {
    this.output(names);
    this.inputs.clear();
    for (const name of names) this.inputs.add(name);
  }

  /** Names that the code does not explain: of an input, it may be. */
  supposed(names: readonly string[]): void {
    if (![...this.inputs].some((name) => names.includes(name))) this.inputs.clear();
    for (const name of names) {
      this.rename(name, 'other');
      this.kinds.delete(name);
      this.inputs.add(name);
    }
  }

  /** What was supposed is the input: a layer is called on it. */
  confirm(): void {
    for (const name of this.inputs) this.kinds.set(name, 'tensor');
  }

  /** What an import gives a name to: Keras's own names stay, any other is not followed. @param words of the statement */
  imports(words: readonly Token[]): void {
    const spoken = words.map(({ text }) => text).join(' ');
    const said = spoken.replace(/ *\. */g, '.').replace(/[()]/g, ' ');
    const [, from = '', list = said.replace(/^import +/, '')] = /^from +(\S+) +import +(.*)$/.exec(said) ?? [];
    const parts = list.split(',').map((part) => part.trim());
    for (const one of parts.filter((part) => part !== '')) {
      const [name = '', alias = name] = one.split(/ +as +/);
      this.imported(rootOf(from || name), name, alias);
    }
  }

  private imported(module: string, name: string, alias: string): void {
    const bound = rootOf(alias);
    const isKeras = OF_KERAS.test(module) && (alias === name || !/^\p{Lu}/u.test(name));
    this.torch.delete(bound);
    if (OF_TORCH.test(module)) this.torch.add(bound);
    else if (isKeras) this.kinds.delete(bound);
    else this.kinds.set(bound, 'other');
  }
}
