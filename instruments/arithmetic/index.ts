/** What a Keras layer does to one image: its sizes, its refusals, and what each output cell is made of. */
export * from './axes.ts';
export * from './cells.ts';
export * from './channels.ts';
export * from './formula.ts';
export * from './keras.ts';
export * from './numbers.ts';
export * from './pytorch.ts';
export * from './program.ts';
export { array, tuple, written } from './python.ts';
export * from './recipe.ts';
export * from './refusals.ts';
export * from './setting.ts';
