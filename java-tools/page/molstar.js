/** What the pages use of Mol*: the plugin without its React controls and without what calls eval, which the pages' policy forbids. */
export { PluginContext } from 'molstar/lib/mol-plugin/context.js';
export { PluginConfig } from 'molstar/lib/mol-plugin/config.js';
export { DefaultPluginSpec } from 'molstar/lib/mol-plugin/spec.js';
export { StateTransforms } from 'molstar/lib/mol-plugin-state/transforms.js';
export { Bond, StructureElement } from 'molstar/lib/mol-model/structure.js';
export { Loci } from 'molstar/lib/mol-model/loci.js';
export { createVolumeRepresentationParams } from 'molstar/lib/mol-plugin-state/helpers/volume-representation-params.js';
