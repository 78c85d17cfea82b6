/** What goes on around a call: who computes, and what Keras puts before an error. */
import type { Call } from '../../../graph/graph.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { PythonError } from '../../../languages/python/errors.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Session } from '../session.ts';
import { isLayer, stateOf } from './state.ts';

/** Keras puts before an error in which layer's `call` it came: the innermost one's. */
export function namedInErrors(self: Instance, session: Session, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof PythonError) {
      if (error.isEarly) error.isEarly = false;
      else error.preamble = preambleOf(self, error, session);
    }
    throw error;
  }
}

/** What Keras does as it builds a layer or checks its input: an error there names no `call` of this layer. */
export function beforeCall<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PythonError) error.isEarly = true;
    throw error;
  }
}

/** The innermost layer is named; where Keras ran it only to learn its output's shape, also that this failed. */
function preambleOf(self: Instance, error: PythonError, session: Session): string {
  const { name, module } = self.cls;
  const made = name === 'Model' && module !== null ? 'Functional' : name; // what Keras makes of a Model of tensors
  const named = `Exception encountered when calling ${made}.call().\n\n`;
  if (!isSymbolic(session.context.graph.current)) return error.preamble || named;
  if (name === 'Lambda') {
    error.isUntold = true;
    const asks = "We could not automatically infer the shape of the Lambda's output. Please specify the ";
    return `${named}${asks}\`output_shape\` argument for this Lambda layer.\n\n`;
  }
  if (module !== null) return error.preamble || named;
  return (
    `${named}Could not automatically infer the output shape / dtype of '${stateOf(self).name}' (of type ${name}). ` +
    `Either the \`${name}.call()\` method is incorrect, or you need to implement the ` +
    `\`${name}.compute_output_spec() / compute_output_shape()\` method. Error encountered:\n\n${error.preamble}`
  );
}

/** Whether Keras only asks for shapes: what began with `keras.Input` goes in, and no `call` of the paste's own is run. */
export function isSymbolic(call: Call | null): boolean {
  if (call === null || !call.inputs.some(({ field }) => field !== undefined)) return false;
  for (let outer = call.parent; outer; outer = outer.parent) {
    const isPastes = outer.callee instanceof Instance && outer.callee.cls.module === null;
    if (isPastes || outer.type === 'Lambda') return false;
  }
  return true;
}

/** Whether TensorFlow, and not Keras, computes: in the `call` of a layer of the paste's own that gets symbolic tensors, in a Lambda. */
export function isOfTensorFlow(call: Call | null): boolean {
  for (let outer = call; outer; outer = outer.parent) {
    const isPastes = outer.callee instanceof Instance && (outer.callee.cls.module === null || outer.type === 'Lambda');
    if (isPastes && isLayer(outer.callee)) return outer.inputs.some(({ field }) => field !== undefined);
  }
  return false;
}

/** A model within a layer of the paste's own asks for shapes before TensorFlow computes; a layer is computed at once. */
export function isCalledByPaste({ context: { graph } }: Session): boolean {
  const caller = graph.current?.parent?.callee;
  return caller instanceof Instance && caller.cls.module === null && isOfTensorFlow(graph.current);
}
