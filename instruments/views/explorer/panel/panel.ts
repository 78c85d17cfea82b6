/** What <conv-explorer> opens: a Keras layer whose arguments are the element's attributes, and its controls. */
import { copies, element, fill, put, wantsStillness } from '../../../site/element.ts';
import { format } from '../scene/look.ts';
import { refusedGrids } from '../scene/refused.ts';
import { scene } from '../scene/scene.ts';
import type { Scene } from '../scene/scene.ts';
import { frontOf } from '../scene/situation.ts';
import { Stage } from '../stage/stage.ts';
import { query, read } from '../state/address.ts';
import type { Fault } from '../state/address.ts';
import { repairs } from '../state/repairs.ts';
import { initial } from '../state/state.ts';
import type { Cell, State } from '../state/state.ts';
import { page, word } from '../words.ts';
import { Controls } from './controls.ts';
import { colourPrograms, colourWhenOpened, showFacts } from './facts.ts';
import { markGallery, paintGallery, showGallery } from './gallery.ts';
import { Hands } from './hands.ts';
import { Layer } from './layer.ts';
import { control, furnished } from './parts.ts';
import type { Parts } from './parts.ts';
import { Picture } from '../picture/picture.ts';
import { Player } from './player.ts';
import { Told } from './told.ts';

const REST = 150; // ms after which the cells for the keyboard, and what there is to read, follow the picture
const SLICE = 8; // ms of it at a time, half a frame: what the reader does meanwhile is not kept waiting
const LONGEST_TOLD = 40; // letters of what is not understood

export class Panel {
  readonly parts: Parts;
  readonly stage: Stage;
  readonly player: Player;
  readonly told: Told;
  state: State = initial('Conv2DTranspose');
  layer = new Layer(this.state);
  /** Null until there is something to see. */
  seen: Scene | null = null;
  private readonly controls: Controls;
  private readonly picture: Picture;
  /** Where the pointer or the keyboard is. */
  private pointed: Cell = '';
  private resting: number | undefined;
  private wasRefused = false;
  private frame: number | undefined;
  /** What is done before the next painting. */
  private before: (() => void) | undefined;
  /** Whether the picture is of what is seen, and what is written round it. */
  private isDrawn = false;
  private isWritten = false;
  /** Whether what there is to read is of the layer that is seen. */
  private isTold = false;
  private width = 0;

  /** @param host whose `address` says that the state is in the address too */
  constructor(private readonly host: HTMLElement) {
    this.parts = furnished(host);
    this.stage = new Stage(this.parts);
    this.told = new Told(this.parts, this.stage);
    this.controls = new Controls(this);
    this.player = new Player(this);
    this.picture = new Picture(this.parts);
    new Hands(this);
    this.parts.unfold.onclick = () => this.unfold();
    this.copyButtons();
    colourWhenOpened(this.parts);
    this.readState();
    this.parts[this.isAddressed ? 'closing' : 'gallery'].remove();
    if (this.isAddressed) this.welcome();
    this.observe();
  }

  /** Changes the layer or its numbers; the walk through it ends. */
  change(changes: Partial<State>): void {
    Object.assign(this.state, { step: null }, changes);
    this.pointed = '';
    this.player.stop();
    this.notice('');
    this.told.begin();
    this.update();
  }

  /** Goes to a step, from 0 to the last. */
  go(step: number): void {
    if (!this.seen) return;
    Object.assign(this.state, { step: step < this.seen.last ? Math.max(step, 0) : null, cell: null });
    this.pointed = '';
    if (this.player.isPlaying) this.told.play();
    else this.told.press();
    this.redraw();
    const { now } = this.seen;
    if (now) this.paint(() => this.stage.reveal(now));
  }

  /** Keeps a cell as the one that is looked at, or none. */
  pin(cell: Cell | null): void {
    this.player.stop();
    this.state.cell = cell;
    this.pointed = '';
    this.told.press(cell !== null);
    this.redraw();
    this.keepInAddress(false);
  }

  /** Of several channels shows each, or folds them again. */
  unfold(): void {
    const { state } = this;
    this.player.stop();
    state.depth = state.depth === 'folded' ? 'unfolded' : 'folded';
    if (state.depth === 'folded') state.cell = null; // it may be of a channel that is no longer seen
    this.pointed = '';
    this.update();
    this.paint(() => (state.depth === 'folded' ? this.stage.revealBeginning() : this.stage.revealFirst('input')));
    this.keepInAddress(true);
  }

  /** Looks at a cell for as long as the pointer or the keyboard is there. */
  point(cell: Cell): void {
    if (cell === this.pointed) return;
    this.pointed = cell;
    this.redraw();
  }

  notice(text: string): void {
    if (this.parts.notice.textContent === text) return;
    this.parts.notice.textContent = text;
    this.stage.forget(); // it stands above the picture
  }

  /** Puts the state into the address, as a place to come back to or in place of the last. */
  keepInAddress(asNew: boolean): void {
    const next = query(this.state);
    if (!this.isAddressed || next === location.search) return;
    history[asNew ? 'pushState' : 'replaceState']({}, '', next + location.hash);
  }

  /** Picture and controls; what there is to read below them follows when these have been seen. */
  update(): void {
    this.guard(() => {
      this.layer = new Layer(this.state);
      const isRefused = this.layer.refused !== null;
      this.isTold = false;
      const show = (): void => {
        if (isRefused) this.showRefusal();
        this.redraw(true);
      };
      if (isRefused || this.wasRefused) this.told.keepStill(show);
      else show();
      if (this.width) return;
      this.writeWords(); // the page opens with it
      this.showFactsAndPicture();
    });
  }

  /** In the next frame, once, however much has changed until then. @param before what is done before it */
  paint(before?: () => void): void {
    this.before = before ?? this.before;
    this.isDrawn = false;
    this.frame ??= requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.guard(() => {
      this.before?.();
      this.before = undefined;
      this.stage.draw();
    });
    this.isDrawn = true;
    this.frame = requestAnimationFrame(() => this.drawWords());
  }

  /** What is written has a frame of its own, also while the reader goes on: a slow phone has just time for one of both. */
  private drawWords(): void {
    if (this.isWritten) this.stage.settle();
    else this.writeWords();
    this.frame = this.isDrawn ? undefined : requestAnimationFrame(() => this.draw());
  }

  /** What is said of the step, how far it is, and what is set. */
  writeWords(): void {
    this.isWritten = true;
    this.guard(() => {
      this.stage.settle();
      this.player.show(this.seen);
      this.told.keepStill(() => this.controls.show(this.state));
      this.parts.link.href = page + query(this.state);
      if (this.isAddressed) markGallery(this.parts.gallery, this.state);
      this.told.write(this.seen?.says ?? []);
    });
  }

  /** The picture and what is said of it. @param anew whether the picture may take another height */
  redraw(anew = false): void {
    this.guard(() => {
      const { parts } = this;
      this.stage.measure();
      const isRefused = this.layer.refused !== null;
      put(parts.refusal, { hidden: !isRefused });
      parts.form.toggleAttribute('data-refused', isRefused);
      if (isRefused || this.wasRefused) this.stage.forget(); // what is said has another height
      this.wasRefused = isRefused;
      this.showScene(anew);
      this.isWritten = false;
      this.paint();
      put(parts.box, { ariaBusy: 'true' });
      clearTimeout(this.resting);
      this.resting = window.setTimeout(() => this.coverAtRest(this.stage.cover()), REST);
    });
  }

  private get isAddressed(): boolean {
    return this.host.hasAttribute('address');
  }

  /** What is said of it leaves less room for the picture. */
  private showRefusal(): void {
    this.showFactsAndPicture();
    this.offerRepairs();
  }

  /** Where Keras refuses, the changes with which it does not. */
  private offerRepairs(): void {
    const { repairs: part } = this.parts;
    const buttons = repairs(this.state).map(({ says, changes }) => {
      const button = element('button', { type: 'button' }, element('code', {}, says));
      button.onclick = () => {
        this.change(changes);
        this.controls.spread(this.state);
        this.keepInAddress(true);
        this.writeWords(); // one may walk again
        control(this.parts.form, 'step').focus(); // the button is gone
      };
      return button;
    });
    part.replaceChildren(element('span', {}, word('repairs')), ...buttons);
  }

  /** What there is to read of the layer, and the layer over a picture. */
  private showFactsAndPicture(): void {
    if (this.isTold) return;
    this.isTold = true;
    this.guard(() => {
      showFacts(this.parts, this.layer);
      const { setting, refused } = this.layer;
      this.picture.show(refused ? null : setting, frontOf(setting, this.state));
    });
  }

  private showScene(anew: boolean): void {
    const { parts, pointed, layer } = this;
    if (layer.refused) {
      this.seen = null;
      const longest = Math.max(...layer.setting.image.flat().map((value) => format(value).length));
      return this.stage.show(refusedGrids(layer.setting, layer.refused), null, longest, anew);
    }
    const byPyTorch = control(parts.form, 'beside').checked ? (layer.unlike?.output ?? null) : null;
    this.seen = scene(layer.setting, this.state, { pointed, byPyTorch });
    this.stage.show(this.seen.grids, this.seen.beam, this.seen.longest, anew);
  }

  /** The cells for keyboard and screen reader follow when the picture has come to rest. */
  private coverAtRest(covering: Generator<void>): void {
    if (this.frame !== undefined) {
      // a busy page lets timers pass before its frames, and what is read out would be that of the step before
      this.resting = window.setTimeout(() => this.coverAtRest(covering));
      return;
    }
    this.guard(() => {
      const { parts, layer } = this;
      this.showFactsAndPicture();
      const start = performance.now();
      while (performance.now() - start < SLICE)
        if (covering.next().done) {
          if (!this.player.isPlaying) {
            parts.live.textContent = this.told.heard(layer.refused !== null);
            this.told.makeRoom();
          }
          put(parts.box, { ariaBusy: 'false' });
          return this.stage.regain();
        }
      this.resting = window.setTimeout(() => this.coverAtRest(covering)); // what the reader does meanwhile comes first
    });
  }

  /** Where the action fails the reader is told, and what was set stays. */
  private guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      console.error(error);
      this.notice(fill(word('trouble'), { message: String(error) }));
    }
  }

  /** The state that the address gives, or else the element. */
  private readState(): void {
    const attributes = [...this.host.attributes].map(({ name, value }) => [name, value] as const);
    const hasQuery = this.isAddressed && location.search.length > 1;
    const { state, faults } = read(hasQuery ? new URLSearchParams(location.search) : attributes);
    this.state = state;
    this.told.leave();
    this.controls.spread(state);
    this.change({ step: state.step });
    const now = this.seen?.now;
    if (state.step !== null && now) this.paint(() => this.stage.reveal(now));
    if (this.layer.refused) this.paint(() => this.stage.revealFailure());
    if (faults.length) this.notice(faults.map(told).join('\n'));
  }

  /** On its own page: small pictures to choose from; a link's state comes into sight, and the first one plays, once. */
  private welcome(): void {
    const { parts, stage } = this;
    showGallery(parts.gallery, stage, (query) => {
      history.pushState({}, '', query);
      this.readState();
    });
    if (location.search.length <= 1) {
      if (!wantsStillness()) this.player.play();
    } else if (!location.hash && scrollY === 0 && parts.view.getBoundingClientRect().bottom > innerHeight)
      stage.arrive();
  }

  /** For paper, and for the screen again, it is laid out anew and at once; what plays has come to its end on paper. */
  private reprint(isPaper: boolean): void {
    if (isPaper && this.player.isPlaying) {
      this.player.stop();
      this.go(Infinity);
    }
    if (isPaper) colourPrograms(this.parts);
    this.stage.forget();
    this.redraw(true);
    this.stage.draw();
    this.writeWords();
  }

  private copyButtons(): void {
    for (const button of this.parts.form.querySelectorAll<HTMLButtonElement>('[data-copies]')) {
      const from = this.parts[button.dataset['copies'] as 'line' | 'source' | 'recipe' | 'torchSource' | 'link'];
      const text = (): string => (from instanceof HTMLAnchorElement ? from.href : from.innerText);
      copies(button, text, { copied: word('copied'), uncopied: word('uncopied') });
    }
  }

  /** The picture follows what the reader scrolls to, the scheme, and the room that there is. */
  private observe(): void {
    const { box, around } = this.parts;
    const recolour = (): void => {
      this.stage.forget();
      this.stage.draw();
      paintGallery(this.parts.gallery, this.stage);
    };
    box.onscroll = () => {
      if (!this.stage.isPainted) this.paint(); // else it was scrolled for this picture
    };
    addEventListener('resize', () => this.stage.forget());
    this.width = around.clientWidth; // for which it is drawn already
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)'])
      matchMedia(query).addEventListener('change', recolour);
    matchMedia('print').addEventListener('change', ({ matches }) => this.reprint(matches));
    new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ['data-scheme'] });
    new ResizeObserver(() => {
      if (!around.isConnected || this.stage.isPlaced) return; // it is closed, or has the height that it has just been given
      this.stage.forget();
      this.redraw(this.width !== around.clientWidth);
      this.stage.draw(); // at once, as what is printed is laid out in another width
      this.width = around.clientWidth;
    }).observe(around);
    if (this.isAddressed) addEventListener('popstate', () => this.readState());
  }
}

function told({ name, value }: Fault): string {
  const shortened = value.length > LONGEST_TOLD ? `${value.slice(0, LONGEST_TOLD)}…` : value;
  return fill(word('fault'), { name, value: shortened });
}
