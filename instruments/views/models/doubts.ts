/** A chain of layers is read twice: as rows to be edited, and as a whole. Where the two differ, the whole is shown. */
import type { FrameworkModel } from '../../tracer/trace.ts';
import { readGiven } from './given.ts';
import { tableOf } from './rows.ts';
import { UNKNOWN } from './shapes.ts';
import { read } from './view.ts';

/** What the rows say of a chain that fits. */
export interface ChainRows {
  /** `(None, 10)` */
  readonly output: string;
  readonly parameters: number;
  /** How many layers there are, the input not counted. */
  readonly layers: number;
}

/** Whether a model of the paste is refused, not followed to its end, to be cautioned of, or another than the rows say. */
export function doubts(code: string, rows: ChainRows): boolean {
  const { verdict, models, unfollowed, asked, notes } = read(code, readGiven(new Map()));
  if (verdict === 'fault' || notes.some(({ isCaution }) => isCaution) || (models.length > 0 && unfollowed.length > 0))
    return true;
  const [model, ...others] = models;
  return model !== undefined && others.length === 0 && asked.length === 0 && isUnlike(model, rows);
}

/** Layers one a line are no model: the whole then has less of them. */
function isUnlike(model: FrameworkModel, { output, parameters, layers }: ChainRows): boolean {
  const table = tableOf(model);
  if (table.rows.filter(({ holdsOthers, type }) => !holdsOthers && type !== 'InputLayer').length !== layers)
    return false;
  const known = table.costs.parameters;
  return (table.output !== UNKNOWN && table.output !== output) || (known !== null && known !== parameters);
}
