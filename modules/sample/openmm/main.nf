/*
 * Sampler: OpenMM simulated annealing with a density term.
 * The contract of every sampler: models of seed ranges from one prepared model and its map.
 */
include { SETUP  } from './setup/main.nf'
include { SURVEY } from './survey/main.nf'
include { ANNEAL } from './anneal/main.nf'

workflow SAMPLE_OPENMM {
    take:
    prepared // tuple(meta, prepared model, map, symmetry.json)
    register // tuple(meta, register.json)
    seeds    // list of [first, last], the same for every entry
    monlib   // folder of the monomer library, or []
    ligand   // tuple(meta, dictionaries of components that the library lacks)

    main:
    SETUP(prepared.join(ligand), monlib)
    def shifted = ['all', 'register'].any { kind -> kind in params.moves.tokenize(',') }
    SURVEY(SETUP.out.system.join(register).filter { shifted })
    ANNEAL(SETUP.out.system.join(shifted ? SURVEY.out.shifts : register).combine(channel.fromList(seeds)))

    emit:
    batches = ANNEAL.out.batch // tuple(meta, first seed, models, scores_*.csv, dropped_*.csv)
    relaxed = SETUP.out.relaxed.map { meta, model -> tuple(meta, [model]) } // tuple(meta, relaxed starting models)
    setup   = SETUP.out.record // tuple(meta, setup.json)
}
