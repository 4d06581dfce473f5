/*
 * Sampler: Rosetta, CartesianSampler and cartesian FastRelax with the density (Herzik, Fraser & Lander 2019).
 * What every sampler does once per entry, before its batches (run/main.nf, models/main.nf) are sampled round by round.
 */
include { ROSETTA_SETUP } from './setup/main.nf'

workflow SAMPLE_ROSETTA {
    take:
    prepared // tuple(meta, prepared model, map, symmetry.json)
    version  // of the Rosetta that was found

    main:
    ROSETTA_SETUP(prepared.combine(version))

    emit:
    ready   = ROSETTA_SETUP.out.setup // tuple(meta, setup): what its batches are given
    relaxed = ROSETTA_SETUP.out.record.map { meta, _setup -> tuple(meta, []) } // Rosetta relaxes no starting model
    setup   = ROSETTA_SETUP.out.record // tuple(meta, setup.json)
}
