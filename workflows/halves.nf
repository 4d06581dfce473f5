/*
 * Halves: models sampled in either half map by itself, from the same prepared model, as the map's own models are. The half maps share the
 * molecule and not the noise, so that what the models of one agree on and the two do not is noise.
 */
include { SAMPLE_OPENMM as SAMPLE_HALF1; SAMPLE_OPENMM as SAMPLE_HALF2 } from '../modules/sample/openmm/main.nf'
include { ANNEAL as ANNEAL_HALF1; ANNEAL as ANNEAL_HALF2 } from '../modules/sample/openmm/anneal/main.nf'
include { collected } from './entries.nf'

workflow HALVES {
    take:
    prepared // tuple(meta, prepared model, symmetry.json, [half map 1, half map 2] or [])
    register // tuple(meta, register.json)
    monlib   // folder of the monomer library, or []
    ligand   // dictionary of components that the library lacks, or []

    main:
    def models = params.half_map_models as int
    // seeds of their own, so that no two trajectories share their random numbers
    def seeds = [1, models + 1].collect { first ->
        models ? (first..<first + models).collate(params.batch).collect { batch -> [batch.first(), batch.last()] } : []
    }
    def asked = prepared.filter { _meta, _model, _symmetry, halves -> models && halves }
    def inHalf = [1, 2].collect { number ->
        asked.map { meta, model, symmetry, halves -> tuple(ofHalf(meta, number), model, halves[number - 1], symmetry) }
    }
    def evidence = [1, 2].collect { number -> register.map { meta, file -> tuple(ofHalf(meta, number), file) } }
    SAMPLE_HALF1(inHalf[0], evidence[0], monlib, ligand)
    SAMPLE_HALF2(inHalf[1], evidence[1], monlib, ligand)
    ANNEAL_HALF1(SAMPLE_HALF1.out.ready.combine(channel.fromList(seeds[0])))
    ANNEAL_HALF2(SAMPLE_HALF2.out.ready.combine(channel.fromList(seeds[1])))

    emit:
    first  = sampled(ANNEAL_HALF1.out.batch, seeds[0].size()) // tuple(meta, models of half map 1)
    second = sampled(ANNEAL_HALF2.out.batch, seeds[1].size()) // tuple(meta, models of half map 2)
}

// What stands for an entry where a half map is sampled: tags and published files tell it from the entry itself.
def ofHalf(meta, number) {
    return meta + [half: "half${number}".toString()]
}

def sampled(batches, tasks) {
    return collected(batches.map { meta, _first, models, _scores, _dropped -> tuple(meta - [half: meta.half], tasks, models) })
}
