/*
 * Sampler: OpenMM simulated annealing with a density term.
 * The contract of every sampler: models of a seed range from one prepared model and its map.
 */
include { SETUP  } from './setup/main.nf'
include { ANNEAL } from './anneal/main.nf'

workflow SAMPLE_OPENMM {
    take:
    prepared // tuple(meta, prepared model, map, symmetry.json)
    seeds    // list of [first, last], the same for every entry

    main:
    SETUP(prepared)
    ANNEAL(SETUP.out.system.combine(channel.fromList(seeds)))

    emit:
    // tuple(meta, models, scores.csv, dropped.csv)
    batches = ANNEAL.out.batch
    // tuple(meta, relaxed starting model, setup.json)
    start   = SETUP.out.system.map { meta, system -> tuple(meta, system.resolve('minimised.cif'), system.resolve('setup.json')) }
}
