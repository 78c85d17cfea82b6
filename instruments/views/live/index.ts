/** Wakes the live figures of a page, each when it comes into sight; what draws it comes then. */
import { given } from '../../site/element.ts';
import type { Labels } from './kit/labels.ts';
import type { View } from './kit/view.ts';
import type { Words } from './kit/wake.ts';

// by the names of the figures, which are those of their snippets
const VIEWS: Readonly<Record<string, () => Promise<{ view: View }>>> = {
  'backpropagation/touched_weight': () => import('./backpropagation/touched_weight.ts'),
  'conv2d_transpose/hero': () => import('./conv2d_transpose/hero.ts'),
  'backpropagation/backward': () => import('./backpropagation/backward.ts'),
  'backpropagation/step': () => import('./backpropagation/step.ts'),
  'conv2d_transpose/matrix': () => import('./conv2d_transpose/matrix.ts'),
  'conv2d_transpose/checkerboard': () => import('./conv2d_transpose/checkerboard.ts'),
  'conv2d_transpose/one_dimension': () => import('./conv2d_transpose/one_dimension.ts'),
  'conv2d_transpose/overlap': () => import('./conv2d_transpose/overlap.ts'),
  'convolution/sliding': () => import('./convolution/sliding.ts'),
  'convolution/edited': () => import('./convolution/edited.ts'),
  'convolution/flip': () => import('./convolution/flip.ts'),
  'convolution/strip': () => import('./convolution/strip.ts'),
  'data_shapes/one_direction': () => import('./data_shapes/one_direction.ts'),
  'data_shapes/two_directions': () => import('./data_shapes/two_directions.ts'),
  'data_shapes/three_directions': () => import('./data_shapes/three_directions.ts'),
  'pooling/shift': () => import('./pooling/shift.ts'),
  'upsampling/probe': () => import('./upsampling/probe.ts'),
  'conv2d_transpose/target': () => import('./conv2d_transpose/target.ts'),
};

const data = given('live-data') as { figures?: Record<string, Words>; buttons?: Words; labels?: Labels };

async function wake(figure: HTMLElement): Promise<void> {
  const name = figure.dataset['live'] ?? '';
  const svg = figure.querySelector('svg');
  const load = VIEWS[name];
  if (!svg || !load) return;
  const [{ Awake }, { view }] = await Promise.all([import('./kit/wake.ts'), load()]);
  new Awake(figure, svg, view, { ...data.buttons, ...data.figures?.[name.split('/')[1] ?? ''] }, data.labels ?? {});
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) {
        watcher.unobserve(target);
        wake(target as HTMLElement).catch(console.error); // the drawing stays
      }
  },
  { rootMargin: '100px' }, // further down a first visit would pay for what may not be looked at
);
for (const figure of document.querySelectorAll('[data-live]')) watcher.observe(figure);

/** Whether a tap on it lights cells instead of leading somewhere. */
const lights = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a[data-lights]') !== null;

/** What lights cells from words comes with the first event that could ask for it; a tap that is quicker waits for it. */
async function begin(event: Event): Promise<void> {
  for (const kind of ['pointerover', 'focusin']) document.removeEventListener(kind, begin);
  let tapped: MouseEvent | undefined;
  const wait = (click: MouseEvent): void => {
    if (!lights(click.target)) return;
    click.preventDefault();
    click.stopPropagation();
    tapped = click;
  };
  if (event instanceof PointerEvent && event.pointerType === 'touch')
    document.addEventListener('click', wait, { capture: true });
  try {
    const { watch } = await import('./pointing.ts');
    watch(event, data.buttons ?? {}, tapped);
  } catch (error) {
    console.warn(error); // a page that is left meanwhile fetches it in vain, and one without it is whole
  }
  document.removeEventListener('click', wait, { capture: true });
}
if (document.querySelector('a[data-lights]'))
  for (const kind of ['pointerover', 'focusin']) document.addEventListener(kind, begin);
