/** `keras.applications` as the other modules of Keras see it: few pastes use it, so a page loads what makes it when one does. */
import type { Class } from '../../../languages/python/classes.ts';
import { Module } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { NotLoaded } from '../../framework.ts';
import type { Session } from '../session.ts';

/** What networks are made of. */
export interface Parts {
  readonly layers: Pick<ReadonlyMap<string, Value>, 'get'>;
  readonly model: Class;
  readonly inputLayer: Class;
}

type Make = (path: string, parts: Parts, session: Session) => Module;

const PATH = 'keras.applications';
let make: Make | null = null;

/** What `index.ts` beside this module calls as it is loaded. */
export function provide(given: Make): void {
  make = given;
}

/** @throws NotLoaded as soon as a paste asks for one of its members and nothing is provided */
export function applicationsOf(parts: Parts, session: Session): Module {
  let made: Module | null = null;
  return new Module(PATH, (name) => {
    if (!make) throw new NotLoaded();
    made ??= make(PATH, parts, session);
    return made.find(name);
  });
}
