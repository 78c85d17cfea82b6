/** The small pictures of states above the explorer: links that change what is shown without leaving the page. */
import { cellAt } from '../../../arithmetic/index.ts';
import { put } from '../../../site/element.ts';
import type { Grid, Look } from '../scene/look.ts';
import { scene } from '../scene/scene.ts';
import type { Stage } from '../stage/stage.ts';
import { query, read } from '../state/address.ts';
import { setting as settingOf } from '../state/presets.ts';
import type { State } from '../state/state.ts';

const STRONGEST = 1.4;

const linksOf = (gallery: HTMLElement): HTMLAnchorElement[] => [...gallery.querySelectorAll('a')];

/** @param choose is told the query of the one that is pressed */
export function showGallery(gallery: HTMLElement, stage: Stage, choose: (query: string) => void): void {
  for (const link of linksOf(gallery)) {
    link.dataset['layer'] = layerOf(read(new URLSearchParams(link.search)).state);
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own
      event.preventDefault();
      choose(link.search);
    };
  }
  paintGallery(gallery, stage);
}

/** Marks the one whose layer and numbers are seen, whatever step is. */
export function markGallery(gallery: HTMLElement, state: State): void {
  const seen = layerOf(state);
  for (const link of linksOf(gallery)) put(link, { ariaCurrent: String(link.dataset['layer'] === seen) });
}

const layerOf = (state: State): string => query({ ...state, step: null, cell: null });

/** Again where the colours of the scheme change. */
export function paintGallery(gallery: HTMLElement, stage: Stage): void {
  for (const link of linksOf(gallery)) {
    const picture = link.querySelector('canvas');
    if (picture) stage.miniature(picture, gridOf(link.search));
  }
}

/** What comes out, without its numbers: the colours of the stamps, or the darker the larger. */
function gridOf(search: string): Grid {
  const { state } = read(new URLSearchParams(search));
  const setting = settingOf(state);
  const { grids, values } = scene(setting, state, { pointed: '', byPyTorch: null });
  const grid = grids.find(({ id }) => id === 'canvas');
  if (!grid) throw new Error(`nothing comes out of ${search}`);
  const largest = Math.max(...values.flat().map(Math.abs));
  const look = (row: number, column: number): Look | null => {
    const full = grid.look(row, column);
    if (!full) return null;
    const shade: Look = {
      text: '',
      fills: ['count'],
      share: (STRONGEST * Math.abs(cellAt(values, row, column))) / largest,
    };
    return state.op === 'Conv2DTranspose' ? { ...full, text: '', mark: false } : shade;
  };
  return { ...grid, look };
}
