/** The drafted model as Python, its tensors named: `x` where one line hands on to the next. */
import type { Draft, TargetTensor } from './draft.ts';
import { identity, sameOrder } from './draft.ts';
import { tuple } from './python.ts';
import type { InputPort } from './translate.ts';

interface Model {
  readonly name: string;
  readonly inputs: readonly (TargetTensor & InputPort)[];
  readonly outputs: readonly TargetTensor[];
  /** Source variables of the weights: name → expression. */
  readonly sources: ReadonlyMap<string, string>;
}

interface Printed {
  readonly code: string;
  readonly weights: string;
  readonly load: string;
}

/** Lines of the forward pass; a name is taken again once nothing needs what it held. */
function body(draft: Draft, { outputs }: Model, names: Map<number, string>): string[] {
  const last = new Map<number, number>();
  draft.lines.forEach(({ uses }, at) => uses.forEach(({ id }) => last.set(id, at)));
  for (const { id } of outputs) last.set(id, draft.lines.length);
  const isFree = (name: string, at: number): boolean =>
    [...names].every(([id, taken]) => taken !== name || (last.get(id) ?? -1) <= at);
  const printed: string[] = [];
  draft.lines.forEach(({ output, uses, write, notes, isMissing }, at) => {
    const text = write(uses.map(({ id }) => names.get(id) as string));
    printed.push(...notes.map((note) => `# ${note}`));
    if (!output) printed.push(text);
    else if (isMissing) {
      printed.push(`raise NotImplementedError(${JSON.stringify(text)})`);
      names.set(output.id, freeName(isFree, at));
    } else {
      const name = freeName(isFree, at);
      names.set(output.id, name);
      printed.push(`${name} = ${text}`);
    }
  });
  return printed;
}

function freeName(isFree: (name: string, at: number) => boolean, at: number): string {
  if (isFree('x', at)) return 'x';
  let number = 1;
  while (!isFree(`x${number}`, at)) number += 1;
  return `x${number}`;
}

const indented = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => (line ? ' '.repeat(by) + line : line));

/** What a tensor of the translated model is, in words. */
function said({ shape, order }: TargetTensor, source: string): string {
  const sizes = tuple(order.map((axis) => shape[axis] ?? null)).replace('None', 'N');
  return sameOrder(order, identity(shape.length)) ? sizes : `${sizes}, axes ${tuple(order)} of ${source}'s`;
}

function ports({ inputs, outputs }: Model, source: string): string {
  const told = (tensors: readonly TargetTensor[]): string => tensors.map((one) => said(one, source)).join('; ');
  return `takes ${told(inputs)}; gives ${told(outputs)}.`;
}

export function printPytorch(draft: Draft, model: Model): Printed {
  const names = new Map<number, string>();
  model.inputs.forEach(({ id }, index) => names.set(id, index === 0 ? 'x' : `x${index}`));
  const parameters = model.inputs.map(({ id }) => names.get(id) as string);
  const lines = body(draft, model, names);
  const results = model.outputs.map(({ id }) => names.get(id) as string).join(', ');
  const made = [...draft.made].map(([name, constructor]) => `self.${name} = ${constructor}`);
  const text = [
    'import torch',
    'from torch import nn',
    'import torch.nn.functional as F',
    '',
    '',
    'class Model(nn.Module):',
    `    """${model.name} of Keras: ${ports(model, 'Keras')}"""`,
    '',
    '    def __init__(self):',
    '        super().__init__()',
    ...indented(made, 8),
    '',
    `    def forward(self, ${parameters.join(', ')}):`,
    ...indented(lines, 8),
    `        return ${results}`,
    '',
    '',
    'model = Model()',
  ];
  const load = [
    'model.load_state_dict({name: torch.tensor(array) for name, array in weights.items()})',
    'model.eval()',
  ];
  return { code: file(text), weights: file(weightsOfKeras(draft, model)), load: file(load) };
}

function weightsOfKeras(draft: Draft, model: Model): string[] {
  const entries = [...draft.weights].flatMap(([layer, weights]) =>
    weights.map(([name, value]) => `"${layer}.${name}": ${value},`),
  );
  return [
    'import numpy as np',
    '',
    '',
    'def weights_of(keras_model):',
    '    """Arrays of the Keras model, by the names of PyTorch\'s state_dict."""',
    ...[...model.sources].map(([name, path]) => `    ${name} = ${path}`),
    '    return {',
    ...indented(entries, 8),
    '    }',
  ];
}

export function printKeras(draft: Draft, model: Model): Printed {
  const names = new Map<number, string>();
  const inputs = model.inputs.map((one, index) => {
    const name = model.inputs.length === 1 ? 'inputs' : `input_${index + 1}`;
    names.set(one.id, name);
    const dtype = one.rows === null ? '' : ', dtype="int32"';
    const shape = one.order.map((axis) => one.shape[axis] ?? null);
    const said = draft.fixesBatch ? `batch_shape=${tuple(shape)}` : tuple(shape.slice(1));
    return `${name} = keras.Input(${said}${dtype})`;
  });
  const lines = body(draft, model, names);
  const results = model.outputs.map(({ id }) => names.get(id) as string);
  const takes = model.inputs.map(({ id }) => names.get(id) as string);
  const listed = (all: readonly string[]): string => (all.length === 1 ? (all[0] as string) : `[${all.join(', ')}]`);
  const text = [
    'import keras',
    ...(lines.some((line) => line.includes('np.')) ? ['import numpy as np'] : []),
    'from keras import layers, ops',
    '',
    `# ${model.name} of PyTorch: ${ports(model, 'PyTorch')}`,
    ...inputs,
    ...lines,
    `model = keras.Model(${listed(takes)}, ${listed(results)})`,
  ];
  const load = ['for name, arrays in weights.items():', '    model.get_layer(name).set_weights(arrays)'];
  return { code: file(text), weights: file(weightsOfPytorch(draft)), load: file(load) };
}

function weightsOfPytorch(draft: Draft): string[] {
  const entries = [...draft.weights].map(
    ([layer, weights]) => `"${layer}": [${weights.map(([, value]) => value).join(', ')}],`,
  );
  return [
    'import numpy as np',
    '',
    '',
    'def weights_of(torch_model):',
    '    """Arrays of the PyTorch model, as Keras\'s layers of each name take them."""',
    '    state = {name: tensor.detach().cpu().numpy() for name, tensor in torch_model.state_dict().items()}',
    '    return {',
    ...indented(entries, 8),
    '    }',
  ];
}

const file = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
