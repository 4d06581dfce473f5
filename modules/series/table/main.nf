// This puts the maps of the run's series side by side: what resolution each has, how far models agree in it, and where each residue is
// lost; as tables and as a page. It says no versions, so that the methods, which wait for those of all others, are written at the same
// time.
process SERIES_TABLE {
    label 'tools'
    ext runs: Code.of('emtools', 'figures')
    publishDir path: { params.outdir }, mode: 'copy', pattern: 'made/**', saveAs: { name -> name - 'made/' }

    input:
    // one of each for every entry of a series, in the same order, so that those of an entry lie in one folder
    path summaries, stageAs: 'entries/?/*'
    path residues, stageAs: 'entries/?/*'
    path ensembles, stageAs: 'entries/?/*'
    path records, stageAs: 'entries/?/*'
    path asked // all maps of the series
    path failed // failed.csv: why some have no result

    output:
    path 'made/series.html', emit: page
    path 'made/series.{csv,json}'
    path 'made/series/**'

    script:
    """
    # ${task.ext.runs}
    emtools series-table --entry entries/* --asked ${asked} --failed ${failed} --out-dir made
    """

    stub:
    """
    # ${task.ext.runs}
    mkdir -p made/series/one
    touch made/series.html made/series.csv made/series.json made/series/one/residues.csv
    """
}
