/** Proposals for PyTorch: how the paste spells modules and functions, and where its input tensors are made. */
import type { Tensor } from '../../../graph/tensor.ts';
import type { PythonError } from '../../../languages/python/errors.ts';
import type { Expression } from '../../../languages/python/syntax.ts';
import { proposal, Proposing } from '../../../repairs/proposing.ts';
import { callSite } from '../../../repairs/rewriter.ts';
import type { CallSite, Change, Proposal } from '../../../repairs/rewriter.ts';
import { MODULES } from '../layers/index.ts';
import type { Session } from '../session.ts';

function parametersOf(type: string): readonly string[] {
  return (MODULES.get(type)?.parameters ?? []).map((entry) => (typeof entry === 'string' ? entry : entry[0]));
}

export class TorchProposing extends Proposing {
  constructor(error: PythonError | null, session: Session) {
    super(error, session.context, parametersOf);
  }

  /** A module as the paste would spell it: `nn.Flatten`. */
  spelled(name: string): { text: string; changes: Change[] } {
    const made = [this.layer, ...this.context.instances]
      .filter((module) => module?.cls.module === 'torch.nn')
      .map((module) => callSite(module?.site))
      .find((site) => site !== undefined);
    const prefix = made ? this.rewriter.prefix(made) : 'nn.';
    return { text: `${prefix}${name}`, changes: prefix === '' ? this.rewriter.imported(name, /^torch\.nn$/) : [] };
  }

  /** `F.pad` or `nn.functional.pad`, whichever name the paste has. */
  functional(name: string): string {
    const { text } = this.rewriter;
    if (/\bfunctional as F\b/.test(text)) return `F.${name}`;
    return /\bimport nn\b|\bas nn\b/.test(text) ? `nn.functional.${name}` : `torch.nn.functional.${name}`;
  }

  /** A module before the one that refused where it stands in a stack, else a method of what it is called with. */
  ahead(module: string, method: string, says: string): Proposal[] {
    const made = this.layer?.site;
    if (!made) return [];
    if (this.isStacked()) {
      if (!module) return [];
      const { text, changes } = this.spelled(module);
      return proposal(says, [...this.rewriter.before(made, text), ...changes]);
    }
    const argument = this.argument();
    return argument ? proposal(says, this.behind(argument, method)) : [];
  }

  /** `x.flatten(1)`, with brackets where `x` is more than a name or a call. */
  behind(node: Expression, text: string): Change[] {
    const isPlain = ['name', 'call', 'attribute', 'item'].includes(node.kind);
    return this.rewriter.around(node, isPlain ? '' : '(', isPlain ? text : `)${text}`);
  }

  /** The tensors that the paste makes and puts in: `torch.randn(1, 3, 32, 32)`, with the places of their sizes. */
  madeInputs(): { readonly tensor: Tensor; readonly site: CallSite; readonly sizes: Change }[] {
    const found = new Map<Expression, { tensor: Tensor; site: CallSite; sizes: Change }>();
    for (const tensor of this.context.graph.calls.flatMap(({ inputs }) => inputs)) {
      const site = tensor.producer ? undefined : callSite(tensor.site);
      const sizes = site && this.sizesIn(site);
      if (site && sizes) found.set(site, { tensor, site, sizes });
    }
    return [...found.values()];
  }

  /** From the first size to the last: `1, 3, 32, 32`, with or without brackets around them. */
  private sizesIn(site: CallSite): Change | undefined {
    const [first] = site.args;
    const isTuple = first?.value.kind === 'tuple' || first?.value.kind === 'list';
    const nodes = isTuple
      ? (first.value as Extract<Expression, { kind: 'tuple' }>).items
      : site.args.filter(({ name, stars }) => name === null && stars === 0).map(({ value }) => value);
    const [one, last] = [nodes[0], nodes.at(-1)];
    return one && last ? { from: one.from, to: last.to, text: '' } : undefined;
  }
}
