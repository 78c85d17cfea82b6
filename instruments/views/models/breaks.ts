/** Where a long name may be broken: between its words, so that no browser does within one. */
import { element } from '../../site/element.ts';

const LONG_NAME = /(\S{25,})/; // no more characters stand beside words on a phone

/** A name that may be broken before its words, `Batch|Normalization`, and behind underscores, dots and slashes. */
export const breakable = (name: string): (Node | string)[] =>
  name
    .split(/(?<=[_./])(?=.)|(?<=\w)(?=[A-Z][a-z])/)
    .flatMap((part, index) => (index > 0 ? [element('wbr'), part] : [part]));

/** Text whose long names may be broken. */
export const withBreaks = (text: string): (Node | string)[] =>
  text.split(LONG_NAME).flatMap((part, index) => (index % 2 ? breakable(part) : [part]));
