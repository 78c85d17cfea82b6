/** Tensors that should meet and differ: crop the larger, pad the smaller, or make the modules ahead give other sizes. */
import type { Expression } from '../../../languages/python/syntax.ts';
import type { Instance } from '../../../languages/python/classes.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { proposal, together } from '../../../repairs/proposing.ts';
import { callSite } from '../../../repairs/rewriter.ts';
import type { Change, Proposal } from '../../../repairs/rewriter.ts';
import type { ModuleState } from '../module.ts';
import type { TorchProposing } from './proposing.ts';

/** For `merge` (`torch.cat`) and `broadcast` (`a + b`). */
export function forMerging(at: TorchProposing): Proposal[] {
  const shapes = at.inputs.map(({ shape }) => shape);
  const [first] = shapes;
  if (!first) return [];
  if (shapes.length < 2 || shapes.some(({ length }) => length !== first.length)) return forTrailing(at, shapes);
  const space = shapes.map((shape) => shape.slice(2)) as (readonly number[])[];
  if (space.some((sizes) => sizes.join() !== space[0]?.join())) return forSpace(at, space);
  return forChannels(at, shapes);
}

/** `[:, :, None, None]` behind one value a channel: a tensor is stretched from its last axis on. */
function forTrailing(at: TorchProposing, shapes: readonly Shape[]): Proposal[] {
  const site = callSite(at.call?.site);
  const isExpanded = site?.callee.kind === 'attribute' && /^expand(_as)?$/.test(site.callee.name);
  const { sizes } = at.facts as { sizes?: Shape };
  const all = isExpanded && sizes ? [shapes[0] ?? [], sizes] : shapes;
  const operands = isExpanded ? [site.callee.object] : at.operands();
  const rank = Math.max(...all.map(({ length }) => length));
  return operands.flatMap((operand, index) => {
    const shape = all[index] ?? [];
    if (shape.length === 0 || shape.length === rank) return [];
    const axes = [...shape.map(() => ':'), ...Array.from({ length: rank - shape.length }, () => 'None')];
    const text = `[${axes.join(', ')}]`;
    return proposal(`\`${text}\` behind \`${at.rewriter.source(operand)}\``, at.behind(operand, text));
  });
}

function forSpace(at: TorchProposing, space: readonly (readonly number[])[]): Proposal[] {
  const by = (choose: (...sizes: number[]) => number): number[] =>
    (space[0] ?? []).map((_, axis) => choose(...space.map((sizes) => sizes[axis] as number)));
  const [smallest, largest] = [by(Math.min), by(Math.max)];
  const operands = at.operands();
  if (operands.length !== space.length) return ofModulesAhead(at);
  const each = (wanted: readonly number[], verb: string, change: (index: number) => Change[]): Proposal[] =>
    together(
      space.flatMap((sizes, index) => {
        const operand = operands[index];
        if (!operand || sizes.join() === wanted.join()) return [];
        return proposal(`${verb} \`${at.rewriter.source(operand)}\` to ${wanted.join('×')}`, change(index));
      }),
    );
  const operand = (index: number): (typeof operands)[number] => operands[index] as (typeof operands)[number];
  return [
    ...each(smallest, 'crop', (index) =>
      at.behind(operand(index), `[:, :, ${smallest.map((size) => `:${size}`).join(', ')}]`),
    ),
    ...each(largest, 'pad', (index) => {
      const missing = largest.map((size, axis) => `0, ${size - (space[index]?.[axis] ?? 0)}`).reverse();
      return at.rewriter.around(operand(index), `${at.functional('pad')}(`, `, (${missing.join(', ')}))`);
    }),
    ...each(largest, 'stretch', (index) =>
      at.rewriter.around(operand(index), `${at.functional('interpolate')}(`, `, size=${pythonTuple(largest)})`),
    ),
    ...(at.isRepeated() ? alike(at, space) : []),
    ...ofModulesAhead(at),
  ];
}

/** One of two as large as the other, whatever that is: each round of a loop, each call of a function has other sizes. */
function alike(at: TorchProposing, space: readonly (readonly number[])[]): Proposal[] {
  const [one, other] = at.operands();
  if (space.length !== 2 || !one || !other) return [];
  const isLarger = (space[0]?.[0] ?? 0) > (space[1]?.[0] ?? 0);
  const [large, small] = isLarger ? [one, other] : [other, one];
  const said = (verb: string, changed: Expression, model: Expression): string =>
    `${verb} \`${at.rewriter.source(changed)}\` to the size of \`${at.rewriter.source(model)}\``;
  const cut = (space[0] ?? []).map((_, axis) => `:${at.rewriter.source(small)}.shape[${axis + 2}]`);
  return [
    ...(small.kind === 'name'
      ? proposal(said('crop', large, small), at.behind(large, `[:, :, ${cut.join(', ')}]`))
      : []),
    ...(large.kind === 'name'
      ? proposal(
          said('stretch', small, large),
          at.rewriter.around(small, `${at.functional('interpolate')}(`, `, size=${large.name}.shape[2:])`),
        )
      : []),
  ];
}

interface WindowSettings {
  readonly kernelSize?: readonly number[];
  readonly stride?: readonly number[];
  readonly outChannels?: number;
  readonly outFeatures?: number;
}

export function settingsOf(module: Instance): WindowSettings {
  return ((module.state as ModuleState | undefined)?.settings ?? {}) as WindowSettings;
}

/** `padding` that keeps the size at stride 1: half of the kernel. */
export function half(module: Instance): string {
  return String(Math.floor((settingsOf(module).kernelSize?.[0] ?? 1) / 2));
}

const pythonTuple = (sizes: readonly number[]): string => `(${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`;

/** Other arguments of the modules ahead: output padding, padding, kernel. */
function ofModulesAhead(at: TorchProposing): Proposal[] {
  const modules = at.layersAhead().slice(0, 24);
  const upwards = modules.filter(({ cls }) => /ConvTranspose[123]d$/.test(cls.name)).slice(0, 2);
  const windows = modules.filter(({ cls }) => /Conv[123]d$/.test(cls.name));
  const padded = windows.flatMap((module) => at.setting(module, 'padding', half(module)));
  return [
    ...upwards.flatMap((module) =>
      Array.from({ length: settingsOf(module).stride?.[0] ?? 1 }, (_, padding) =>
        at.setting(module, 'output_padding', String(padding)),
      ).flat(),
    ),
    ...padded.slice(0, 4),
    ...(padded.length > 1 ? together(padded, '`padding` of half the kernel in all convolutions ahead') : []),
    ...upwards.flatMap((module) => {
      const [size = 1] = settingsOf(module).kernelSize ?? [];
      return [size - 1, size + 1]
        .filter((one) => one > 0)
        .flatMap((one) => at.setting(module, 'kernel_size', `${one}`));
    }),
  ];
}

/** One of the modules ahead gives as many channels as the other tensor has. */
function forChannels(at: TorchProposing, shapes: readonly Shape[]): Proposal[] {
  const channels = [...new Set(shapes.map((shape) => shape[1]))].filter((one) => typeof one === 'number');
  const makers = at.layersAhead().filter(({ cls }) => /^(Conv(Transpose)?[123]d|Linear)$/.test(cls.name));
  return makers.slice(0, 4).flatMap((module) => {
    const { outChannels, outFeatures } = settingsOf(module);
    const name = outChannels === undefined ? 'out_features' : 'out_channels';
    const wanted = channels.filter((one) => one !== (outChannels ?? outFeatures));
    return wanted.flatMap((one) => at.setting(module, name, String(one)));
  });
}
