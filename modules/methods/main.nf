// This writes the methods paragraph of the run, with what it cites. It waits for the versions of all other programs, and so says none
// itself.
process METHODS {
    label 'tools'
    ext runs: Code.of('emtools')
    publishDir path: { "${params.outdir}/pipeline_info" }, mode: 'copy'

    input:
    path summaries, stageAs: 'entries/?/*'
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
