/** A translated model to read and to copy: first what differs, then the code, then the lines that copy the weights. */
import { copies } from '../../../site/element.ts';
import { highlighted } from '../../../site/highlighted.ts';
import type { FrameworkModel } from '../../../tracer/trace.ts';
import type { LayerNote } from '../../../translation/draft.ts';
import { translate } from '../../../translation/translate.ts';
import { element, sentence } from '../dom.ts';
import type { Child, Words } from '../dom.ts';
import { tableOf } from '../rows.ts';
import { displayName } from '../verdict.ts';
import type { Saying } from './fold.ts';

/** @throws Error where the model was not followed to its end, or the translation itself fails */
export function translated(model: FrameworkModel, saying: Saying): HTMLElement[] {
  const { framework, program } = model;
  if (!program || (framework !== 'keras' && framework !== 'pytorch')) throw new Error('there is nothing to translate');
  const { title } = tableOf(model);
  const { code, weights, load, notes, missing } = translate(program(), framework, title);
  const { words } = saying;
  const variable = model.variable ?? (framework === 'keras' ? 'keras_model' : 'torch_model');
  const steps = [
    step(words.weights_from, { framework: displayName(framework) }),
    codeBox(`${weights}\n\nweights = weights_of(${variable})\n`, words),
    step(words.weights_into, {}),
    codeBox(load, words),
  ];
  return [
    ...noteList(missing, words.missing, 'sm-missing', saying),
    ...noteList(notes, words.differs, 'sm-differs', saying),
    codeBox(code, words),
    element('details', { class: 'sm-fold' }, element('summary', {}, words.weights ?? ''), ...steps),
  ];
}

function step(words: string | undefined, gaps: Readonly<Record<string, string>>): HTMLElement {
  return element('p', {}, ...sentence(words ?? '', gaps));
}

/** Layers that are named before a sentence; the others are unfolded. */
const NAMED = 4;

/** What is said of several layers is said once: each layer and the line where it was made, then the sentence. */
function noteList(
  notes: readonly LayerNote[],
  heading: string | undefined,
  kind: string,
  { words, reason, line }: Saying,
): HTMLElement[] {
  if (notes.length === 0) return [];
  const placesOf = (of: readonly LayerNote[]): Child[] =>
    of.flatMap(({ layer, line: at }, index): Child[] => [
      index > 0 ? ', ' : '',
      element('code', {}, layer),
      ' ',
      element('span', { class: 'sm-at' }, '(', ...sentence(words.at ?? '', { line: line(at) }), ')'),
    ]);
  const items = [...new Set(notes.map(({ says }) => says))].map((said) => {
    const of = notes.filter(({ says }) => says === said);
    const first = of.length > NAMED + 1 ? of.slice(0, NAMED) : of; // no fold for one
    const others = of.slice(first.length);
    const count = element('summary', {}, ...sentence(words.other_layers ?? '', { n: others.length }));
    return element(
      'li',
      {},
      element('span', { class: 'sm-quiet' }, ...placesOf(first), others.length > 0 ? ' …' : ''),
      ': ',
      reason(said),
      ...(others.length > 0 ? [element('details', { class: 'sm-fold sm-quiet' }, count, ...placesOf(others))] : []),
    );
  });
  return [element('div', { class: kind }, element('p', {}, heading ?? ''), element('ul', {}, ...items))];
}

/** Code in a box that scrolls, by keyboard too, with a button that copies it. */
function codeBox(code: string, words: Words): HTMLElement {
  const { copied = '', uncopied = '' } = words;
  const button = element('button', { type: 'button' }, words.copy ?? '');
  copies(button, () => code, { copied, uncopied });
  const box = element('pre', { class: 'sm-code highlight', tabindex: '0' }, element('code', {}, ...highlighted(code)));
  return element('div', { class: 'sm-copied' }, button, box);
}
