/** An array as a grey picture that an SVG can hold. */
import type { Picture } from './shape.ts';

/** Its brightness, from 0 to 255, pixel by pixel. */
export function brightness({ values, limits: [black, white] }: Pick<Picture, 'values' | 'limits'>): number[] {
  return values.flat().map((value) => Math.round((255 * (value - black)) / (white - black || 1)));
}

/** As the address of a PNG. */
export function address(picture: Picture): string {
  const [height, width] = [picture.values.length, picture.values[0]?.length ?? 0];
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pixels = brightness(picture).flatMap((grey) => [grey, grey, grey, 255]);
  canvas.getContext('2d')?.putImageData(new ImageData(Uint8ClampedArray.from(pixels), width), 0, 0);
  return canvas.toDataURL();
}
