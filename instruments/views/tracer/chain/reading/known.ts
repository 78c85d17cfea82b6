/** What names in a paste usually mean: which are layers, models, inputs, and which calls change nothing of a chain. */
import type { Call, Node } from './nodes.ts';

/** What is asked of a model or a tensor without a change to it. */
export const ASKING: ReadonlySet<string> = new Set(
  (
    'compile count_params dtype evaluate evaluate_generator export fit fit_generator get_config get_weights ' +
    'input input_shape inputs name ndim output output_shape outputs predict predict_generator predict_on_batch save ' +
    'save_weights set_weights shape summary test_on_batch to_json train_on_batch'
  ).split(' '),
);

/** Functions that may be given a model or a tensor: they only show it. */
export const SHOWING: ReadonlySet<string> = new Set(['display', 'model_to_dot', 'plot_model', 'print', 'type']);

/** Functions that, called by themselves, do nothing to any model. */
export const APART: ReadonlySet<string> = new Set([...SHOWING, 'clear_session', 'seed', 'set_random_seed']);

/** What changes all layers that are made afterwards, or could run anything. */
export const CHANGING = /^(?:exec|eval|set_\w*(?:data_format|dim_ordering|floatx|policy))$/;

export const OF_KERAS = /^(?:keras|tensorflow|tf|tf_keras)$/;
export const OF_TORCH = /^(?:torch|torchvision)$/;
export const ONE_NAME = /^[\p{L}_][\p{L}\p{M}\d_]*$/u;

export const isInputName = (name: string): boolean => name.startsWith('Input');
export const isInput = (node: Node): boolean => node.kind === 'call' && isInputName(node.name);

export const isSequential = (node: Node): node is Call => node.kind === 'call' && node.name === 'Sequential';

export const isModel = (node: Node): node is Call =>
  node.kind === 'call' && (node.name === 'Functional' || node.name === 'Model');

/** Keras's classes begin with a capital. */
export const isLayer = (node: Node): node is Call =>
  node.kind === 'call' && /^\p{Lu}/u.test(node.name) && !isSequential(node) && !isModel(node);

/** `keras` of `keras.layers.Dense`. */
export const rootOf = (path: string): string => (path.split('.')[0] ?? '').trim();

/** What stands before the last dot: `keras` of `keras.Sequential`. */
export const ownerOf = (path: string): string => path.replace(/\.?\s*[^.\s]+$/, '').trim();
