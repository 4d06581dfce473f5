/*
 * Sampler: Rosetta, CartesianSampler and cartesian FastRelax with the density (Herzik, Fraser & Lander 2019).
 * The contract of every sampler: models of a seed range from one prepared model and its map.
 */
include { ROSETTA_CHECK  } from './check/main.nf'
include { ROSETTA_SETUP  } from './setup/main.nf'
include { ROSETTA        } from './run/main.nf'
include { ROSETTA_MODELS } from './models/main.nf'

workflow SAMPLE_ROSETTA {
    take:
    prepared // tuple(meta, prepared model, map, symmetry.json)
    seeds    // list of [first, last], the same for every entry

    main:
    ROSETTA_CHECK(prepared.map { _entry -> true }.first())
    ROSETTA_SETUP(prepared.combine(ROSETTA_CHECK.out.found))
    ROSETTA(ROSETTA_SETUP.out.setup.combine(channel.fromList(seeds)))
    ROSETTA_MODELS(ROSETTA_SETUP.out.setup.combine(ROSETTA.out.runs, by: 0))

    emit:
    // tuple(meta, models, scores.csv, dropped.csv)
    batches = ROSETTA_MODELS.out.batch
    // tuple(meta, no relaxed starting model, setup.json)
    start   = ROSETTA_SETUP.out.setup.map { meta, setup -> tuple(meta, [], setup.resolve('setup.json')) }
}
