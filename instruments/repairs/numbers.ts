/** Two sizes that disagree, where the paste writes one of them as a number: the other stands in its place. */
import { Instance } from '../languages/python/classes.ts';
import { proposal } from './proposing.ts';
import type { Proposing } from './proposing.ts';
import type { Proposal } from './rewriter.ts';

/** Places farther from the fault than so many others are not tried. */
const MOST_PLACES = 12;

/** @param sizes pairs of what is written and what may stand there instead */
export function forNumbers(at: Proposing, sizes: readonly (readonly [number, number])[]): Proposal[] {
  const { text } = at.rewriter;
  const wanted = sizes.filter(([one, other]) => one !== other && one > 0 && other > 0);
  const found = wanted.flatMap(([one, other]) =>
    numbersIn(text, one).map((from) => ({ from, to: from + `${one}`.length, text: `${other}` })),
  );
  const distance = distances(at);
  return found
    .sort((one, other) => distance(one.from) - distance(other.from))
    .slice(0, MOST_PLACES)
    .flatMap((change) => {
      const line = text.slice(0, change.from).split('\n').length;
      const old = text.slice(change.from, change.to);
      return proposal(`\`${change.text}\` in the place of \`${old}\` on line ${line}`, [change]);
    });
}

/** Where the text has the number by itself, in no comment. */
function numbersIn(text: string, number: number): number[] {
  return [...text.matchAll(new RegExp(`(?<![\\w.])${number}(?![\\w.])`, 'g'))]
    .map(({ index }) => index)
    .filter((index) => !text.slice(text.lastIndexOf('\n', index) + 1, index).includes('#'));
}

/** How far a place is from those where what refused was made: its own first, then what holds it. */
function distances(at: Proposing): (place: number) => number {
  const sites = [at.error?.site];
  for (let call = at.call; call; call = call.parent ?? undefined) {
    if (call.callee instanceof Instance) sites.unshift(call.callee.site);
    sites.push(call.site);
  }
  const places = sites.flatMap((site) => (site ? [site] : []));
  return (place) => {
    const within = places.findIndex(({ from, to }) => from <= place && place < to);
    const nearest = Math.min(...places.map(({ from }) => Math.abs(from - place)), at.rewriter.text.length);
    return within < 0 ? nearest + places.length : within;
  };
}
