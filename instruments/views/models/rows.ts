/** A traced model as rows to read: each layer once, in the order of the calls, models in models spread out. */
import type { TracedLayer } from '../../frameworks/framework.ts';
import type { FrameworkModel } from '../../tracer/trace.ts';
import type { Costs } from './columns.ts';
import { count } from './counts.ts';
import { shapeText } from './shapes.ts';

export interface Row {
  /** What the layer stands in, with the separator: `down1.conv.`; empty at the top. */
  readonly within: string;
  readonly name: string;
  readonly type: string;
  /** Of each call, each shape once; `—` where none is known. */
  readonly shapes: readonly string[];
  readonly costs: Costs;
  readonly line: number;
  /** Whether other rows stand in it, so that its parameters are counted there too. */
  readonly holdsOthers: boolean;
  /** Whether what it gives is known, or that it gives nothing: it was built, and is not called. */
  readonly isKnown: boolean;
}

export interface ModelTable {
  readonly title: string;
  readonly type: string;
  readonly line: number;
  readonly rows: readonly Row[];
  /** The break comes before this row; the number of rows where it comes after all, null where nothing breaks. */
  readonly brokenBefore: number | null;
  readonly output: string;
  readonly parameters: string;
  readonly costs: Costs;
  /** Whether `costs` are those of the layers before the break: Keras makes no weights of what it refused. */
  readonly isToBreak: boolean;
}

export function tableOf(model: FrameworkModel): ModelTable {
  const rows = spread(model.layers, model, '');
  const isUnbuilt = model.framework === 'keras' && rows.some(({ isKnown }) => !isKnown);
  const brokenBefore = model.fault ? rows.findLastIndex(({ isKnown }) => isKnown) + 1 : null;
  const isToBreak = isUnbuilt && brokenBefore !== null && brokenBefore > 0;
  const parameters = isToBreak ? parametersOf(rows.slice(0, brokenBefore)) : null;
  const costs = { ...model, ...(isUnbuilt ? { parameters } : {}) };
  return {
    title: model.variable ?? model.name ?? model.type,
    type: model.type,
    line: model.line,
    rows,
    brokenBefore,
    output: shapeText(model.outputs, model.framework),
    parameters: count(costs.parameters),
    costs,
    isToBreak,
  };
}

/** Null where one of them is not known. */
function parametersOf(rows: readonly Row[]): number | null {
  return rows
    .filter(({ holdsOthers }) => !holdsOthers)
    .reduce<number | null>(
      (sum, { costs }) => (sum === null || costs.parameters === null ? null : sum + costs.parameters),
      0,
    );
}

/** Whether there is nothing to show of a model but that it is there. */
export function isEmpty(model: FrameworkModel): boolean {
  return model.layers.length === 0 && model.outputs === null && model.fault === null;
}

function spread(layers: readonly TracedLayer[], model: FrameworkModel, within: string): Row[] {
  const holders = new Set(layers.flatMap(({ name }) => ahead(name)));
  return layers.flatMap((layer) => {
    const inner = spread(layer.layers ?? [], model, `${within}${layer.name}/`);
    return [rowOf(layer, model, within, inner.length > 0 || holders.has(layer.name)), ...inner];
  });
}

/** Of `down.conv.norm` what it stands in: `down`, `down.conv`. */
function ahead(name: string): string[] {
  return [...name.matchAll(/\./g)].map(({ index }) => name.slice(0, index));
}

function rowOf(layer: TracedLayer, { framework, fault }: FrameworkModel, within: string, holdsOthers: boolean): Row {
  // Keras counts 0 weights until a layer is built
  const isOnlyBuilt = framework === 'keras' && fault === null && (layer.parameters ?? 0) > 0;
  const isKnown = layer.output_shape !== null || isOnlyBuilt;
  const shapes = (layer.output_shapes ?? [layer.output_shape]).map((shape) => shapeText(shape, framework));
  const dot = framework === 'pytorch' ? layer.name.lastIndexOf('.') + 1 : 0;
  return {
    within: within + layer.name.slice(0, dot),
    name: layer.name.slice(dot),
    type: layer.type,
    shapes: [...new Set(shapes)],
    costs: framework === 'keras' && !isKnown ? { ...layer, parameters: null } : layer,
    line: layer.line,
    holdsOthers,
    isKnown,
  };
}
