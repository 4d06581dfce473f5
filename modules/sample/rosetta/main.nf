/*
 * Sampler: Rosetta, CartesianSampler and cartesian FastRelax with the density (Herzik, Fraser & Lander 2019).
 * The contract of every sampler: models of seed ranges from one prepared model and its map.
 */
include { ROSETTA_SETUP  } from './setup/main.nf'
include { ROSETTA        } from './run/main.nf'
include { ROSETTA_MODELS } from './models/main.nf'

workflow SAMPLE_ROSETTA {
    take:
    prepared // tuple(meta, prepared model, map, symmetry.json)
    seeds    // list of [first, last], the same for every entry
    version  // of the Rosetta that was found

    main:
    ROSETTA_SETUP(prepared.combine(version))
    ROSETTA(ROSETTA_SETUP.out.setup.combine(channel.fromList(seeds)))
    ROSETTA_MODELS(ROSETTA_SETUP.out.setup.combine(ROSETTA.out.runs, by: 0))

    emit:
    batches = ROSETTA_MODELS.out.batch // tuple(meta, first seed, models, scores_*.csv, dropped_*.csv)
    relaxed = ROSETTA_SETUP.out.record.map { meta, _setup -> tuple(meta, []) } // Rosetta relaxes no starting model
    setup   = ROSETTA_SETUP.out.record // tuple(meta, setup.json)
}
