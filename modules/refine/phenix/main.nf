/*
 * Refiner: phenix.real_space_refine, against the map.
 * The contract of every refiner: models in; of each the refined model with B factors, a log and refinement.json out, or dropped.csv.
 */
include { PHENIX_SETUP } from './setup/main.nf'
include { PHENIX       } from './run/main.nf'
include { PHENIX_MODEL } from './model/main.nf'

workflow REFINE_PHENIX {
    take:
    chosen  // tuple(meta, [model], map, half maps, symmetry.json): one model each
    version // of the Phenix that was found

    main:
    PHENIX_SETUP(chosen.map { meta, models, map, _halves, symmetry -> tuple(meta, models.first(), map, symmetry) })
    PHENIX(PHENIX_SETUP.out.setup.combine(version))
    PHENIX_MODEL(PHENIX.out.run)

    emit:
    refined = PHENIX_MODEL.out.refined // tuple(meta, refined models, refinement.json and dropped.csv, as far as there are)
}
