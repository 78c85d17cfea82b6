/** Slips of the pen that are seen without running the code. */
import { layerNames } from '../../frameworks/keras/rules.ts';
import { nearest } from '../../repairs/nearest.ts';
import { core } from './stack.ts';
import type { Issue, Item } from './stack.ts';

export const isKnown = (name: string): boolean => layerNames.has(name) || name === 'Input';

/** Python takes no argument without a name behind one with a name. */
export const isMisordered = ({ args }: Item['node']): boolean =>
  args.some(({ at, value }, i) => at === value.at && args.slice(0, i).some((one) => one.at < one.value.at));

/** A slip of the pen that is seen without running the code; null where there is none, or it may be no slip. */
export function slipIn(item: Item): Issue | null {
  const node = core(item.node);
  const about = { gaps: { layer: node.name }, place: { at: node.nameAt, end: node.end } };
  if (isMisordered(node))
    return { ...about, code: 'order', stage: 'build', says: 'positional argument follows keyword argument', near: '' };
  const near = isKnown(node.name) ? '' : nearestLayer(item);
  return near ? { ...about, code: 'unknown', stage: 'text', says: '', near } : null;
}

const nearestLayer = ({ node }: Item): string => nearest(core(node).name, [...layerNames.keys()]);
