/*
 * Refine: the chosen models of each entry, and how the refined ones are judged.
 */
include { REFINE_ROUND as REFINE_1; REFINE_ROUND as REFINE_2; REFINE_ROUND as REFINE_3; REFINE_ROUND as REFINE_4 } from './refine_round.nf'
include { VALIDATE as VALIDATE_REFINED } from '../modules/validate/main.nf'

workflow REFINE {
    take:
    chosen   // tuple(meta, models, best first)
    target   // tuple(meta, map, half maps, symmetry.json): what they are refined against
    maps     // tuple(meta, map.mrc): what they are judged by
    contours // tuple(meta, recommended level of the map or null)
    register // tuple(meta, register.json)
    engines  // id of each entry -> [sampler:, refiner:]
    phenix   // version of the Phenix that was found
    monlib   // folder of the monomer library, or []
    ligand   // tuple(meta, dictionaries of components that the library lacks)

    main:
    REFINE_1(0, chosen.map { meta, _models -> tuple(meta, []) }, chosen, target, register, engines, phenix, monlib, ligand)
    REFINE_2(1, REFINE_1.out.on, chosen, target, register, engines, phenix, monlib, ligand)
    REFINE_3(2, REFINE_2.out.on, chosen, target, register, engines, phenix, monlib, ligand)
    REFINE_4(3, REFINE_3.out.on, chosen, target, register, engines, phenix, monlib, ligand)
    def rounds = [REFINE_1.out, REFINE_2.out, REFINE_3.out, REFINE_4.out]
    def over = rounds.collect { round -> round.over }.inject { all, more -> all.mix(more) }
    def made = over.map { meta, _models, files -> tuple(meta, files.findAll { file -> file.name.endsWith('.cif') }) }
    def ends = Rounds.refined(params)
    def begun = [chosen] + rounds.dropRight(1).collect { round ->
        chosen.join(round.on).map { meta, models, _files -> tuple(meta, models) }
    }
    def known = begun.withIndex().collect { entries, i ->
        entries.map { meta, models -> tuple(meta, [ends[i], models.size()].min(), ends[i] < [ends.max(), models.size()].min()) }
    }
    VALIDATE_REFINED(made.filter { _meta, models -> models }.join(maps).join(contours).join(ligand)
        .map { meta, models, map, contour, dictionaries ->
            tuple(meta, 'refined', ['refined'], models, map, [], contour, dictionaries)
        }, monlib)

    emit:
    refined   = over.map { meta, _models, files -> tuple(meta, files) } // tuple(meta, [models, refinement.json, dropped.csv])
    counts    = over.map { meta, models, _files -> tuple(meta, models) } // tuple(meta, models that were asked for)
    // tuple(meta, models asked for when the round is over that begins now, whether more may follow); at the end those of all rounds
    asked     = known.inject(over.map { meta, models, _files -> tuple(meta, models, false) }) { all, more -> all.mix(more) }
    ofRefined = VALIDATE_REFINED.out.validation // tuple(meta, refined.json)
    residues  = VALIDATE_REFINED.out.residues   // tuple(meta, refined.csv)
    curves    = VALIDATE_REFINED.out.curves     // tuple(meta, fsc.csv)
    outliers  = VALIDATE_REFINED.out.outliers   // tuple(meta, outliers.csv)
}
