/** The words that Keras's arguments know, and the names of the layers. */
import NAMES from '../../../../frameworks/keras/names.json' with { type: 'json' };
import KERAS from './keras.json' with { type: 'json' };

/** The layers of the menu. */
export const LAYERS: readonly string[] = KERAS.layers.split(' ');

/** Activations that Keras knows and the tracer does not follow. */
export const UNFOLLOWED_ACTIVATIONS: readonly string[] = ['glu', 'threshold'];

const WORDS: Readonly<Record<string, readonly string[]>> = {
  ...NAMES,
  activation: NAMES.activation.filter((name) => !UNFOLLOWED_ACTIVATIONS.includes(name)),
  interpolation: ['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5', 'area'],
};

/** The words that a type knows: `valid|same`, or Keras's names of activations, initializers and so on. */
export const known = (type: string): readonly string[] => WORDS[type] ?? type.replace('!', '').split('|');
