/*
 * Half: models sampled in one half map.
 */
include { SAMPLE_OPENMM } from '../modules/sample/openmm/main.nf'
include { ANNEAL        } from '../modules/sample/openmm/anneal/main.nf'
include { collected     } from './entries.nf'

workflow HALF {
    take:
    prepared // tuple(meta with the half, prepared model, half map, symmetry.json)
    register // tuple(meta with the half, register.json)
    first    // seed
    number   // of models
    monlib   // folder of the monomer library, or []
    ligand   // tuple(meta with the half, dictionaries of components that the library lacks)

    main:
    def seeds = number ? (first..<first + number).collate(params.batch).collect { batch -> [batch.first(), batch.last()] } : []
    SAMPLE_OPENMM(prepared, register, monlib, ligand)
    ANNEAL(SAMPLE_OPENMM.out.ready.combine(channel.fromList(seeds)))

    emit:
    // tuple(meta, models)
    models = collected(ANNEAL.out.batch.map { meta, _first, models, _scores, _dropped ->
        tuple(meta - [half: meta.half], seeds.size(), models)
    })
}
