/** `nn.Embedding.from_pretrained(matrix)`: a module with the sizes of a tensor. */
import { bind, NativeFunction, parameters } from '../../languages/python/callables.ts';
import type { Class } from '../../languages/python/classes.ts';
import { Refusal } from '../../languages/python/errors.ts';
import { StaticMethod } from '../../languages/python/values.ts';
import { namedModules, setTrained, parameterOf } from './module.ts';
import { tensorOf } from './reading.ts';
import type { Session } from './session.ts';

const LIST = parameters(['embeddings', ['freeze', true], '*rest', '**kwargs']);

/** Gives the embeddings their way to be made of what was trained. */
export function givePretrained(layers: ReadonlyMap<string, Class>, session: Session): void {
  for (const name of ['Embedding', 'EmbeddingBag']) {
    const cls = layers.get(name);
    cls?.members.set('from_pretrained', new StaticMethod(fromPretrained(cls, session)));
  }
}

function fromPretrained(cls: Class, session: Session): NativeFunction {
  return new NativeFunction('from_pretrained', (args, context) => {
    const bound = bind(LIST, args, `${cls.name}.from_pretrained`);
    const { shape } = tensorOf(bound.get('embeddings'), '`embeddings` of from_pretrained', session);
    if (shape.length !== 2)
      throw new Refusal('AssertionError', 'Embeddings parameter is expected to be 2-dimensional', 'rank', {
        input: shape,
      });
    const made = context.call(cls, { positional: [...shape] });
    const isFrozen = context.truth(bound.get('freeze'));
    for (const [, one] of namedModules(made as Parameters<typeof namedModules>[0])) {
      const weight = parameterOf(one, 'weight', session);
      if (weight && isFrozen) setTrained(weight, false);
    }
    return made;
  });
}
