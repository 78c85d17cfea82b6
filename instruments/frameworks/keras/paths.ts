/** What the dotted names of Keras's modules begin with: known before Keras itself is loaded. */
export const PATHS = /^(keras|tensorflow|tf)(\.|$)/;
