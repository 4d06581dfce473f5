/*
 * Conclude: how far the models of each entry agree, and the page that says so.
 */
include { CONVERGE } from '../modules/converge/main.nf'
include { REPORT   } from '../modules/report/main.nf'
include { withFiles; withOptional } from './entries.nf'

workflow CONCLUDE {
    take:
    entries     // tuple(meta, given)
    engines     // id of each entry -> [sampler:, refiner:]
    prepared    // tuple(meta, [prepared.cif, map.mrc, symmetry.json, setup.json])
    records     // tuple(meta, [prepare.json, completed.json, map.json])
    sampled     // tuple(meta, [the chosen models before refinement, scores_*.csv])
    ranking     // tuple(meta, [ranking.csv, ranking.json])
    refined     // tuple(meta, [models, refinement.json, dropped.csv])
    validations // list of channels of tuple(meta, validation/...)
    half_maps   // tuple(meta, [half_maps.json, local_resolution.mrc] or [])

    main:
    def chosen = prepared.map { meta, files -> tuple(meta, engines[meta.id], files) }.join(sampled).join(ranking)
    CONVERGE(withOptional(withFiles(withOptional(chosen, refined), validations), half_maps))
    REPORT(entries.map { meta, given -> tuple(meta, given.title, given.contour) }
        .join(prepared.join(records).map { meta, files, more -> tuple(meta, files + more) })
        .join(CONVERGE.out.results.join(ranking)
            .map { meta, summary, residues, ensemble, ranks -> tuple(meta, [summary, residues, ensemble] + ranks) }))

    emit:
    pages     = REPORT.out.page    // tuple(meta, report.html)
    summaries = REPORT.out.summary // tuple(meta, summary.json)
    residues  = CONVERGE.out.results.map { meta, _summary, residues, _ensemble -> tuple(meta, residues) } // tuple(meta, residues.csv)
}
