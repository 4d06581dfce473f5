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
    register    // tuple(meta, register.json)
    records     // tuple(meta, [prepare.json, completed.json, map.json])
    sampled     // tuple(meta, [the chosen models before refinement, scores_*.csv])
    ranking     // tuple(meta, [ranking.csv, ranking.json, precision_sampled.json where there is one])
    counts      // tuple(meta, how many of the chosen models were to be refined)
    refined     // tuple(meta, [models, refinement.json, dropped.csv])
    validations // list of channels of tuple(meta, validation/...)
    half_maps   // tuple(meta, [half_maps.json, local_resolution.mrc] or [])
    curves      // tuple(meta, fsc.csv)
    outliers    // tuple(meta, outliers.csv)
    halves      // tuple(meta, half maps or [])
    ofHalves    // list of two channels of tuple(meta, models of a half map), those of half map 1 first
    further     // list of two channels: tuple(meta, second_states.json) and tuple(meta, models made where density was left over)
    trend       // trends by which the mean spread is judged, or []
    reference   // table of the entries to compare with, or []

    main:
    def chosen = prepared.map { meta, files -> tuple(meta, engines[meta.id], files) }.join(sampled).join(ranking).join(counts)
    def measured = withOptional(withFiles(withOptional(chosen, refined), validations), half_maps)
    def beside = withOptional(withOptional(measured, register), halves)
    CONVERGE((ofHalves + further).inject(beside) { rows, more -> withOptional(rows, more) }, trend)
    def series = entries.map { meta, given -> tuple(meta, given.record ?: []) } // series_map.json of the maps of series
    REPORT(entries.map { meta, given -> tuple(meta, given.title, given.contour, given.family) }
        .join(prepared.join(records).map { meta, files, more -> tuple(meta, files + more) })
        .join(withFiles(CONVERGE.out.results.join(ranking), [curves, outliers, half_maps, series])
            .map { meta, summary, residues, ensemble, ranks, more -> tuple(meta, [summary, residues, ensemble] + ranks + more) })
        .join(CONVERGE.out.beside)
        .join(entries.map { meta, given -> tuple(meta, [given.emdb, given.pdb]) }), reference)

    emit:
    pages     = REPORT.out.page    // tuple(meta, report.html)
    summaries = REPORT.out.summary // tuple(meta, summary.json)
    ensembles = CONVERGE.out.results.map { meta, _summary, _residues, ensemble -> tuple(meta, ensemble) } // tuple(meta, ensemble.cif)
    residues  = CONVERGE.out.results.map { meta, _summary, residues, _ensemble -> tuple(meta, residues) } // tuple(meta, residues.csv)
}
