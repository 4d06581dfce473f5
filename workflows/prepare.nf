/*
 * Prepare: the model and the map of each entry as sampler and refiner take them.
 */
include { PREPARE_MODEL  } from '../modules/prepare/model/main.nf'
include { SYMMETRY       } from '../modules/prepare/symmetry/main.nf'
include { COMPLETE_MODEL } from '../modules/prepare/complete/main.nf'
include { REGISTER       } from '../modules/prepare/register/main.nf'
include { PREPARE_MAP; PREPARE_MAP as PREPARE_SURROUNDINGS } from '../modules/prepare/map/main.nf'

workflow PREPARE {
    take:
    entries // tuple(meta, given)
    engines // id of each entry -> [sampler:, refiner:]
    monlib  // folder of the monomer library, or []

    main:
    PREPARE_MODEL(entries.map { meta, given ->
        tuple(meta, given.model, Entries.kept(engines[meta.id], params.keep), Entries.proteinOnly(engines[meta.id]))
    })
    SYMMETRY(PREPARE_MODEL.out.model.join(entries).map { meta, stripped, given ->
        [meta, given.symmetry, given.reaches ?: meta.resolution, stripped, given.model] + symmetric(given)
    })
    COMPLETE_MODEL(SYMMETRY.out.unit.join(entries).map { meta, unit, given ->
        tuple(meta, unit, Entries.kept(engines[meta.id], params.keep), given.ligand)
    }, monlib)
    PREPARE_MAP(SYMMETRY.out.unit.join(entries).map { meta, unit, given -> [meta, 'unit', unit] + maps(given) + FurtherMaps.inputs(given) })
    REGISTER(COMPLETE_MODEL.out.model.join(PREPARE_MAP.out.map).join(SYMMETRY.out.symmetry))
    // an asymmetric unit is refined with its mates, in a map that holds them too
    def surroundings = SYMMETRY.out.surroundings
    PREPARE_SURROUNDINGS(surroundings.filter { _meta, model -> model }.join(entries).map { meta, model, given ->
        [meta, 'surroundings', model.first()] + maps(given) + FurtherMaps.inputs(given)
    })
    def own = PREPARE_MAP.out.map.join(PREPARE_MAP.out.halves)
    def alone = own.join(surroundings.filter { _meta, model -> !model }).map { meta, map, halves, _none -> tuple(meta, map, halves) }
    def wide = PREPARE_SURROUNDINGS.out.map.join(PREPARE_SURROUNDINGS.out.halves)

    emit:
    model    = COMPLETE_MODEL.out.model    // tuple(meta, prepared.cif)
    map      = PREPARE_MAP.out.map         // tuple(meta, map.mrc)
    halves   = PREPARE_MAP.out.halves      // tuple(meta, half maps or [])
    // tuple(meta, dictionaries): the user's, and those made of ideal coordinates
    ligand   = COMPLETE_MODEL.out.made.join(entries).map { meta, made, given -> tuple(meta, given.ligand + made) }
    symmetry = SYMMETRY.out.symmetry       // tuple(meta, symmetry.json)
    register = REGISTER.out.register       // tuple(meta, register.json): where the prepared model's register may be wrong
    target   = alone.mix(wide).join(entries).map { meta, map, halves, given -> tuple(meta, map, asSampled(given) ? [] : halves) }
        .join(SYMMETRY.out.symmetry) // tuple(meta, map, half maps, symmetry.json): what models are refined against
    // tuple(meta, [prepare.json, completed.json, components.json where not only protein is kept, map.json]): what was done
    records  = PREPARE_MODEL.out.record.join(COMPLETE_MODEL.out.record).join(COMPLETE_MODEL.out.components).join(PREPARE_MAP.out.record)
        .map { meta, model, completed, components, map -> tuple(meta, [model, completed] + components + [map]) }
}

// Whether models are refined against the map that they are sampled in, because the half maps do not show what it shows.
def asSampled(given) {
    return FurtherMaps.any(given) || given.family
}

// The maps that show the symmetry: of a series for all its maps the given half maps, and of maps that are assessed by themselves the
// entry's own, so that every one is begun with the same model.
def symmetric(given) {
    return maps(given.source1 ? [half1: given.source1, half2: given.source2] : given.begun ?: given)
}

// The files of an entry's map as processes take them: [] for what there is not.
def maps(given) {
    return [given.map ?: [], given.half1 ?: [], given.half2 ?: []]
}
