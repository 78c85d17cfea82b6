/** The layer over a picture or what the reader draws, as pixels, with the numbers of the cell under the pointer. */
import { combine, isLine, range } from '../../../arithmetic/index.ts';
import type { Matrix, Pair, Setting } from '../../../arithmetic/index.ts';
import { format } from '../scene/look.ts';
import { plainly } from '../scene/sentences.ts';
import { say, told } from '../words.ts';
import { blank, cat, SIDE, WHITE } from './drawn.ts';
import { filtered, termsOf } from './filtered.ts';
import type { Filtered } from './filtered.ts';

/** Of docs/theme/partials/explorer.html. */
export interface PictureParts {
  onPicture: HTMLDetailsElement;
  given: HTMLCanvasElement;
  made: HTMLCanvasElement;
  window: HTMLElement;
  cell: HTMLElement;
  ends: HTMLElement;
  reading: HTMLElement;
  cat: HTMLButtonElement;
  blank: HTMLButtonElement;
}

const MOVES: Readonly<Record<string, Pair>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export class Picture {
  private image = cat();
  private layer: Setting | null = null;
  /** Which of its channels the picture is. */
  private front = 0;
  private result: Filtered | null = null;
  /** The cell of the output that is told. */
  private told: Pair = [SIDE >> 1, SIDE >> 1];
  /** Where the reader's line has come to. */
  private pen: Pair = [0, 0];

  constructor(private readonly parts: PictureParts) {
    const { onPicture, given, made } = parts;
    onPicture.ontoggle = () => this.draw();
    parts.cat.onclick = () => this.take(cat());
    parts.blank.onclick = () => this.take(blank());
    given.onpointerdown = (event) => {
      given.setPointerCapture(event.pointerId);
      this.pen = placeOf(event, given);
      this.stroke(this.pen);
    };
    given.onpointermove = (event) => {
      if (event.buttons) this.stroke(placeOf(event, given));
    };
    made.onpointermove = made.onpointerdown = (event) => this.tell(placeOf(event, made));
    made.onkeydown = (event) => this.key(event);
  }

  /** @param setting null where Keras refuses it @param front which of its channels the picture is */
  show(setting: Setting | null, front: number): void {
    this.layer = setting && !isLine(setting) ? setting : null;
    this.front = front;
    this.parts.onPicture.hidden = !this.layer;
    this.draw();
  }

  private take(image: number[][]): void {
    this.image = image;
    this.draw();
  }

  /** A white line to there, 3 pixels wide: a quick hand is asked for only now and then. */
  private stroke(to: Pair): void {
    const [down, across] = [to[0] - this.pen[0], to[1] - this.pen[1]];
    const length = Math.max(Math.abs(down), Math.abs(across), 1);
    for (const step of range(length + 1)) {
      const row = this.pen[0] + Math.round((down * step) / length);
      const column = this.pen[1] + Math.round((across * step) / length);
      for (const line of this.image.slice(Math.max(row - 1, 0), row + 2))
        line.fill(WHITE, Math.max(column - 1, 0), column + 2);
    }
    this.pen = to;
    this.draw();
  }

  private draw(): void {
    const { onPicture, given, made, ends } = this.parts;
    if (!this.layer || !onPicture.open) return;
    this.result = filtered(this.layer, this.front, this.image);
    const { values, least, most } = this.result;
    paint(given, this.image, 0, WHITE);
    paint(made, values, least, most);
    const { planes = [] } = this.layer;
    const part = planes.length > 1 ? told('pictureChannel', planes[this.front]?.channel ?? 0) : [];
    const size = say('ends', values.length, values[0]?.length ?? 0, format(least), format(most));
    ends.replaceChildren(`${size} `, ...part);
    this.tell(this.told);
  }

  private key(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    this.tell([this.told[0] + move[0], this.told[1] + move[1]]);
  }

  /** Writes the sum of a cell, and frames it and the input cells that it is made of. */
  private tell([y, x]: Pair): void {
    const { result, parts } = this;
    if (!result) return;
    const { setting, both } = result;
    const row = Math.min(Math.max(y, 0), both[0].size - 1);
    const column = Math.min(Math.max(x, 0), both[1].size - 1);
    this.told = [row, column];
    const terms = termsOf(result, this.told);
    const sum = terms.length ? `${plainly(setting, terms)} = ` : '';
    parts.reading.innerHTML = `<code>output[${row}, ${column}]</code> = ${sum}<strong>${format(combine(setting, terms), 4)}</strong>`;
    frame(parts.cell, both, row, column, row, column);
    const [down, across] = [terms.map(({ input }) => input[0]), terms.map(({ input }) => input[1])];
    parts.window.hidden = !terms.length;
    const size = [{ size: setting.height }, { size: setting.width }] as const;
    frame(parts.window, size, Math.min(...down), Math.min(...across), Math.max(...down), Math.max(...across));
  }
}

/** In per cent of the picture, which the style sheet makes as wide as there is room. */
function frame(
  mark: HTMLElement,
  [rows, columns]: readonly [{ size: number }, { size: number }],
  top: number,
  left: number,
  bottom: number,
  right: number,
): void {
  const share = (cells: number, all: number): string => `${(100 * cells) / all}%`;
  Object.assign(mark.style, {
    top: share(top, rows.size),
    left: share(left, columns.size),
    height: share(bottom - top + 1, rows.size),
    width: share(right - left + 1, columns.size),
  });
}

/** Which pixel the pointer is on: row, column. */
function placeOf({ clientX, clientY }: PointerEvent, picture: HTMLCanvasElement): Pair {
  const { left, top, width, height } = picture.getBoundingClientRect();
  const cell = (offset: number, length: number, count: number): number =>
    Math.min(Math.max(Math.floor((offset / length) * count), 0), count - 1);
  return [cell(clientY - top, height, picture.height), cell(clientX - left, width, picture.width)];
}

/** One pixel a number: black is `least`, white is `most`. */
function paint(picture: HTMLCanvasElement, values: Matrix, least: number, most: number): void {
  const [height, width] = [values.length, values[0]?.length ?? 0];
  const pen = picture.getContext('2d', { willReadFrequently: true });
  if (!pen || !height || !width) return;
  Object.assign(picture, { width, height });
  const pixels = pen.createImageData(width, height);
  for (const [index, value] of values.flat().entries()) {
    const shade = most > least ? ((value - least) / (most - least)) * WHITE : 0;
    pixels.data.set([shade, shade, shade, WHITE], index * 4);
  }
  pen.putImageData(pixels, 0, 0);
}
