// This writes the methods paragraph of the run, with what it cites. It waits for the versions of all other programs, and so says none
// itself.
process METHODS {
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/pipeline_info" }, mode: 'copy'

    input:
    // one of each for every entry, in the same order, so that those of an entry lie in one folder
    path summaries, stageAs: 'entries/?/*'
    path series, stageAs: 'entries/?/*' // series_map.json of the maps of series, or []
    path versions
    path parameters

    output:
    path 'methods.md', emit: methods
    path 'references.bib'

    script:
    """
    # ${task.ext.runs}
    emtools methods --entry entries/* --versions ${versions} --params ${parameters} --out-dir .
    """

    stub:
    """
    # ${task.ext.runs}
    touch methods.md references.bib
    """
}
