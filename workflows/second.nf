/*
 * Second conformations: further models of each entry, where its refined models leave density over beside a chain.
 */
include { SECOND_STATES } from '../modules/second/main.nf'

workflow SECOND {
    take:
    ready   // tuple(meta, system, shifts) of the entries that OpenMM samples
    refined // tuple(meta, [models, refinement.json, dropped.csv])
    sampled // tuple(meta, map, half maps or []): what the models were sampled in
    target  // tuple(meta, map, half maps or [], symmetry.json): what they are refined against
    engines // id of each entry -> [sampler:, refiner:]
    monlib  // folder of the monomer library, or []
    ligand  // tuple(meta, dictionaries of components that the library lacks)

    main:
    def asked = ready.filter { meta, _system, _shifts -> params.second_states && engines[meta.id].refiner == 'servalcat' }
        .map { meta, system, _shifts -> tuple(meta, system) }
    def there = refined.map { meta, files -> tuple(meta, files.findAll { file -> file.name.endsWith('.cif') }) }
        .filter { _meta, files -> files }
    SECOND_STATES(asked.join(there).join(sampled).join(target).join(ligand), monlib)

    emit:
    record = SECOND_STATES.out.record // tuple(meta, second_states.json)
    models = SECOND_STATES.out.models // tuple(meta, further models, refined)
}
