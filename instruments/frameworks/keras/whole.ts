/** Keras with `keras.applications`, for programs, which load all at once. */
import './applications/index.ts';

export { keras } from './index.ts';
