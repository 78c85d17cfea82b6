/** A network of torchvision: how it is made for a number of classes. */
import type { Instance } from '../../../languages/python/classes.ts';
import type { Building, Settings } from './building.ts';

export type Network = (build: Building, classes: number, settings: Settings) => Instance;
