/** A finger that comes down on a slider and goes up or down scrolls the page, and sets nothing. */

const SLIP = 4; // px sideways from which it slides

/** A finger of which nobody knows yet whether it slides, presses or scrolls. */
interface Finger {
  slider: HTMLInputElement;
  before: string;
  /** What the browser made of where it came down; null while that is what it was. */
  wanted: string | null;
  from: readonly [number, number];
}

/** The sliders within keep their values until a finger has gone sideways or is lifted where it came down. */
export function yieldToSwipes(root: HTMLElement): void {
  let finger: Finger | null = null;
  root.addEventListener('pointerdown', ({ target, pointerType, clientX, clientY }) => {
    const isSlider = target instanceof HTMLInputElement && target.type === 'range';
    finger =
      isSlider && pointerType === 'touch'
        ? { slider: target, before: target.value, wanted: null, from: [clientX, clientY] }
        : null;
  });
  root.addEventListener(
    'input',
    (event) => {
      if (!finger || event.target !== finger.slider) return;
      finger.wanted = finger.slider.value;
      finger.slider.value = finger.before;
      event.stopPropagation();
    },
    { capture: true },
  );
  root.addEventListener('pointermove', ({ clientX, clientY }) => {
    const [across, down] = finger ? [clientX - finger.from[0], clientY - finger.from[1]] : [0, 0];
    if (Math.abs(across) > SLIP && Math.abs(across) > Math.abs(down)) finger = null;
  });
  root.addEventListener('pointercancel', () => (finger = null)); // the page scrolls
  root.addEventListener('pointerup', () => {
    const pressed = finger;
    finger = null;
    if (pressed?.wanted) set(pressed.slider, pressed.wanted);
  });
}

/** As the browser sets it where it waits for nothing. */
function set(slider: HTMLInputElement, value: string): void {
  slider.value = value;
  for (const name of ['input', 'change']) slider.dispatchEvent(new Event(name, { bubbles: true }));
}
