/** PyTorch as the interpreter sees it: its modules, its functions, its tensors. */
import type { Class } from '../../languages/python/classes.ts';
import { whenUsed } from '../framework.ts';
import type { FrameworkFactory } from '../framework.ts';
import { fillTensors, tensorClass } from './functions/tensors.ts';
import { containers } from './layers/containers.ts';
import { MODULES } from './layers/index.ts';
import { transformers } from './layers/transformer.ts';
import { moduleClass } from './module.ts';
import { modules } from './modules.ts';
import { inputSizes, proposals } from './repairs/index.ts';
import { tracedModels, unfinished } from './report.ts';
import { builtIn } from './rules.ts';
import { Session } from './session.ts';

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

export const pytorch: FrameworkFactory = (context) =>
  whenUsed(
    'pytorch',
    /^(torch\w*|lightning|pytorch_lightning|thop|ptflops|timm|einops|d2l\.torch)(\.|$)/,
    (name) => ASSUMED.get(name),
    () => {
      const session = new Session(context, tensorClass());
      fillTensors(session);
      const module = moduleClass(session);
      const layers = new Map<string, Class>([['Module', module], ...Object.entries(containers(module, session))]);
      for (const [name, rules] of MODULES) layers.set(name, builtIn(name, module, rules, session));
      for (const [name, cls] of transformers(module, layers, session)) layers.set(name, cls);
      return {
        module: modules({ module, layers }, session),
        models: (inputs) => tracedModels(session, inputs),
        unfinished: (error) => unfinished(error, session),
        proposals: (error) => proposals(error, session),
        inputSizes: () => inputSizes(session),
      };
    },
  );
