/*
 * Refine: the chosen models of each entry, and how the refined ones are judged.
 */
include { REFINE_SERVALCAT } from '../modules/refine/servalcat/main.nf'
include { REFINE_PHENIX    } from '../modules/refine/phenix/main.nf'
include { VALIDATE as VALIDATE_REFINED } from '../modules/validate/main.nf'
include { collected        } from './entries.nf'

workflow REFINE {
    take:
    chosen   // tuple(meta, models)
    target   // tuple(meta, map, half maps, symmetry.json): what they are refined against
    maps     // tuple(meta, map.mrc): what they are judged by
    contours // tuple(meta, recommended level of the map or null)
    engines  // id of each entry -> [sampler:, refiner:]
    phenix   // version of the Phenix that was found
    monlib   // folder of the monomer library, or []
    ligand   // tuple(meta, dictionaries of components that the library lacks)

    main:
    def batches = chosen.map { meta, models -> tuple(meta, models.collate(perTask(engines[meta.id].refiner, engines.size()))) }
    def tasks = batches.flatMap { meta, all -> all.collect { models -> tuple(meta, models) } }.combine(target, by: 0)
    REFINE_SERVALCAT(tasks.filter { meta, _models, _map, _halves, _symmetry -> engines[meta.id].refiner == 'servalcat' }
        .combine(ligand, by: 0), monlib)
    REFINE_PHENIX(tasks.filter { meta, _models, _map, _halves, _symmetry -> engines[meta.id].refiner == 'phenix' }, phenix)
    def made = collected(batches.map { meta, all -> [meta, all.size()] }
        .cross(REFINE_SERVALCAT.out.refined.mix(REFINE_PHENIX.out.refined))
        .map { batch, task -> batch + task.drop(1) })
    VALIDATE_REFINED(made.filter { _meta, models, _records -> models }.join(maps).join(contours)
        .map { meta, models, _records, map, contour -> tuple(meta, 'refined', ['refined'], models, map, [], contour) }, monlib)

    emit:
    refined   = made.map { meta, models, records -> tuple(meta, models + records) } // tuple(meta, [models, refinement.json, dropped.csv])
    ofRefined = VALIDATE_REFINED.out.validation // tuple(meta, refined.json)
    residues  = VALIDATE_REFINED.out.residues   // tuple(meta, refined.csv)
    curves    = VALIDATE_REFINED.out.curves     // tuple(meta, fsc.csv)
    outliers  = VALIDATE_REFINED.out.outliers   // tuple(meta, outliers.csv)
}

// How many models one task refines. Phenix takes one. Each task of Servalcat costs a start of Nextflow's wrapper and of Python, but as
// long as there are fewer tasks than cores, a task more keeps a core more busy.
def perTask(refiner, entries) {
    return refiner != 'servalcat' ? 1 : params.refine_batch ?: Workload.share(entries * params.best, params.best)
}
