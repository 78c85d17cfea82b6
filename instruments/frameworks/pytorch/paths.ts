/** By which names a paste asks for PyTorch: known before PyTorch itself is loaded. */

/** Names that pastes use without importing them, and what is meant. */
const ASSUMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    torch: 'torch',
    nn: 'torch.nn',
    F: 'torch.nn.functional',
    pl: 'pytorch_lightning',
    L: 'lightning',
  }),
);

/** What the dotted names of its modules begin with. */
export const PATHS = /^(torch\w*|lightning|pytorch_lightning|thop|ptflops|timm|einops|d2l\.torch)(\.|$)/;

export const assumed = (name: string): string | undefined => ASSUMED.get(name);
