/** What comes when a paste first names Keras: its rules, and what reads and changes a chain of its layers. */
export { keras } from '../../frameworks/keras/index.ts';
export { backwards } from '../../tracer/stack/backwards.ts';
export { mended } from '../../tracer/stack/mending.ts';
export { readStack } from '../../tracer/stack/read.ts';
