/*
 * Halves: models sampled in either half map by itself, from the same prepared model, as the map's own models are. The half maps share the
 * molecule and not the noise, so that what the models of one agree on and the two do not is noise.
 */
include { HALF as HALF1; HALF as HALF2 } from './half.nf'

workflow HALVES {
    take:
    prepared // tuple(meta, prepared model, symmetry.json, [half map 1, half map 2] or [])
    register // tuple(meta, register.json)
    monlib   // folder of the monomer library, or []
    ligand   // tuple(meta, dictionaries of components that the library lacks)

    main:
    def models = params.half_map_models as int
    def asked = prepared.filter { _meta, _model, _symmetry, halves -> models && halves }
    def inHalf = [1, 2].collect { number ->
        asked.map { meta, model, symmetry, halves -> tuple(ofHalf(meta, number), model, halves[number - 1], symmetry) }
    }
    def (evidence, known) = [register, ligand].collect { made ->
        [1, 2].collect { number -> made.map { meta, files -> tuple(ofHalf(meta, number), files) } }
    }
    // seeds of their own, so that no two trajectories share their random numbers
    HALF1(inHalf[0], evidence[0], 1, models, monlib, known[0])
    HALF2(inHalf[1], evidence[1], models + 1, models, monlib, known[1])

    emit:
    first  = HALF1.out.models // tuple(meta, models of half map 1)
    second = HALF2.out.models // tuple(meta, models of half map 2)
}

// What stands for an entry where a half map is sampled: tags and published files tell it from the entry itself.
def ofHalf(meta, number) {
    return meta + [half: "half${number}".toString()]
}
