/*
 * Sample: many models of each entry, judged batch by batch while others are still sampled, ranked, the best chosen.
 */
include { SAMPLE_OPENMM  } from '../modules/sample/openmm/main.nf'
include { SAMPLE_ROSETTA } from '../modules/sample/rosetta/main.nf'
include { VALIDATE as VALIDATE_START; VALIDATE as VALIDATE_RELAXED; VALIDATE as VALIDATE_SAMPLED } from '../modules/validate/main.nf'
include { RANK           } from '../modules/rank/main.nf'
include { collected; withOptional } from './entries.nf'

workflow SAMPLE {
    take:
    prepared // tuple(meta, prepared model, map, symmetry.json)
    register // tuple(meta, register.json)
    halves   // tuple(meta, half maps or [])
    contours // tuple(meta, recommended level of the map or null)
    engines  // id of each entry -> [sampler:, refiner:]
    rosetta  // version of the Rosetta that was found
    monlib   // folder of the monomer library, or []
    ligand   // tuple(meta, dictionaries of components that the library lacks)

    main:
    // batches start at fixed seeds, so that more models later leave the finished batches as they are
    def seeds = (1..params.models).collate(params.batch).collect { batch -> [batch.first(), batch.last()] }
    SAMPLE_OPENMM(prepared.filter { meta, _model, _map, _symmetry -> engines[meta.id].sampler == 'openmm' }, register, seeds,
        monlib, ligand)
    SAMPLE_ROSETTA(prepared.filter { meta, _model, _map, _symmetry -> engines[meta.id].sampler == 'rosetta' }, seeds, rosetta)
    def batches = SAMPLE_OPENMM.out.batches.mix(SAMPLE_ROSETTA.out.batches)
    def relaxed = SAMPLE_OPENMM.out.relaxed.mix(SAMPLE_ROSETTA.out.relaxed)
    def setups = SAMPLE_OPENMM.out.setup.mix(SAMPLE_ROSETTA.out.setup)
    def sampled = collected(batches.map { meta, _first, models, scores, dropped -> tuple(meta, seeds.size(), models, scores, dropped) })

    def target = prepared.map { meta, _model, map, _symmetry -> tuple(meta, map) }.join(contours)
    // the prepared model, and the half maps around it, are judged while the sampler's set-up, which has one thread, leaves cores idle
    VALIDATE_START(prepared.join(halves).join(contours).map { meta, model, map, _symmetry, halfMaps, contour ->
        tuple(meta, 'start', ['start'], [model], map, halfMaps, contour)
    }, monlib)
    VALIDATE_RELAXED(relaxed.filter { _meta, models -> models }.join(target)
        .map { meta, models, map, contour -> tuple(meta, 'relaxed', ['relaxed'], models, map, [], contour) }, monlib)
    VALIDATE_SAMPLED(batches.filter { _meta, _first, models, _scores, _dropped -> models }.combine(target, by: 0)
        .map { meta, first, models, _scores, _dropped, map, contour ->
            tuple(meta, String.format('sampled_%04d', first), ['sampled'], models, map, [], contour)
        }, monlib)
    def validated = collected(VALIDATE_SAMPLED.out.validation.map { meta, table -> tuple(meta, seeds.size(), table) })

    // an entry of which no sampling task came through is ranked too, so that it is said why it ends here
    def everything = sampled.map { meta, models, scores, dropped -> tuple(meta, models + scores + dropped) }
    RANK(withOptional(withOptional(setups, everything), validated)
        .map { meta, _setup, files, validations -> tuple(meta, files, validations) })
    def selected = RANK.out.selected.join(sampled)
        .map { meta, order, models, _scores, _dropped -> tuple(meta, named(order.readLines(), models)) }

    emit:
    setup       = setups // tuple(meta, setup.json)
    // tuple(meta, the chosen models): the sampler's own files, so that another ranking that chooses a model too does not refine it again
    chosen      = selected
    scores      = sampled.map { meta, _models, scores, _dropped -> tuple(meta, scores) } // tuple(meta, scores_*.csv)
    ranking     = RANK.out.ranking // tuple(meta, [ranking.csv, ranking.json])
    // tuple(meta, start.json), tuple(meta, start.csv), tuple(meta, relaxed.json), tuple(meta, [sampled_*.json])
    ofStart     = VALIDATE_START.out.validation
    start       = VALIDATE_START.out.residues
    ofRelaxed   = VALIDATE_RELAXED.out.validation
    ofSampled   = validated
    half_maps   = VALIDATE_START.out.half_maps // tuple(meta, [half_maps.json, local_resolution.mrc] or [])
}

// The models of these names.
def named(names, models) {
    return models.findAll { file -> file.baseName in names }
}
