/*
 * One round of refinement: the next of the chosen models of the entries that need them, and whether they are enough.
 */
include { REFINE_SERVALCAT } from '../modules/refine/servalcat/main.nf'
include { REFINE_PHENIX    } from '../modules/refine/phenix/main.nf'
include { PRECISION as PRECISION_REFINED } from '../modules/precision/main.nf'
include { collected; keptOf; withOptional } from './entries.nf'

workflow REFINE_ROUND {
    take:
    number   // of this round, from 0
    before   // tuple(meta, what the refiners made of each in earlier rounds)
    chosen   // tuple(meta, the chosen models, best first)
    target   // tuple(meta, map, half maps, symmetry.json): what they are refined against
    register // tuple(meta, register.json)
    engines  // id of each entry -> [sampler:, refiner:]
    phenix   // version of the Phenix that was found
    monlib   // folder of the monomer library, or []
    ligand   // tuple(meta, dictionaries of components that the library lacks)

    main:
    def ends = Rounds.refined(params)
    def from = number ? ends[number - 1] : 0
    def to = ends[number]
    def auto = Rounds.isAuto(params.best)
    // by name: a task then is the same whatever the order of the ranking
    def batches = keptOf(chosen, before).map { meta, models ->
        tuple(meta, models.drop(from).take(to - from).sort(false) { file -> file.name })
    }.filter { _meta, models -> models }.map { meta, models ->
        tuple(meta, models.collate(perTask(engines[meta.id].refiner, engines.size(), to - from)))
    }
    def tasks = batches.flatMap { meta, all -> all.collect { models -> tuple(meta, models) } }.combine(target, by: 0)
    REFINE_SERVALCAT(tasks.filter { meta, _models, _map, _halves, _symmetry -> engines[meta.id].refiner == 'servalcat' }
        .combine(ligand, by: 0), monlib)
    REFINE_PHENIX(tasks.filter { meta, _models, _map, _halves, _symmetry -> engines[meta.id].refiner == 'phenix' }, phenix)
    def made = collected(batches.map { meta, all -> [meta, all.size()] }
        .cross(REFINE_SERVALCAT.out.refined.mix(REFINE_PHENIX.out.refined))
        .map { batch, task -> batch + task.drop(1) })
    def refined = withOptional(before, made.map { meta, models, records -> tuple(meta, models + records) })
        .map { meta, earlier, files -> tuple(meta, earlier + files) }
    def models = refined.map { meta, files -> tuple(meta, files.findAll { file -> file.name.endsWith('.cif') }) }
    PRECISION_REFINED(withOptional(models.filter { _meta, found -> auto && found }, register)
        .map { meta, found, evidence -> tuple(meta, found, evidence, 'refined', Rounds.mostRefined(params)) })
    def verdicts = auto ? withOptional(refined, PRECISION_REFINED.out.precision) : refined.map { meta, files -> tuple(meta, files, []) }
    def next = verdicts.join(chosen).branch { _meta, _files, verdict, all ->
        on: to < all.size() && Rounds.isMore(verdict)
        over: true
    }

    emit:
    on   = next.on.map { meta, files, _verdict, _all -> tuple(meta, files) } // tuple(meta, what the refiners made so far)
    // tuple(meta, models that were asked for, what the refiners made) of the entries that have enough
    over = next.over.map { meta, files, _verdict, all -> tuple(meta, [to, all.size()].min(), files) }
}

// How many models one task refines. Phenix takes one. Each task of Servalcat costs a start of Nextflow's wrapper and of Python, but as
// long as there are fewer tasks than cores, a task more keeps a core more busy.
def perTask(refiner, entries, models) {
    return refiner != 'servalcat' ? 1 : params.refine_batch ?: Workload.share(entries * models, models)
}
