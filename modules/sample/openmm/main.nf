/*
 * Sampler: OpenMM simulated annealing with a density term.
 * What every sampler does once per entry, before its batches (anneal/main.nf) are sampled round by round.
 */
include { SETUP  } from './setup/main.nf'
include { SURVEY } from './survey/main.nf'

workflow SAMPLE_OPENMM {
    take:
    prepared // tuple(meta, prepared model, map, symmetry.json)
    register // tuple(meta, register.json)
    monlib   // folder of the monomer library, or []
    ligand   // tuple(meta, dictionaries of components that the library lacks)

    main:
    SETUP(prepared.join(ligand), monlib)
    def shifted = ['all', 'register'].any { kind -> kind in params.moves.tokenize(',') }
    SURVEY(SETUP.out.system.join(register).filter { shifted })

    emit:
    ready   = SETUP.out.system.join(shifted ? SURVEY.out.shifts : register) // tuple(meta, system, shifts): what its batches are given
    relaxed = SETUP.out.relaxed.map { meta, model -> tuple(meta, [model]) } // tuple(meta, relaxed starting models)
    setup   = SETUP.out.record // tuple(meta, setup.json)
}
