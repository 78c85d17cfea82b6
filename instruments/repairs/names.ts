/** A name that a module does not have, where another that it has is meant: `nn.Conv2D` in PyTorch, `layers.Conv2d` in Keras. */
import { Module } from '../languages/python/values.ts';
import { nearest } from './nearest.ts';
import { proposal } from './proposing.ts';
import type { Proposing } from './proposing.ts';
import type { Change, Proposal } from './rewriter.ts';

/** The nearest name that the module has, wherever the paste has the other; an import that nothing uses is left out. */
export function forMember(at: Proposing): Proposal[] {
  const { name, module } = at.facts;
  if (typeof name !== 'string' || !(module instanceof Module)) return [];
  const { text } = at.rewriter;
  const isImported = at.error?.type === 'ImportError';
  const places = [...text.matchAll(new RegExp(`${isImported ? '\\b' : '(?<=\\.)'}${name}\\b`, 'g'))];
  const meant = nearest(name, [...module.names()]);
  const changes = places.map(({ index }) => ({ from: index, to: index + name.length, text: meant }));
  return [
    ...(meant ? proposal(`\`${meant}\` instead of \`${name}\``, changes) : []),
    ...(isImported && places.length === 1 ? proposal(`without \`${name}\``, withoutImport(text, name)) : []),
  ];
}

/** The name with a comma beside it; an import of nothing else stays. */
function withoutImport(text: string, name: string): Change[] {
  const found = new RegExp(`, *${name}\\b|\\b${name} *, *`).exec(text);
  return found ? [{ from: found.index, to: found.index + found[0].length, text: '' }] : [];
}
