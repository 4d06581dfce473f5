/*
 * Refiner: phenix.real_space_refine, against the map.
 * The contract of every refiner: one model in, the refined model with B factors, a log and refinement.json out.
 */
include { PHENIX_CHECK } from './check/main.nf'
include { PHENIX_SETUP } from './setup/main.nf'
include { PHENIX       } from './run/main.nf'
include { PHENIX_MODEL } from './model/main.nf'

workflow REFINE_PHENIX {
    take:
    chosen // tuple(meta, model, map, half maps, symmetry.json)

    main:
    PHENIX_CHECK(chosen.map { _entry -> true }.first())
    PHENIX_SETUP(chosen.map { meta, model, map, _halves, symmetry -> tuple(meta, model, map, symmetry) })
    PHENIX(PHENIX_SETUP.out.setup.combine(PHENIX_CHECK.out.found))
    PHENIX_MODEL(PHENIX.out.run)

    emit:
    // tuple(meta, refined model, refinement.json, dropped.csv)
    refined = PHENIX_MODEL.out.refined
}
