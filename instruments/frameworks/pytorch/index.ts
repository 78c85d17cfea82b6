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
import { assumed, PATHS } from './paths.ts';
import { inputSizes, proposals } from './repairs/index.ts';
import { likelyInputs } from './likely.ts';
import { tracedModels, unfinished, waiting } from './report.ts';
import { givePretrained } from './pretrained.ts';
import { builtIn } from './rules.ts';
import { Session } from './session.ts';

export const pytorch: FrameworkFactory = (context) =>
  whenUsed('pytorch', PATHS, assumed, () => {
    const session = new Session(context, tensorClass());
    fillTensors(session);
    const module = moduleClass(session);
    const layers = new Map<string, Class>([['Module', module], ...Object.entries(containers(module, session))]);
    for (const [name, rules] of MODULES) layers.set(name, builtIn(name, module, rules, session));
    givePretrained(layers, session);
    for (const [name, cls] of transformers(module, layers, session)) layers.set(name, cls);
    return {
      module: modules({ module, layers }, session),
      models: (inputs) => tracedModels(session, inputs),
      unfinished: (error) => unfinished(error, session),
      proposals: (error) => proposals(error, session),
      inputSizes: () => inputSizes(session),
      likelyInputs: () => waiting(session).map(likelyInputs),
    };
  });
